/// The rules on which the exchange rests, each with a switch. The program runs with all of them; the simulator switches
/// one off and has to find what it protects from.
package struct SyncRules: Hashable, Sendable {
  /// At the head of the feed a device offers again what it has not seen come back.
  package var echo = true
  /// The server compares the chain hashes wherever a push and what it holds overlap.
  package var chainCheck = true
  /// A place in the feed is compared by its hash, not only by its number.
  package var hashInCursor = true
  /// An id that the team already holds is not counted again.
  package var deduplication = true
  /// A device goes on watching over the entries of its earlier incarnations. A journal's own: the exchange does not ask.
  package var memoryOfIncarnations = true
  /// What was erased is not kept again when it comes by another road.
  package var erasuresHold = true

  /// All of them.
  package init() {}

  /// All of them.
  package static let all = SyncRules()
}
