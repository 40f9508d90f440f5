/// Words beside a number that make it an amount, a time or a count.
enum UnitWords {
  /// Money. Where a word is typed with marks, its marks count: “đóng” and “đông” are no money.
  private static let money: Set<String> = [
    "đồng", "đ", "d", "vnd", "vnđ", "k", "ngàn", "nghìn", "triệu", "tr", "tỷ", "tỉ", "usd",
  ]

  /// What no code is measured in.
  private static let measures: Set<String> = ["mah", "km", "cm", "mm", "kb", "mb", "gb", "tb"]

  /// After a number of four digits or more: what it counts.
  private static let counted: Set<String> = money.union(measures).union([
    "người", "hộ", "bản", "lượt", "m", "trang", "kg", "phút", "héc", "ha",
  ])

  /// Right before a number: it is a year. “Tư” and “Sáu” are people.
  private static let beforeYears: Set<String> = [
    "năm", "từ", "đến", "tới", "đầu", "cuối", "trước", "sau", "tháng", "khoảng", "độ", "cấp", "làm", "bản", "khóa",
  ]

  /// Anywhere between a secret's word and a number: it is a year.
  private static let ofYears: Set<String> = [
    "sinh", "sanh", "sn", "mua", "đời", "đổi", "hồi", "hạn", "sản", "xuất",
  ]

  /// What follows a unit where the two are another word: “đồng ý”, “người nhà”. A word without marks counts where marks
  /// are left out, too.
  private static let compounds: [String: Set<String>] = [
    "dong": [
      "ý", "bộ", "thời", "chí", "nghĩa", "hồ", "hành", "bào", "loạt", "tình", "đội", "hương", "nghiệp", "nhất", "lúa",
      "chủ", "thuận", "sở", "ruộng", "phục", "cảm", "minh", "đều", "quê", "sự",
    ],
    "nguoi": ["nhà", "ta", "thân", "lạ", "yêu", "quen", "khác"], "ban": ["thân", "bè", "gái", "trai", "đầu"],
    "mb": ["bank", "banking"],
  ]

  /// Those compounds that are read without marks; the rest may mean an amount for something: “500000 dong ho tro”.
  private static let plainCompounds: [String: Set<String>] = [
    "dong": ["y", "bo", "thoi", "nghia", "nghiep"], "nguoi": ["nha", "ta", "than"], "ban": ["than", "be"],
  ]

  /// Before a number: what it is instead of a code. Folded.
  static let introducing: Set<String> = [
    "nam", "ngay", "thang", "luc", "goi", "dai", "xa", "tuc", "dinh", "tu", "hieu", "phi", "tien", "nop", "soan",
    "nghi", "hotline", "km", "hem", "duong", "quan", "khoan", "luat", "khoa", "lop", "loi", "van", "phuong", "buoc",
  ]

  /// Whether the word after a number says that it is money.
  static func isMoney(_ around: Surroundings) -> Bool { isUnit(around, among: money) }

  /// Whether the word after a number says that it counts or measures something.
  static func isCount(_ around: Surroundings) -> Bool { isUnit(around, among: counted) }

  /// Whether the word after a number measures something that no code is.
  static func isMeasure(_ around: Surroundings) -> Bool { isUnit(around, among: measures) }

  /// Whether one of the words between a secret's word and a number says that the number is a year.
  static func introduceYear(_ words: ArraySlice<ScannedText.Word>, in text: ScannedText) -> Bool {
    words.contains { FoldedWords.contain(ofYears, $0, in: text) }
      || words.last.map { FoldedWords.contain(beforeYears, $0, in: text) } ?? false
  }

  private static func isUnit(_ around: Surroundings, among units: Set<String>) -> Bool {
    guard let next = around.next, FoldedWords.contain(units, next, in: around.text) else { return false }
    guard let following = around.wordAfterNext else { return true }
    let typed = around.text.word(following)
    if compounds[next.text]?.contains(typed) == true { return false }
    return !(typed == following.text && plainCompounds[next.text]?.contains(typed) == true)
  }
}
