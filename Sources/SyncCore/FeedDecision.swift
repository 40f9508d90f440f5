import Domain

/// What the server does with a device's place in the feed, decided from the hashes that it holds.
package enum FeedDecision: Hashable, Sendable {
  /// Go on after the device's place.
  case goOn
  /// The place is in another history; the latest checkpoint that both know, where any was named.
  case diverged(common: FeedPlace?)

  /// Decides about a question.
  ///
  /// - Parameters:
  ///   - question: where the device stands, and where it stood.
  ///   - head: the last change of the team.
  ///   - start: the place before the team's first change.
  ///   - hash: the server's own running hash after a change that it has.
  package init<Failure: Error>(
    _ question: SyncRequest.FeedQuestion, head: FeedPlace, start: FeedPlace, rules: SyncRules = .all,
    hash: (Int) throws(Failure) -> Fingerprint?
  ) throws(Failure) {
    for (index, place) in ([question.place] + question.checkpoints).enumerated() {
      guard place.change <= head.change else { continue }
      let held = place.change == 0 ? start.hash : place == head ? head.hash : try hash(place.change)
      guard held == place.hash || !rules.hashInCursor else { continue }
      self = index == 0 ? .goOn : .diverged(common: place)
      return
    }
    self = .diverged(common: question.checkpoints.isEmpty ? nil : start)
  }
}
