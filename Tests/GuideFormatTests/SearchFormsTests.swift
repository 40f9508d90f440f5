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
}
