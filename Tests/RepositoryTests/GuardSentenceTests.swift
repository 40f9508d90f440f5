import Domain
import GuardTesting
import Testing

/// The guard finds what it should in notes as people write them. `make guard-report` prints the figures with every miss.
@Suite struct GuardSentenceTests {
  private let sentences: [LabelledSentence]

  init() throws { sentences = try LabelledSentence.all() }

  @Test func thereAreEnoughOfBothClasses() {
    #expect(sentences.count >= 420)
    #expect(sentences.count(where: \.kinds.isEmpty) >= 200)
    #expect(sentences.count { !$0.kinds.isEmpty } >= 200)
    #expect(Set(sentences.map(\.text)).count == sentences.count)
    for kind in PersonalDataKind.allCases { #expect(sentences.count { $0.kinds.contains(kind) } >= 8, "\(kind)") }
  }

  /// What README says for secrets and identity numbers, and a little below what was reached for the rest.
  @Test func theFiguresStayUp() {
    let grave = GuardFigures(sentences, of: GuardFigures.gravest)
    #expect(grave.precision >= 0.98, "\(grave.precision)")
    #expect(grave.recall >= 0.995, "\(grave.recall)")
    let all = GuardFigures(sentences, of: Set(PersonalDataKind.allCases))
    #expect(all.precision >= 0.99, "\(all.precision)")
    #expect(all.recall >= 0.99, "\(all.recall)")
    let heldOut = GuardFigures(sentences.filter(\.isHeldOut), of: GuardFigures.gravest)
    #expect(heldOut.precision >= 0.97, "\(heldOut.precision)")
    #expect(heldOut.recall >= 0.97, "\(heldOut.recall)")
  }
}
