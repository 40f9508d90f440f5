/// Words beside a number that make it an amount, a time or a count, folded.
enum UnitWords {
  static let money: Set<String> = [
    "dong", "d", "vnd", "k", "ngan", "nghin", "trieu", "tr", "ty", "ti", "usd", "vnđ",
  ]

  /// After a number of four digits or more: what it counts.
  static let counted: Set<String> = money.union([
    "nguoi", "ho", "ban", "luot", "mah", "km", "m", "cm", "mb", "gb", "kb", "trang", "kg", "phut", "hec", "ha",
  ])

  /// Before a number: what it is instead of a code.
  static let introducing: Set<String> = [
    "nam", "ngay", "thang", "luc", "goi", "dai", "xa", "tuc", "dinh", "tu", "hieu", "phi", "tien", "nop", "soan",
    "nghi", "hotline", "km", "hem", "duong", "quan", "khoan", "luat", "khoa", "lop", "loi", "van", "phuong",
  ]

  /// Digits as they are read aloud.
  static let digits: Set<String> = [
    "khong", "mot", "hai", "ba", "bon", "tu", "nam", "lam", "sau", "bay", "tam", "chin",
  ]
}
