import Domain
import Testing

@testable import GuideFormat

/// What in a text is taken for a web address goes by its shape, and what only looks a little like one raises no alarm.
@Suite struct WrittenAddressTests {
  /// The codes that a reviewer is told of a step with that text.
  private func codes(_ text: String) throws -> [FaultCode] {
    let table = try #require(SiteTable.read(["domains.yaml": ReviewTests.sites]).table)
    let log = FaultLog(file: "a")
    let root = try #require(SourceTree.read("do: \"\(text)\"", log: log))
    LinkRule(judge: table.judge).check(root, log: log)
    return log.faults.map(\.code)
  }

  @Test(arguments: [
    "Nộp 10.000 đồng, mã 1.001193, gọi 1900.0368", "Ở TP.HCM, Q.Bình Thạnh, TP.Vinh, P.1 hay UBND.TP",
    "Thư gửi lan@gmail.com hay so@xa.gov.vn", "v.v. và v.v…",
    "Chụp giay-khai-sinh.pdf hay ảnh.jpg", "Thư gửi nguyen.van@tinh.example", "Đuôi .gov.vn và gov.vn",
    "Ngày 21.11.2026",
    "Xong. Sau đó bấm Tiếp.", "Mục 1.2.3 và 1.2.3.4.5", "Mở dichvucong.gov.vn/tra-cuu hoặc xa.gov.vn.",
  ]) func whatIsNoAddressRaisesNoAlarm(text: String) throws {
    #expect(try codes(text) == [])
  }

  @Test(arguments: [
    ("Mở vneid.help rồi", FaultCode.unofficialLink), ("Mở trang.xn--p1ai", .suspiciousLink),
    ("Mở 203.162.0.11", .suspiciousLink), ("Trang:tra-cuu.quest", .unofficialLink),
    ("(tra-cuu.quest:8080)", .unofficialLink),
    ("abc@tra-cuu.quest/x", .suspiciousLink), ("dichvucong.gov.vn@tra-cuu.quest", .suspiciousLink),
    ("BIT.LY", .suspiciousLink), ("dichvucong.gov.vn.pdf", .suspiciousLink), ("\u{0422}\u{0420}.Vinh", .suspiciousLink),
    ("xong.Sau", .unofficialLink), ("HTTPS:\\\\\\\\tra-cuu.quest", .unofficialLink),
    ("tra-cuu.quest/a.pdf", .unofficialLink), ("Mở DVCQ.COM", .unofficialLink), ("Mở VNE.ID", .unofficialLink),
    ("Mở DVC.QG.COM", .unofficialLink), ("Mở DVC.Top", .unofficialLink), ("hotro@dichvucong-gov.com", .suspiciousLink),
    ("hotro@dichvucong-gov.vn", .suspiciousLink), ("an.b@dichvucong-gov.vn", .suspiciousLink),
    ("vneid[.]help", .unofficialLink), ("vneid(.)help", .unofficialLink),
  ]) func whatATelephoneWouldOpenIsLookedAt(text: String, code: FaultCode) throws {
    #expect(try codes(text) == [code], "\(text)")
  }
}
