/// How many bytes of entries a device puts into one push, and asks for in one answer: little on a slow line, so that a cut costs little, and more as
/// long as answers come quickly.
package struct BatchBudget: Hashable, Sendable {
  /// The budget now, in bytes of entries before compression.
  package private(set) var bytes: Int

  /// The smallest budget. Below it the answer's own bytes outweigh what is saved.
  package static let smallest = 8 * 1024
  /// The first budget of an exchange: a day's work of a volunteer.
  package static let first = 32 * 1024
  /// The largest budget.
  package static let largest = SyncLimits.batchBytes
  /// An answer that came within this time, in milliseconds, doubles the budget.
  package static let quick: Int64 = 3000
  /// An answer that took longer than this, in milliseconds, halves it.
  package static let slow: Int64 = 10_000

  /// A budget to begin with.
  package init(bytes: Int = first) { self.bytes = min(max(bytes, Self.smallest), Self.largest) }

  /// Learns from an answer that took that long.
  package mutating func answered(milliseconds: Int64) {
    if milliseconds <= Self.quick { self = BatchBudget(bytes: bytes * 2) }
    if milliseconds > Self.slow { cut() }
  }

  /// Learns from an answer that did not come.
  package mutating func cut() { self = BatchBudget(bytes: bytes / 2) }
}
