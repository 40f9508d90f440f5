import Domain
import Testing

@testable import GuideFormat

/// Whatever is typed or piped in, the search answers with scores that are scores, from a bounded number of words.
@Suite(.timeLimit(.minutes(2))) struct SearchHostileTests {
  private let search = GuideSearch(
    Fixture.catalogue.guides, words: SearchWords(fillers: ["làm", "cho"], groups: [["khai sinh", "khai sanh"]]))

  private func check(_ question: String) {
    let matches = search.search(question)
    #expect(matches.allSatisfy { $0.score > 0 && $0.score <= 1 })
    #expect(matches.map(\.score) == matches.map(\.score).sorted(by: >))
    #expect(search.question(question).words.count <= 2 * Question.maximumWords)
  }

  @Test(arguments: 0..<300) func randomBytesDoNoHarm(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let bytes = (0..<Int.random(in: 0...600, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
    check(String(decoding: bytes, as: UTF8.self))
  }

  @Test(arguments: 0..<100) func wordsInAnyOrderDoNoHarm(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let pieces = [
      "khai", "sinh", "khaisinh", "ddangw", "1.001193", "🙂", "\u{0}", "\u{1B}[31m", "\u{202E}", "e\u{301}", "ㅤ", "ß",
      "ﬁ",
      "làm", "\"", "OR", "*", "'", "--", "9999999999", "İ", "\u{300}\u{300}\u{300}",
    ]
    let words = (0..<Int.random(in: 0...60, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
    check(words.joined(separator: " "))
  }

  @Test func veryLongQuestionsAreCut() {
    let word = String(repeating: "a", count: 100_000)
    check(word)
    check(String(repeating: "khai sinh ", count: 100_000))
    check(String(repeating: "khaisinhdangky", count: 10_000))
    check(String(repeating: "\u{301}", count: 100_000))
    #expect(search.search(String(repeating: "khai sinh ", count: 100_000)).first?.guideID.rawValue == "khai-sinh")
  }

  @Test(arguments: ["🙂🙂", "12345", "\u{7}\u{8}\u{1B}", "。。。", "   \t  "]) func whatHasNoWordsFindsNothing(text: String)
  {
    #expect(search.search(text).isEmpty)
  }
}
