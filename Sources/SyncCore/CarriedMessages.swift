import Domain

/// What a device's store keeps for others on their way.
package protocol CarriedMessages {
  /// The messages of that kind, those that came first at the front.
  func carried(_ kind: SyncBundle.Frame.Kind) throws -> [CarriedFrame]
  /// Keeps messages that were not there yet, as far as there is room (`CarriedLimits`). Of the answers to a device the
  /// latest few are enough: what one says the server can always say again.
  func carry(_ frames: [SyncBundle.Frame]) throws -> CarriedGain
  /// Notes what became of a request that was brought to the server.
  func settle(_ request: SyncBundle.Frame, as fate: CarriedFate) throws
  /// Whether all these entries were seen to come back in this device's own feed.
  func hasSeen(_ entries: [Entry]) throws -> Bool
  /// Whether all these entries are in this device's own store, byte for byte.
  func holds(_ entries: [Entry]) throws -> Bool
}

/// A message of another device, and what is known of it.
package struct CarriedFrame: Hashable, Sendable {
  package let frame: SyncBundle.Frame
  /// Whether the server answered it before. It stays until its entries were seen in the feed all the same: a server that
  /// is put back to yesterday has forgotten them.
  package let isAnswered: Bool

  /// That message.
  package init(_ frame: SyncBundle.Frame, isAnswered: Bool) {
    self.frame = frame
    self.isAnswered = isAnswered
  }
}

/// What became of a request that was brought to the server.
package enum CarriedFate: Hashable, Sendable {
  /// The server acted on it; the answer goes to the author.
  case answered(SyncBundle.Frame)
  /// The server would not take it now. It stays, and goes first where room is needed.
  case refused
  /// It can bring nothing more.
  case givenUp
}

/// How many messages were new.
package struct CarriedGain: Hashable, Sendable {
  package var kept = 0
  /// How many found no room; they are on the stick still, and with their author.
  package var withoutRoom = 0

  /// So many.
  package init(kept: Int = 0, withoutRoom: Int = 0) {
    self.kept = kept
    self.withoutRoom = withoutRoom
  }
}

/// How much a device carries for others.
package enum CarriedLimits {
  /// The most answers to one device.
  package static let answers = 4
  /// The most requests of one device: 20,000 entries are 40 of them.
  package static let requests = 200
  /// The most bytes of requests, of all devices together.
  package static let bytes = 128 * 1024 * 1024
}
