import Domain
import Testing

/// A status is known by the words that somebody read, with marks or without, and strange words by none.
@Suite struct PortalStatusTests {
  private static let names = [
    "Mới đăng ký", "Được tiếp nhận", "Không được tiếp nhận", "Đang xử lý", "Yêu cầu bổ sung giấy tờ",
    "Yêu cầu thực hiện nghĩa vụ tài chính", "Công dân yêu cầu rút hồ sơ", "Dừng xử lý", "Đã xử lý xong",
    "Đã trả kết quả",
  ]
  private let statuses = names.enumerated().map { PortalStatus(code: $0 + 1, raw: [$1]) }

  private func codes(_ text: String) -> [Int] { PortalStatus.matching(text, among: statuses).map(\.code) }

  @Test(arguments: names.enumerated().map { ($0 + 1, $1) }) func eachIsFoundByItsWords(code: Int, words: String) {
    #expect(codes(words) == [code])
    #expect(codes(FoldedText.text(words)) == [code])
    #expect(codes("Hồ sơ: \(words.uppercased())!") == [code])
  }

  @Test(
    arguments: [
      ("xử lý", [4, 8, 9]), ("tiep nhan", [2, 3]), ("bổ sung giấy tờ", [5]), ("khong duoc tiep nhan", [3]),
      ("duoc tiep nhan", [2]),
    ])
  func partsFindWhatHasThem(words: String, found: [Int]) { #expect(codes(words) == found) }

  @Test(arguments: ["Hồ sơ đã bổ sung", "Nhận trực tiếp", "hồ sơ", "6", "", "🙂", "xong chưa"])
  func strangeWordsAreNotGuessedAt(words: String) { #expect(codes(words).isEmpty) }
}
