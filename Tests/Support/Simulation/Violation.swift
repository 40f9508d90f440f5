/// A rule that a run broke. The numbers are those of "What always holds" in the documentation of `SyncCore`.
package struct Violation: Error, Hashable, Sendable {
  /// What is watched.
  package enum Rule: String, CaseIterable, Sendable {
    /// 1, 2, 4: an entry that a surviving device or a stick held when the network healed is not on the server.
    case lost
    /// 5, 6: an entry counts more than once on the server, or a device holds it twice.
    case twice
    /// 22: somebody holds what is sealed and was erased, though they have seen the erasure.
    case notErased = "not-erased"
    /// 12, 13: two places show different journals of the same entries.
    case different
    /// 3: a device believes that the server holds what it does not hold, though the server never went back.
    case markAhead = "mark-ahead"
    /// 7, 8: the server's mark is not where the pushes that it took lead: there is a hole, a lost tail, or two histories
    /// mixed.
    case brokenStream = "broken-stream"
    /// 8: two histories bore one name before the server, and no alarm is remembered.
    case silentFork = "silent-fork"
    /// 9, 10, 11: the running hash of the feed does not follow from its changes.
    case brokenFeed = "broken-feed"
    /// 9, 10: a device does not hold what lies before its place in the feed, or its place is not the server's.
    case placeAhead = "place-ahead"
    /// 5: a conflict was told where nobody wrote two entries under one id.
    case falseConflict = "false-conflict"
    /// 14, 15, 16, 17: a message was read otherwise than it was written, a cut one was read, or a whole one refused.
    case garbled
    /// 18: an exchange on a network that delivers does not come to rest.
    case restless
    /// 19: an exchange sent again what the server had marked, or more than the budget allows.
    case wasteful
  }

  package let rule: Rule
  /// Where and what, for people.
  package let details: String

  init(_ rule: Rule, _ details: String) {
    self.rule = rule
    self.details = details
  }
}
