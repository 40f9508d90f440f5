import Testing

@testable import Domain

@Test(
  arguments: [
    ("Làm GIẤY khai-sinh", "lam giay khai sinh"), ("Đăng ký", "dang ky"), ("ĐƯỜNG ướt", "duong uot"),
    ("giâ\u{301}y", "giay"), ("  a\u{300}  ", "a"), ("VNeID 2.0", "vneid 2 0"), ("", ""), ("…", ""),
  ])
func marksAndCaseAreFolded(text: String, folded: String) {
  #expect(FoldedText.text(text) == folded)
}

@Test func everyVietnameseLetterFoldsToASCII() throws {
  for value in UInt32(0x1EA0)...0x1EF9 {
    let folded = FoldedText.text(String(try #require(Unicode.Scalar(value))))
    #expect(folded.utf8.count == 1, "\(value)")
  }
}
