/// How often the rule on secrets finds a sentence that asks for one, and only such a sentence.
package struct SecretFigures: Sendable {
  package let right: Int
  package let wrong: Int
  package let missed: Int

  /// Of what was found the part that was meant, 0 to 1.
  package var precision: Double { Double(right) / Double(max(1, right + wrong)) }
  /// Of what was meant the part that was found, 0 to 1.
  package var recall: Double { Double(right) / Double(max(1, right + missed)) }

  /// The figures of those sentences.
  package init(_ sentences: [LabelledRequest]) {
    right = sentences.count { $0.asks && $0.isFound }
    wrong = sentences.count { !$0.asks && $0.isFound }
    missed = sentences.count { $0.asks && !$0.isFound }
  }
}
