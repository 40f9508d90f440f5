import Testing

@testable import Domain

@Suite struct LinkJudgeTests {
  let judge = LinkJudge(
    sites: [
      KnownSite(domain: "dichvucong.gov.vn", includesSubdomains: true, status: .official),
      KnownSite(domain: "vneid.gov.vn", includesSubdomains: true, status: .official),
      KnownSite(domain: "tinnhiemmang.vn", includesSubdomains: true, status: .official),
      KnownSite(domain: "dichvucong.*.gov.vn", includesSubdomains: false, status: .obsolete),
      KnownSite(domain: "dichvucong.bocongan.gov.vn", includesSubdomains: true, status: .official),
      KnownSite(domain: "vietgcv.cc", includesSubdomains: true, status: .lookalike),
    ], stateSuffixes: ["gov.vn"], shorteners: ["bit.ly", "tinyurl.com"], fileEndings: ["pdf"],
    programs: ["apk"])

  @Test(arguments: [
    ("https://dichvucong.gov.vn/p/home?x=1", LinkVerdict.Answer.official, LinkVerdict.Reason.listed),
    ("dichvucong.gov.vn", .official, .listed),
    ("DICHVUCONG.GOV.VN.", .official, .listed),
    ("https://lienthong.dichvucong.gov.vn", .official, .listed),
    ("https://dichvucong.bocongan.gov.vn", .official, .listed),
    ("https://tinnhiemmang.vn/website-lua-dao", .official, .listed),
    ("https://xatanhoa.dongthap.gov.vn", .official, .stateSuffix),
    ("https://dichvucong.hanoi.gov.vn", .notOfficial, .obsolete),
    ("https://vnexpress.net/bai", .notOfficial, .unknown),
    ("http://dichvucong.gov.vn", .official, .notSecure),
    ("https://dichvucong.gov.vn/vneid.apk", .suspicious, .installsProgram),
    ("https://example.com/VNeID.APK?x", .suspicious, .installsProgram),
    ("https://dichvucong.gov.vn.example.com", .suspicious, .nameInFront),
    ("https://gov.vn.example.com", .suspicious, .nameInFront),
    ("https://dichvucong-gov-vn.com", .suspicious, .lookalike),
    ("https://dichvuc0ng.com", .suspicious, .lookalike),
    ("https://dichvucomg.vn", .suspicious, .lookalike),
    ("https://vneid-bocongan.com", .suspicious, .lookalike),
    ("https://dichvucong.cvgov.com", .suspicious, .lookalike),
    ("https://vietgcv.cc/x", .suspicious, .warnedOf),
    ("https://dichvuc\u{043E}ng.gov.vn", .suspicious, .foreignLetters),
    ("https://xn--dichvucng-83a.gov.vn", .suspicious, .foreignLetters),
    ("https://dichvucong.gov.vn@evil.example/x", .suspicious, .userInfo),
    ("https://dichvucong.gov.vn\\@evil.example", .suspicious, .misleadingSigns),
    ("https://evil.example\\.gov.vn", .suspicious, .misleadingSigns),
    ("https://dichvucong.gov.vn:443@\u{FE0F}evil.com/", .suspicious, .userInfo),
    ("https://dichvucong.gov.vn:443@\u{034F}evil.com/", .suspicious, .userInfo),
    ("https://evil.com\u{FF0F}.gov.vn/", .suspicious, .nameBehind),
    ("https://evil.com%2f.gov.vn", .notOfficial, .notAnAddress),
    ("https://evil.com\u{0}.gov.vn", .suspicious, .misleadingSigns),
    ("https://dichvucong.gov.vn/ https://evil.com", .notOfficial, .unknown),
    ("dichvucong.gov.vn:https://evil.com", .notOfficial, .unknown),
    ("https://dichvucong.gov.vn:443/x", .official, .listed),
    ("https://[::1]/dichvucong.gov.vn", .suspicious, .numericAddress),
    ("https://203.113.1.2/vneid", .suspicious, .numericAddress),
    ("http://2130706433", .suspicious, .numericAddress),
    ("https://bit.ly/3abc", .suspicious, .shortener),
    ("https://ｄｉｃｈｖｕｃｏｎｇ．ｇｏｖ．ｖｎ", .official, .listed),
    ("https://dichvucong.gov.vn。example.com", .suspicious, .nameInFront),
    ("bác gõ vào đây", .notOfficial, .notAnAddress),
    ("", .notOfficial, .notAnAddress),
    ("javascript://dichvucong.gov.vn", .suspicious, .otherScheme),
    ("lan@gmail.com", .notOfficial, .notAnAddress),
  ]) func verdicts(_ text: String, _ answer: LinkVerdict.Answer, _ reason: LinkVerdict.Reason) {
    let verdict = judge.verdict(on: text)
    #expect(verdict.answer == answer)
    #expect(verdict.reason == reason)
  }

