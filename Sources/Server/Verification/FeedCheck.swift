import Domain
import Sealing
import SyncCore

/// Goes along a team's feed, change by change, and says what of it does not fit.
struct FeedCheck {
  private var place: FeedPlace

  /// From the beginning of that team's feed.
  init(_ team: String) { place = .start(of: team) }

  /// What is wrong with the next change, or nil.
  mutating func damage(of held: HeldChange) -> DamageFinding.Damage? {
    guard held.change == place.change + 1 else { return .feedGap }
    place = place.next(header: Fingerprint(of: held.header))
    return held.hash == place.hash.bytes ? nil : .feedChain
  }

  /// Whether the feed ends here, where it is said to end.
  func ends(at head: (change: Int, hash: [UInt8])) -> Bool {
    head.change == place.change && head.hash == place.hash.bytes
  }
}
