import Testing

@testable import Domain

@Suite struct PersonalDataGuardTests {
  private func labels(_ text: String) -> [String] {
    PersonalDataGuard.findings(in: text).map {
      "\($0.kind.rawValue) \(String(String.UnicodeScalarView(Array(text.unicodeScalars)[$0.start..<$0.end])))"
    }
  }

  @Test(arguments: [
    "số căn cước 001099012345", "cccd 001 099 012 345", "CCCD: 0010.9901.2345", "001o99o12345", "００１０９９０１２３４５",
    "số 001\u{A0}099\u{A0}012\u{A0}345", "số 001–099–012–345", "cccd ٠٠١٠٩٩٠١٢٣٤٥", "căn cước 999099012345",
    "0\u{200B}0\u{200B}1099012345",
  ])
  func identityNumbersAreFound(_ text: String) {
    #expect(PersonalDataGuard.finding(in: text)?.kind == .identityNumber)
  }

  @Test(arguments: ["chứng minh 123456789", "CMND 123 456 789", "giấy chứng minh l23456789"])
  func oldIdentityNumbersAreFound(_ text: String) {
    #expect(PersonalDataGuard.finding(in: text)?.kind == .oldIdentityNumber)
  }

  @Test(arguments: [
    "mã OTP 123456", "otp la 4821", "mật khẩu: Abc@123", "mat khau la hoa2020", "passcode 111222", "pass=ba1cay",
    "mat khau VNeID la MatKhauCuaBac", "otp bac doc cho chau la 482 913", "ma so vua ve la 482913", "pass Abc@def",
    "mã 6 số: 482913", "otp482913", "tk/mk: lan88/lan8888", "mật khẩu 001099012345a",
  ])
  func secretsAreRefused(_ text: String) {
    #expect(PersonalDataGuard.finding(in: text)?.action == .refuse)
    #expect(PersonalDataGuard.finding(in: text)?.code == "guard.secret")
  }

  @Test(arguments: [
    "bà quên mật khẩu, hẹn 25/11/2026", "OTP chưa tới, chờ 3 phút", "nộp 7.000 đồng",
    "quên passcode từ năm ngoái", "nhà số 12 ấp 3", "quên mật khẩu VNeID, ra công an xã",
    "mã hồ sơ G22.99-251225-020175", "mã giao dịch 260921896048", "má tui, số thứ tự 120945", "OTP gửi tới 0912***678",
    "", " ", "•••••••••• 78",
  ])
  func ordinaryNotesPass(_ text: String) {
    #expect(PersonalDataGuard.findings(in: text).isEmpty)
  }

  @Test func rangesCoverWhatWasTyped() {
    #expect(
      labels("bác cccd 001 099 012 345 gọi +84 912 345 678, mk: Hoa@1975.") == [
        "identity-number 001 099 012 345", "phone +84 912 345 678", "password Hoa@1975",
      ])
    #expect(labels("the\u{309} GD4797912345678") == ["health-insurance GD4797912345678"])
    #expect(labels("thẻ 4111 1111 1111 1111") == ["bank-card 4111 1111 1111 1111"])
    // A new dossier code never runs into the number beside it.
    #expect(labels("G22.99.08-260921-896048 0912345678") == ["phone 0912345678"])
    // Decomposed letters count as two code points each.
    #expect(PersonalDataGuard.finding(in: "ba\u{301}c 0912345678")?.start == 5)
  }

  @Test func theFormerProvincesGivePrefixesForEver() {
    #expect(IdentityPrefix.provinces.count == 63)
    // Hà Giang, Lào Cai, Long An: none of them is a province's code since 2025.
    for number in ["002099012345", "010099012345", "080099012345"] {
      #expect(PersonalDataGuard.finding(in: "mã giao dịch \(number)")?.kind == .identityNumber)
    }
    #expect(PersonalDataGuard.findings(in: "mã giao dịch 003099012345").isEmpty)
    #expect(PersonalDataGuard.finding(in: "số định danh 003099012345")?.kind == .identityNumber)
  }

  @Test func maskingKeepsTwoDigits() {
    #expect(
      PersonalDataGuard.masked("cccd 001 099 012 345, lan.p@gmail.com") == "cccd ••• ••• ••• •45, •••.•@gmail.com")
    #expect(PersonalDataGuard.masked("bà quên mật khẩu") == "bà quên mật khẩu")
  }

  @Test(arguments: [
    "G22.99.08-260921-896048", "000.00.12.H62-201105-0004", "H26.123-261121-0045", "(mã H29.12.3-261105-0042).",
    "otp, mã hồ sơ G22.99-251225-020175",
  ])
  func aDossierCodeIsNoSecret(_ text: String) { #expect(PersonalDataGuard.finding(in: text) == nil) }

  @Test(arguments: [
    ("cccd A.001085012345-261121-1", PersonalDataKind.identityNumber), ("otp A.482913-261121-1", .otp),
    ("thẻ A.4111111111111111-261121-1", .bankCard), ("cccd 001.085.012.345-261121-1", .identityNumber),
    ("otp H26.482913-261121-0045", .otp), ("otp 482913-261121-1", .otp), ("otp A.482913-991399-1", .otp),
  ])
  func nothingHidesInTheShapeOfADossierCode(_ text: String, _ kind: PersonalDataKind) {
    #expect(PersonalDataGuard.finding(in: text)?.kind == kind)
  }

  /// Whatever the text: ranges lie inside it in order, and masking leaves nothing to mask.
  @Test(arguments: 0..<40 as Range<UInt64>)
  func anyTextIsScannedAndMaskedWhole(seed: UInt64) {
    var random = SplitMix(state: seed)
    let parts = [
      "cccd ", "001099012345", "0912 345 678", "mã OTP ", "482913", " ", ".", "-", "O", "l", "•", "７", "٣",
      "mật khẩu: ",
      "Hoa@1975", "a@b.vn", "GD4797912345678", "4111111111111111", "bhxh ", "e\u{301}", "\u{200B}", "\u{A0}", "đồng",
      "👩‍👩‍👧", "\r\n", "mst ", "@", "=", "la ", "1.500.000", "\u{0}", "ﬁ", "ß", "²", "½", "Ⅷ", "中",
    ]
    for _ in 0..<60 {
      var text = ""
      for _ in 0..<Int.random(in: 0...14, using: &random) {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: text += String(Int.random(in: 0...9_999_999, using: &random))
        case 1:
          if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random)) {
            text.unicodeScalars.append(scalar)
          }
        default: text += parts.randomElement(using: &random) ?? ""
        }
      }
      let findings = PersonalDataGuard.findings(in: text)
      var end = 0
      for finding in findings {
        #expect(finding.start >= end && finding.start < finding.end, "\(text.debugDescription)")
        end = finding.end
      }
      #expect(end <= text.unicodeScalars.count, "\(text.debugDescription)")
      let masked = PersonalDataGuard.masked(text)
      #expect(masked.unicodeScalars.count == text.unicodeScalars.count)
      #expect(PersonalDataGuard.masked(masked) == masked, "\(text.debugDescription)")
      #expect(PersonalDataGuard.findings(in: masked).allSatisfy { $0.action == .refuse }, "\(text.debugDescription)")
    }
  }
}

/// Numbers that follow from a seed (SplitMix64).
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