  /// A message is official only where every address in it is, and each part that may be one was understood.
  @Test(arguments: [
    ("Cong dichvucong.gov.vn bao, bam (https://bit.ly/x) ngay", LinkVerdict.Reason.shortener),
    ("dichvucong.gov.vn link:https://evil.com/x", .unknown), ("dichvucong.gov.vn „https://evil.com/x“", .unknown),
    ("dichvucong.gov.vn ‹https://evil.com›", .unknown), ("dichvucong.gov.vn `https://evil.com`", .unknown),
    ("dichvucong.gov.vn 《https://evil.com》", .unknown), ("dichvucong.gov.vn <https://evil.com>", .unknown),
    ("dichvucong.gov.vn [đây](https://bit.ly/x)", .shortener), ("dichvucong.gov.vn -https://evil.com", .unknown),
    ("dichvucong.gov.vn https:/evil.com", .unknown), ("dichvucong.gov.vn https:evil.com", .unknown),
    ("dichvucong.gov.vn hxxps://evil.com", .unknown), ("dichvucong.gov.vn báo,bấm:evil.com/x", .unknown),
    ("https://dichvucong.gov.vn%2eevil.com dichvucong.gov.vn", .nameInFront),
    ("https://dichvucong.gov.vn\t.evil.com", .nameInFront), ("dichvucong.gov.vn evil[.]com", .unknown),
    ("dichvucong.gov.vn .evil.com", .unknown), ("https://dichvucong.gov.vn'@evil.com", .userInfo),
    ("dichvucong.gov.vn hotro@dichvucong-gov.vn", .lookalike), ("@evil.com dichvucong.gov.vn", .unknown),
    ("https://dichvucong.gov.vn,.evil.com", .notUnderstood), ("dichvucong.gov.vn,.evil.com", .notUnderstood),
    ("dichvucong.gov.vn\u{FF0F}.evil.com", .notUnderstood), ("dichvucong.gov.vn javascript:alert(1)", .otherScheme),
    ("dichvucong.gov.vn 💰.com", .notUnderstood), ("dichvucong.gov.vn http://evil.com:80a/", .notUnderstood),
  ]) func aMessageIsNoBetterThanItsWorstPart(_ text: String, _ reason: LinkVerdict.Reason) {
    let verdict = judge.verdict(on: text)
    #expect(verdict.answer != .official)
    #expect(verdict.reason == reason)
  }

  @Test(arguments: [
    "Mở (dichvucong.gov.vn).", "“https://dichvucong.gov.vn/p/home?x=1”, nhé", "[Cổng](https://dichvucong.gov.vn/a)",
    "Ở TP.HCM mở dichvucong.gov.vn, đuôi .gov.vn", "Cổng:dichvucong.gov.vn", "<https://vneid.gov.vn>",
    "mẫu to-khai.pdf ở dichvucong.gov.vn; hỏi lan@gmail.com", "https:dichvucong.gov.vn", "bấm: dichvucong.gov.vn…",
    "Ngày 21.11.2026 vào dichvucong.gov.vn, thủ tục 1.001193, mã G22.99.08-260921-896048, v.v.",
    "dichvucong.gov.vn\nvneid.gov.vn", "https:// dichvucong.gov.vn", "https://tinnhiemmang.vn/a,b-c",
  ]) func whatStandsRoundAnOfficialAddressDoesItNoHarm(_ text: String) {
    #expect(judge.verdict(on: text).answer == .official)
  }

