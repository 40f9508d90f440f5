import Domain
import Sealing

/// A place in a team's feed: the number of the last change, and the running hash there. Before the first change the
/// number is 0.
package struct FeedPlace: Hashable, Sendable {
  package let change: Int
  package let hash: Fingerprint

  /// The place after that change.
  package init(change: Int, hash: Fingerprint) {
    self.change = change
    self.hash = hash
  }

  /// The place before a team's first change.
  package static func start(of team: String) -> FeedPlace {
    FeedPlace(change: 0, hash: Fingerprint(of: Array("camtay feed 1\0\(team)".utf8)))
  }

  /// The place after one more change, which brought the entry whose header has that digest.
  package func next(header: Fingerprint) -> FeedPlace {
    FeedPlace(change: change + 1, hash: Fingerprint(of: hash.bytes + header.bytes))
  }
}

/// The places that a device remembers besides its present one, at growing distances: where a server went back, the latest
/// that both know is where they go on.
package enum FeedCheckpoints {
  /// How many places a request carries at most.
  package static let maximum = 64

  /// Which of the places to keep once the device stands at `place`: so few that their distances from it about double,
  /// and so many that between any two neighbours the farther is at most twice as far as the nearer, where it can be.
  package static func kept(_ places: [FeedPlace], at place: FeedPlace) -> [FeedPlace] {
    let candidates = places.filter { $0.change < place.change }.sorted { $0.change > $1.change }
    var kept: [FeedPlace] = []
    for (index, candidate) in candidates.enumerated() {
      // A place may go where its neighbours are near enough to each other without it.
      if let nearer = kept.last, index + 1 < candidates.count,
        place.change - candidates[index + 1].change <= 2 * (place.change - nearer.change)
      {
        continue
      }
      kept.append(candidate)
    }
    return kept
  }
}

/// One change of the feed, as a device gets it.
package enum FeedChange: Hashable, Sendable {
  /// The entry with that number of the asking stream, which the device has just shown that it holds.
  case own(sequence: Int)
  /// An entry.
  case entry(Entry)
}

/// What a server says about the feed after a device's place in it.
package enum FeedAnswer: Hashable, Sendable {
  /// What came after the place, in order, up to a new place; whether more waits behind it.
  case goesOn(after: FeedPlace, changes: [FeedChange], to: FeedPlace, more: Bool)
  /// The server's history is not the one in which the device's place is. The latest place that both know, where the
  /// request named checkpoints.
  case diverged(common: FeedPlace?)
}
