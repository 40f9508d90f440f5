import Testing

@testable import Domain

/// The single rules by which the guard tells what is written alike apart.
@Suite struct PersonalDataRuleTests {
  private func labels(_ text: String) -> [String] {
    PersonalDataGuard.findings(in: text).map {
      "\($0.kind.rawValue) \(String(String.UnicodeScalarView(Array(text.unicodeScalars)[$0.start..<$0.end])))"
    }
  }

  @Test(arguments: ["pin 4125 mAh còn tốt", "pin 3890 mah", "mã pin quên, video 2450 MB", "otp chờ, đi 1325 km"])
  func noCodeIsMeasured(_ text: String) { #expect(labels(text) == []) }

  @Test(arguments: [
    ("mã pin thẻ của ông ngoại 1947", "1947"), ("pin thẻ ngân hàng của má 1955", "1955"),
    ("mã pin của bà Tư 1952", "1952"), ("mã pin cô Năm 2580", "2580"), ("mã pin MB Bank 4825", "4825"),
  ])
  func aPasscodeMayLookLikeAYear(_ text: String, _ code: String) { #expect(labels(text) == ["passcode \(code)"]) }

  @Test(arguments: [
    "quên passcode máy từ hồi 2019", "pin máy của ông mua 2018", "quên mã pin thẻ, bà Tư 1952", "pin của máy này 2018",
    "mã pin thẻ làm năm 2021", "OTP ngân hàng của bà 2019",
  ])
  func aYearIsNoPasscode(_ text: String) { #expect(labels(text) == []) }

  @Test(arguments: [
    ("mật khẩu của bố là ngày sinh của mẹ 03/09/1960", "password 03/09/1960"),
    ("mk zalo cậu Ba đặt ngày sinh 15081971", "password 15081971"),
    ("passcode bằng sinh nhật 12 tháng 5 năm 1952", "passcode 12 tháng 5 năm 1952"),
    ("mật khẩu: ngày sinh bà, 1952-05-12", "password 1952-05-12"), ("mã pin là năm sinh của ông 1946", "passcode 1946"),
  ])
  func aBirthdayIsTheSecret(_ text: String, _ found: String) { #expect(labels(text) == [found]) }

  @Test(arguments: [
    "mật khẩu không được là ngày sinh, 12/05/2026 đổi", "quên mật khẩu, ngày sinh 05/08/1961 ghi sai",
    "mật khẩu là ngày sinh nên hẹn 20/11/2026 đổi", "mật khẩu là của bác, ngày sinh 12/05/1952 ở ô dưới",
  ])
  func aBirthdayBesideIsNone(_ text: String) { #expect(labels(text) == []) }

  @Test func everyPasswordIsFoundBehindTheFirst() {
    #expect(labels("mk cũ: Sen2468@; mới: Sen1357@") == ["password Sen2468@", "password Sen1357@"])
    #expect(labels("pass Lananh88, sau này là Lananh90") == ["password Lananh88", "password Lananh90"])
    #expect(labels("mk cũ Lananh88, mới đổi hôm qua, gọi Tám07") == ["password Lananh88"])
  }

  @Test(arguments: [
    "pas zalo cậu Tư: Tudong77", "m.k: Tudong77", "m k = Tudong77", "mat khua Tudong77", "mật khâuu Tudong77",
    "amt khau Tudong77", "passwrod Tudong77", "pasword Tudong77", "passocde Tudong77",
  ])
  func oneSlipHidesNoPassword(_ text: String) { #expect(labels(text).map { $0.hasSuffix(" Tudong77") } == [true]) }

  @Test(arguments: ["mặt khác 2468 máy", "bà đăng nhập 246810 lần", "pas bài 1234", "1m k đủ 1234", "so passport 2468"])
  func anotherWordIsNoSlip(_ text: String) { #expect(labels(text) == []) }

  @Test func anIdentityCardsQRCodeIsMaskedWhole() {
    #expect(
      labels("001165004417|012345987|Trần Văn Cẩn|03091965|Nam") == [
        "identity-number 001165004417", "old-identity-number 012345987",
      ])
    #expect(labels("mã lô 4417|341256789|kho xã") == [])
  }

  @Test(arguments: [
    ("chị Duyên 0386124578 hỏi bhxh", ["phone 0386124578"]),
    ("thím 0976114205, sổ BHXH 5214456078", ["phone 0976114205", "social-insurance 5214456078"]),
    ("làm bhyt, 0386124578", ["phone 0386124578"]), ("bhxh, gọi 0386124578", ["phone 0386124578"]),
    ("mã BHXH của chú 0812345607", ["social-insurance 0812345607"]),
    ("0938124570 là mã số BHXH", ["social-insurance 0938124570"]),
    ("0938124570 là số của bhxh xã", ["phone 0938124570"]),
    ("9876543210 rồi 5214456078 bhxh", ["social-insurance 5214456078"]),
  ])
  func insuranceClaimsNoMobileNumber(_ text: String, _ found: [String]) { #expect(labels(text) == found) }

  @Test func aSecretIsReadBehindAPhoneNumber() {
    #expect(labels("OTP gửi về 0912345678 là 482913") == ["phone 0912345678", "otp 482913"])
    #expect(labels("OTP gửi về 0912345678, mai quay lại 2580") == ["phone 0912345678"])
  }

  @Test(arguments: [
    "ảnh 15092026_1915.jpg", "lịch 03 03 2025 08 30 ở thôn", "bản quét 01-07-2025_0905.pdf", "họp 01072025 083000",
  ])
  func aDayAndATimeAreNoIdentityNumber(_ text: String) { #expect(labels(text) == []) }

  @Test(arguments: ["số cccd 01072025 0830", "số 010720250830", "01072025 0860", "01132025 0830", "01072125 0830"])
  func whatIsNoDayAndTimeStaysMasked(_ text: String) {
    #expect(PersonalDataGuard.finding(in: text)?.kind == .identityNumber)
  }

  @Test func addressesAreFoundHoweverTheyHide() {
    #expect(labels("thuhien92(a)gmail.com") == ["email thuhien92(a)gmail.com"])
    #expect(labels("lan [at] yahoo.com.vn nhé") == ["email lan [at] yahoo.com.vn"])
    #expect(labels("hoc.tap @ gmail . com là") == ["email hoc.tap @ gmail . com"])
    for text in ["khoản 3(a)quy.định", "khoản 2 (a) luật.vn", "a @ b . comma", "x @", "(a)"] {
      #expect(labels(text) == [])
    }
    #expect(PersonalDataGuard.masked("thu92(a)gmail.com") == "•••••(a)gmail.com")
  }

  @Test(arguments: [
    "cccd ٠٣٦٠٨٥٠١٢٣٤٥", "cccd 𝟎𝟑𝟔𝟎𝟖𝟓𝟎𝟏𝟐𝟑𝟒𝟓", "cccd 𝟶𝟹𝟼𝟶𝟾𝟻𝟶𝟷𝟸𝟹𝟺𝟻", "0\u{301}3\u{323}6085\u{20DD}012345",
    "036\u{2060}085\u{FEFF}012\u{AD}345",
    "036\u{3164}085\u{115F}012\u{180E}345", "0\u{FE0F}\u{20E3}3\u{FE0F}\u{20E3}6\u{FE0F}\u{20E3}085012345",
  ])
  func digitsOfAnyScriptAndInvisibleSignsHideNothing(_ text: String) {
    #expect(PersonalDataGuard.finding(in: text)?.kind == .identityNumber)
  }

  /// Were the rules' work to grow with the square of the length, these would take many minutes.
  @Test(arguments: [
    ("cccd ", "1"), ("1", " "), ("cccd ", "./"), ("", "(a)"), ("", "01072025_0830 "),
    ("", "mk-" + String(repeating: "a", count: 97)),
  ])
  func aVeryLongTextIsReadToItsEnd(_ start: String, _ part: String) {
    let text = start + String(repeating: part, count: 100_000 / part.utf8.count)
    #expect(PersonalDataGuard.findings(in: text + " gọi 0386124578").map(\.kind) == [.phone])
  }
}
