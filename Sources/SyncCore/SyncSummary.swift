import Domain

/// A guide that came from the server, and what became of it.
package struct GuideArrival: Hashable, Sendable {
  package let id: String
  package let version: Int
  package let reception: GuideReception

  /// What became of that guide.
  package init(_ guide: SignedGuide, _ reception: GuideReception) {
    (id, version) = (guide.package.id, guide.package.version)
    self.reception = reception
  }
}

/// What an exchange brought.
package struct SyncSummary: Hashable, Sendable {
  /// How many entries the server holds now that it was not known to hold before.
  package private(set) var entriesSent = 0
  /// How many entries came that the device did not hold.
  package private(set) var entriesReceived = 0
  /// How many entries came under the id of another that the device holds.
  package private(set) var conflicts = 0
  /// The entries that no server would take, and that were set apart so that the others got on.
  package private(set) var setApart: [EntryID] = []
  /// The guides that came, in the order in which they came.
  package internal(set) var guides: [GuideArrival] = []
  /// Whether the server had gone back, so that it got entries again that it had held before.
  package private(set) var isServerRestored = false
  /// Whether the device was found to be restored or cloned, and goes on in a new incarnation.
  package private(set) var isReborn = false
  /// How many requests were answered.
  package private(set) var answers = 0
  /// The server's clock at its last answer over a connection, in milliseconds since 1970; nil before any.
  package private(set) var serverTime: Int64?

  /// Nothing yet.
  package init() {}

  mutating func noteAnswer(time: Int64?) {
    answers += 1
    serverTime = time ?? serverTime
  }

  mutating func note(mark: StreamMark?, after earlier: StreamMark) {
    guard let mark else { return }
    entriesSent += max(0, mark.sequence - earlier.sequence)
    isServerRestored = isServerRestored || mark.sequence < earlier.sequence
  }

  mutating func note(_ gain: FeedGain) {
    entriesReceived += gain.arrived
    conflicts += gain.conflicts
  }

  mutating func note(setApart entry: EntryID) { setApart.append(entry) }
  mutating func noteRestoredServer() { isServerRestored = true }
  mutating func noteRebirth() { isReborn = true }
}
