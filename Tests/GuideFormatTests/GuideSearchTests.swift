import Domain
import Testing

@testable import GuideFormat

private let words = SearchWords(
  fillers: [
    "làm", "cho", "cháu", "muốn", "thì", "thế", "nào", "ạ", "giấy", "to", "in",
  ], groups: [["khai sinh", "khai sanh"], ["vào", "vô"]])
private let search = GuideSearch(Fixture.catalogue.guides, words: words)

@Test(
  arguments: [
    "lam khai sinh cho chau", "làm khai sinh cho cháu", "lam khia sinh", "làm giấy khai sinh", "KHAI SINH",
    "ddawng kys khai sinh", "khai sinhh", "1.001193", "register birth", "cháu muốn làm giấy khai sinh thì thế nào ạ",
    "giaays khai sinh",
  ])
func birthRegistrationIsFound(query: String) {
  #expect(search.search(query).first?.guideID.rawValue == "khai-sinh", "\(query)")
}

@Test(arguments: ["đăng nhập", "dang nhap cong dich vu", "sign in portal", "ddawng nhaajp", "signing"])
func signingInIsFound(query: String) {
  #expect(search.search(query).first?.guideID.rawValue == "dang-nhap", "\(query)")
}

@Test(arguments: ["", "   ", "?!", "xe máy", "zzzz", "kết hôn"])
func whatFitsNothingFindsNothing(query: String) {
  #expect(search.search(query).isEmpty)
}

@Test func scoresAreOrderedAndBounded() {
  let matches = search.search("đăng ký khai sinh đăng nhập", limit: 5)
  #expect(matches.map(\.score) == matches.map(\.score).sorted(by: >))
  #expect(matches.allSatisfy { $0.score > 0 && $0.score <= 1 })
  #expect(search.search("khai sinh", limit: 0).isEmpty)
  #expect(search.search("đăng", limit: 1).count == 1)
}

@Test(
  arguments: [
    ("ddangw", "dang"), ("kys", "ky"), ("khai", "khai"), ("dduowngf", "duong"), ("tieesng", "tieng"), ("sinh", "sinh"),
    ("thuees", "thue"), ("truongw", "truong"), ("xe", "xe"), ("", ""),
  ])
func telexIsDecoded(typed: String, meant: String) {
  #expect(Telex.decoded(typed) == meant)
}

@Test(arguments: [("khai", "khia", 1), ("sinh", "sinh", 0), ("abc", "", 3), ("ca", "abc", 3), ("khai", "kai", 1)])
func distancesCountSwapsOnce(left: String, right: String, distance: Int) {
  #expect(EditDistance.between(left, right, atMost: 5) == distance)
  #expect(EditDistance.between(left, right, atMost: distance - 1) == nil)
}