  @Test(arguments: [
    ("www.bit.ly/abc", LinkVerdict.Reason.shortener), ("m.bit.ly/x", .shortener), ("www.tinyurl.com/x", .shortener),
    ("https://dichvucong.gov.vn/x%2eapk", .installsProgram), ("https://dichvucong.gov.vn/vneid.apk/", .installsProgram),
    ("https://dichvucong.gov.vn/?f=x.apk", .installsProgram), ("https://xa.gov.vn/d?file=app.APK", .installsProgram),
    ("https://dichvucong.gov.vn/x%252eapk#a", .installsProgram), ("https://0x7f000001/", .numericAddress),
    ("https://0x7f.1/", .numericAddress), ("https://017700000001/", .numericAddress),
    ("http://127.1", .numericAddress),
  ]) func tricksUnderOtherNamesAreTheSameTricks(_ text: String, _ reason: LinkVerdict.Reason) {
    #expect(judge.verdict(on: text).answer == .suspicious)
    #expect(judge.verdict(on: text).reason == reason)
  }

  /// Nobody can look at such an address, wherever it seems to lead, and whoever sends it does not hold anybody up by it.
  @Test(arguments: ["hx9://", "h1://a@", "a.b/", "a@b.", "x:", "https://dichvucong.gov.vn/"])
  func whatIsLongerThanAnyAddressIsSuspicious(_ part: String) {
    let long = String(repeating: part, count: 30_000)
    for text in [long, "dichvucong.gov.vn " + long, "https://dichvucong.gov.vn/" + long + "@evil.example"] {
      #expect(judge.verdict(on: text).answer == .suspicious)
      #expect(judge.findings(in: text).contains { $0.verdict.reason == .notUnderstood })
    }
    #expect(judge.findings(in: String(repeating: "a", count: 30_000)).isEmpty)
  }

  /// Whatever a list says of its end.
  @Test func aLookAlikeIsNotOfficialByItsSuffix() {
    let official = [KnownSite(domain: "dichvucong.gov.vn", includesSubdomains: true, status: .official)]
    let judge = LinkJudge(sites: official, stateSuffixes: ["top", "com.vn", "gov.vn", "vinhlong.gov.vn"])
    #expect(judge.verdict(on: "https://dichvucong.gov.vn.top").reason == .nameInFront)
    #expect(judge.verdict(on: "https://dichvucongg.com.vn").reason == .lookalike)
    #expect(judge.verdict(on: "https://trang.top").reason == .unknown)
    let verdict = judge.verdict(on: "https://so.vinhlong.gov.vn")
    #expect(verdict.answer == .official && verdict.suffix == "vinhlong.gov.vn")
    #expect(judge.verdict(on: "https://ubnd.hanoi.gov.vn").suffix == "gov.vn")
  }

  @Test func theSiteThatItReallyLeadsToIsGiven() {
    #expect(judge.verdict(on: "https://dichvucong.gov.vn@evil.example/x").host == "evil.example")
    #expect(judge.verdict(on: "https://dichvucong.gov.vn.example.com").official == "dichvucong.gov.vn")
  }

  @Test(arguments: [
    ("a.b.example.com.vn", "example.com.vn"), ("dichvucong.gov.vn.xac-minh.com", "xac-minh.com"),
    ("dichvucong.gov.vn", "dichvucong.gov.vn"), ("x.vietgcv.cc", "vietgcv.cc"),
  ]) func whoseSiteItIs(_ host: String, _ owner: String) { #expect(WebLocation(host)?.owner == owner) }

  @Test func anythingAtAllIsAnswered() {
    var seed: UInt64 = 1
    for _ in 0..<5000 {
      let text = String(
        String.UnicodeScalarView(
          (0..<Int(seed % 40)).compactMap { _ in
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let pool = Array("https://@.:\\vn.gov?#%[]xn--0đо。 \n".unicodeScalars)
            return pool[Int(seed >> 33) % pool.count]
          }))
      seed = seed &* 6_364_136_223_846_793_005 &+ 1
      let verdict = judge.verdict(on: text)
      guard verdict.answer == .official else { continue }
      let host = verdict.host ?? ""
      #expect(host.hasSuffix(".gov.vn") || host == "tinnhiemmang.vn" || host.hasSuffix(".tinnhiemmang.vn"), "\(text)")
    }
  }
}
