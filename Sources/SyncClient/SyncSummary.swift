import Domain
import SyncCore

/// A guide that came from the server, and what became of it.
package struct GuideArrival: Hashable, Sendable {
  package let id: String
  package let version: Int
  package let reception: GuideReception
}

/// What an exchange brought.
package struct SyncSummary: Hashable, Sendable {
  /// How many entries the server holds now that it did not hold before.
  package private(set) var entriesSent = 0
  /// The guides that came, in the order in which they came.
  package var guides: [GuideArrival] = []
  /// How far the server durably holds the stream.
  package private(set) var mark: StreamMark
  /// Whether the server had gone back, so that it got entries again that it had held before.
  package private(set) var isServerRestored = false

  /// Nothing yet, from that mark on.
  init(mark: StreamMark) { self.mark = mark }

  /// Counts what the server's new mark means.
  mutating func note(_ newMark: StreamMark) {
    entriesSent += max(0, newMark.sequence - mark.sequence)
    isServerRestored = isServerRestored || newMark.sequence < mark.sequence
    mark = newMark
  }
}
