import GuideFormat
import SecretTesting
import Testing

/// The rule on secrets finds what asks for one, and lets warnings pass. `make guard-report` prints the figures with every miss.
@Suite struct SecretSentenceTests {
  private let sentences: [LabelledRequest]

  init() throws { sentences = try LabelledRequest.all() }

  @Test func thereAreEnoughOfBothClasses() {
    #expect(sentences.count >= 160)
    for isWanted in [true, false] { #expect(sentences.count { $0.asks == isWanted } >= 80) }
    #expect(Set(sentences.map(\.text)).count == sentences.count)
  }

  /// A little below what was reached.
  @Test func theFiguresStayUp() {
    let all = SecretFigures(sentences)
    #expect(all.precision >= 0.95, "\(all.precision)")
    #expect(all.recall >= 0.95, "\(all.recall)")
    let heldOut = SecretFigures(sentences.filter(\.isHeldOut))
    #expect(heldOut.precision >= 0.85, "\(heldOut.precision)")
    #expect(heldOut.recall >= 0.85, "\(heldOut.recall)")
  }

  /// Spellings that hide a name from a reader of words.
  @Test(arguments: ["Xin bác O.T.P.", "Xin bác o t p", "Xin bác m.ậ.t khẩu", "Xin bác mậtkhẩu", "XIN BÁC MẬT KHẨU"])
  func spellingsOfOneNameAreOne(_ text: String) { #expect(SecretRule.asks(text)) }
}
