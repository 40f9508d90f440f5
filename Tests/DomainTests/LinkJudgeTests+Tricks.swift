import Testing

@testable import Domain

extension LinkJudgeTests {
  @Test(arguments: [
    // The end of a state body's name, pushed together with another word.
    ("https://congan-gov.vn", LinkVerdict.Reason.lookalike), ("tinhdoan.thuegov.vn", .lookalike),
    ("https://xa.g0v.vn/nop", .lookalike), ("https://xa-gov.com.vn", .lookalike), ("xã-gõv.vn", .foreignLetters),
    // The label in front of the state's suffix tells an official name, too.
    ("https://bocongan.net", .lookalike), ("taivebocongan.info", .lookalike), ("https://boconqan.vn", .lookalike),
    // Vietnamese letters on an official name, and other alphabets.
    ("https://dichvụcông.net", .foreignLetters), ("https://xã.gov.vn", .foreignLetters),
    ("https://ñandu.vn", .foreignLetters),
    ("https://phở.рф", .foreignLetters),
    // The name of an official site behind the name of another.
    ("https://nop.top/dichvucong-gov-vn", .nameBehind), ("nop.top/a?x=https%3A%2F%2Fvneid.gov.vn", .nameBehind),
    ("https://nop.top/www.vneid.gov.vn/#x", .nameBehind), ("https://nop.top/#/xa.moi.gov.vn", .nameBehind),
    ("https://nop.top/gov.vn", .nameBehind), ("https://nop.top/tinnhiemmang.vn", .nameBehind),
    // The country's end in front of a hyphen.
    ("https://nganhang.vn-dangnhap.top", .nameInFront), ("buudien.com.vn-phat.net/x", .nameInFront),
  ]) func whatImitatesAnOfficialNameIsSuspicious(_ text: String, _ reason: LinkVerdict.Reason) {
    let verdict = judge.verdict(on: text)
    #expect(verdict.answer == .suspicious)
    #expect(verdict.reason == reason)
  }

  @Test(arguments: [
    "https://bánhcuốn.vn", "https://đồgỗ.com", "quán-phở.vn/thực-đơn", "https://egov.example", "https://govap.vn",
    "https://bao.example/tin/dang-nhap-dichvucong-gov-vn-the-nao-123.html", "https://bao.example/dichvucong.html",
    "https://tim.example/search?q=dichvucong.gov.vn&hl=vi", "https://bao.example/?u=a@vneid.gov.vn",
    "https://www.vn-hoinhom.net", "https://m.vn-hoinhom.net", "https://a.vn-x.vn", "https://vn-x.com",
    "https://bao.example/a-b.gov", "https://congan.com.vn", "https://cong.vn",
  ]) func anHonestNameOfSomebodyElseIsOnlyUnknown(_ text: String) {
    let verdict = judge.verdict(on: text)
    #expect(verdict.answer == .notOfficial)
    #expect(verdict.reason == .unknown)
  }

  /// Browsers open one site of these, other programs or the eye another; no verdict names where they lead.
  @Test(arguments: [
    "https://vneid.gov.vn\\.nop.top/a", "vneid.gov.vn\\nop.top", "https://nop.top\\@vneid.gov.vn",
    "https://vneid.gov.vn/a\\b", "https:\\\\vneid.gov.vn\\@nop.top", "https://vneid.gov.vn\u{2044}a.nop.top",
    "vneid.gov.vn\u{2215}nop.top/x", "https://vneid.gov.vn\u{29F8}x.nop.top", "https://vneid.gov.vn\u{FF3C}@nop.top",
    "https://nop\u{7}.top", "https://nop.top/\u{202E}nv.vog", "\u{202E}nv.vog.dienv//:sptth",
    "vneid.gov.vn\u{2067}x.top",
    "Mở “https://vneid.gov.vn\u{0}.nop.top” ngay",
  ]) func signsThatMisleadTheEyeAreSuspicious(_ text: String) {
    let verdict = judge.verdict(on: text)
    #expect(verdict.answer == .suspicious)
    #expect(verdict.reason == .misleadingSigns)
    #expect(verdict.host == nil)
  }

  @Test(arguments: [
    "javascript:alert('vneid.gov.vn')", "JavaScript:location='https://vneid.gov.vn'", "“javascript:void(0)”",
    "data:text/html,<b>vneid.gov.vn</b>", "data:,vneid.gov.vn", "intent://vneid.gov.vn#Intent;end",
    "intent:#Intent;end",
  ]) func whatRunsInsteadOfOpeningASiteIsSuspicious(_ text: String) {
    #expect(judge.verdict(on: text).answer == .suspicious)
    #expect(judge.verdict(on: text).reason == .otherScheme)
  }

  /// A slip of the hand, and what programs put round a copied address, are no trick.
  @Test(arguments: [
    "https:\\\\vneid.gov.vn", "vneid.gov.vn\\", "https://vneid.gov.vn/?a=b\\c", "mở:\\vneid.gov.vn",
    "\u{2068}https://vneid.gov.vn\u{2069}", "vneid.gov.vn\u{200E}", "24\u{2044}7 vneid.gov.vn", "vneid.gov.vn data:4G",
    "vneid.gov.vn intent: nộp",
  ]) func whatMisleadsNobodyDoesNoHarm(_ text: String) {
    #expect(judge.verdict(on: text).answer != .suspicious)
  }

  /// An official page over plain http is official and says to type it with https; nothing sends people there.
  @Test func plainHTTPIsOfficialButNotSafe() {
    let verdict = judge.verdict(on: "vneid.gov.vn http://xa.huyen.gov.vn/tin")
    #expect(verdict.answer == .official)
    #expect(verdict.reason == .notSecure)
    #expect(!verdict.isSafe)
    #expect(judge.findings(in: "Mở http://xa.huyen.gov.vn/tin").map(\.verdict) == [verdict])
    #expect(judge.verdict(on: "http://xa.huyen.gov.vn/a.apk").answer == .suspicious)
  }

  /// What installs a program is the list's to say.
  @Test func onlyTheListSaysWhatInstallsAProgram() {
    let without = LinkJudge(sites: [], stateSuffixes: ["gov.vn"])
    let with = LinkJudge(sites: [], stateSuffixes: ["gov.vn"], programs: ["dmg"])
    #expect(without.verdict(on: "https://xa.gov.vn/a.dmg").answer == .official)
    #expect(with.verdict(on: "https://xa.gov.vn/a.DMG").reason == .installsProgram)
    #expect(with.verdict(on: "https://xa.gov.vn/dmg").answer == .official)
    #expect(with.without("x").verdict(on: "https://xa.gov.vn/a.dmg").reason == .installsProgram)
  }
}
