/// When a step or a paper is for this citizen, judged by earlier answers only.
package indirect enum Condition: Hashable, Sendable {
  /// A step was answered with a choice, or a guide step ended at an end.
  case equals(step: String, answer: String)
  /// The condition does not hold.
  case not(Condition)
  /// At least one holds.
  case any([Condition])
  /// Every one holds.
  case all([Condition])

  /// Whether the condition holds, given the answers by step id. A step that was never asked equals nothing.
  package func holds(given answers: [String: String]) -> Bool {
    switch self {
    case .equals(let step, let answer): answers[step] == answer
    case .not(let inner): !inner.holds(given: answers)
    case .any(let inner): inner.contains { $0.holds(given: answers) }
    case .all(let inner): inner.allSatisfy { $0.holds(given: answers) }
    }
  }
}
