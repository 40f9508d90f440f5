import Domain
import Testing

@testable import GuideFormat

/// In whatever way a question is typed, it finds the same guide.
@Suite struct SearchFormsTests {
  private let search = GuideSearch(
    Fixture.catalogue.guides,
    words: SearchWords(
      fillers: ["làm", "cho", "cháu", "thì", "ạ", "mô"], groups: [["khai sinh", "khai sanh"], ["cổng", "portal"]]))

  private func first(_ question: String) -> String? { search.search(question).first?.guideID.rawValue }

  @Test(arguments: ["ddangw kys khai sinh", "lamf khai sinh", "DDAWNG KYS KHAI SINH", "giaays khai sinh"])
  func rawTelexIsRead(question: String) { #expect(first(question) == "khai-sinh") }

  @Test(arguments: ["dang ky khai sinh", "đăng ký khai sinh", "Dang ki khai sinh", "đang ky khai sinh"])
  func marksMayBeLeftOut(question: String) { #expect(first(question) == "khai-sinh") }

  @Test(arguments: ["ddang nhap", "dang nhap", "Đăng nhập", "đang nhap"])
  func dStandsForItsSisterToo(question: String) { #expect(first(question) == "dang-nhap") }

  @Test(arguments: ["khia sinh", "khaii sinh", "kai sinh", "khai sinhh", "khaisinh", "khai xinh", "khhai sinhh"])
  func aSlipOrTwoDoNoHarm(question: String) { #expect(first(question) == "khai-sinh") }

  @Test(arguments: ["làm khai sinh cho cháu thì làm ạ", "ạ khai sinh", "khai sanh cho chau"])
  func fillersAndOtherNamesDoNotMatter(question: String) { #expect(first(question) == "khai-sinh") }

  @Test(arguments: ["làm cho cháu", "ạ", "lam thi a", "cho cho cho"])
  func fillersAloneFindNothing(question: String) { #expect(search.search(question).isEmpty) }

  /// A word typed without marks may be a filler or not; with marks it says which.
  @Test func aWordWithItsMarksIsNotTheFillerThatFoldsToIt() {
    let words = SearchWords(fillers: ["mô"], groups: [])
    #expect(words.telling(SearchText.words("mở mô")).map(\.marked) == ["mở"])
  }

  @Test func numbersAreNotGuessed() {
    #expect(first("1.001193") == "khai-sinh")
    #expect(search.search("1.001194").isEmpty)
  }

  /// Both manners of writing a tone are the same word, with its marks.
  @Test(arguments: [
    ("hoá", "hóa"), ("uỷ ban", "ủy ban"), ("khoẻ", "khỏe"), ("thuỷ", "thủy"), ("qúy", "quý"), ("tòan", "toàn"),
  ])
  func theToneMayStandOnEitherVowel(one: String, other: String) {
    #expect(SearchText.words(one) == SearchText.words(other))
    #expect(SearchText.words(one).allSatisfy { $0.folded == FoldedText.text($0.marked) })
  }

  @Test func otherTonesStayWhereTheyAre() {
    #expect(SearchText.words("của mùa hoàn quả").map(\.marked) == ["của", "mùa", "hoàn", "quả"])
  }

  /// A phrase that means something as a whole may hold a word that says nothing by itself.
  @Test(arguments: ["khai sinh tới đâu", "khai sinh trạng thái", "khai sinh toi dau"])
  func aFillerInAKnownPhraseIsAPartOfIt(question: String) {
    let words = SearchWords(fillers: ["đâu", "tới", "sao"], groups: [["trạng thái", "tới đâu"], ["sao y", "xao y"]])
    let search = GuideSearch(Fixture.catalogue.guides, words: words)
    #expect(search.question(question).words.map(\.folded) == ["khai", "sinh", "trang", "thai"])
    #expect(words.telling(SearchText.words("tới đâu")).map(\.marked) == ["trạng", "thái"])
    #expect(words.telling(SearchText.words("sao y ở đâu")).map(\.marked) == ["sao", "y", "ở"])
    #expect(search.question("sao y, giấy đâu").words.map(\.marked).prefix(2) == ["sao", "y"])
  }

  /// `buýt` may have been meant as `bhyt`, but nobody said health insurance.
  @Test func aWordThatWasOnlyGuessedIsNoOtherPhrase() {
    let search = GuideSearch(
      Fixture.catalogue.guides,
      words: SearchWords(fillers: [], groups: [["bảo hiểm y tế", "bhyt"], ["khai sinh", "khai sanh"]]))
    #expect(search.question("bhyt").words.map(\.folded) == ["bao", "hiem", "y", "te"])
    #expect(search.question("xe buýt").words.allSatisfy { $0.folded != "hiem" })
    // Where the rest of a phrase stands, the phrase was meant, and is as sure as its least sure word.
    let slipped = search.question("khaii sanh").words
    #expect(slipped.map(\.folded) == ["khai", "sinh"])
    #expect(slipped.allSatisfy { $0.likeness < 1 })
  }

  /// Too short to be compared letter by letter, a word may still sound like one that is known.
  @Test func aShortWordMayBeWrittenAsItSounds() {
    let question = Question("hồ xơ", spelling: Spelling(["ho", "so"]), words: .none) { _, _ in false }
    #expect(question.words.map(\.folded) == ["ho", "so"])
    #expect(question.words[1].likeness < 1)
  }
}
