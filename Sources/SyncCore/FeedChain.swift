import Domain
import Sealing

/// The hash chain over what a team's devices have brought, in the order in which the server committed it. With it a
/// reader's place in the feed is more than a number: it tells a server that went back from one that went on.
package enum FeedChain {
  /// The hash before the first change of the team.
  package static func start(of team: String) -> Fingerprint { Fingerprint(of: Array("camtay feed 1\0\(team)".utf8)) }

  /// The hash after a change that added an entry, whose chain hash in its own stream is `entry`.
  package static func next(after hash: Fingerprint, entry: Fingerprint) -> Fingerprint {
    Fingerprint(of: hash.bytes + entry.bytes)
  }
}
