import Domain
import Testing

@testable import GuideFormat

/// What trainers' check finds beyond what a guide needs to be walked: one change of the sound files, and its fault.
struct ReviewCase: Sendable, CustomTestStringConvertible {
  let code: FaultCode
  let file: String
  let old: String
  let new: String
  let expected: String
  var testDescription: String { "\(code.rawValue): \(new)" }

  init(_ code: FaultCode, _ file: String, _ old: String, _ new: String, _ expected: String) {
    (self.code, self.file, self.old, self.new, self.expected) = (code, file, old, new, expected)
  }

  private static let guide = "khai-sinh/guide.yaml"
  private static let english = "khai-sinh/en.yaml"
  private static func link(_ url: String, _ code: FaultCode) -> ReviewCase {
    ReviewCase(
      code, guide, "url: https://dichvucong.gov.vn/tra-cuu", "url: https://\(url)",
      "khai-sinh/guide.yaml:65:10: \(code.rawValue)")
  }

  static let all = [
    ReviewCase(
      .reviewOverdue, guide, "review_by: 2027-05-01", "review_by: 2026-11-21",
      "khai-sinh/guide.yaml:34:12: review-overdue"),
    ReviewCase(
      .factOver, guide, "valid_to: 2027-02-28", "valid_to: 2026-11-20", "khai-sinh/guide.yaml:33:15: fact-over"),
    link("example.com/tra-cuu", .unofficialLink),
    link("dichvucong.gov.vn.example.com/tra-cuu", .suspiciousLink),
    link("dichvucomg.vn", .suspiciousLink),
    link("dichvucong.xgovvn.net", .suspiciousLink),
    link("bit.ly/abc", .suspiciousLink),
    link("dichvucong.gov.vn/vneid.apk", .suspiciousLink),
    ReviewCase(
      .suspiciousLink, guide, "Bấm nộp hồ sơ", "Mở dichvuc\u{043E}ng.gov.vn rồi nộp",
      "khai-sinh/guide.yaml:54:9: suspicious-link"),
    ReviewCase(
      .suspiciousLink, english, "Please press Submit", "Open http://dichvucong.gov.vn@evil.example",
      "khai-sinh/en.yaml:19:10: suspicious-link"),
    ReviewCase(
      .suspiciousLink, guide, "url: https://dichvucong.gov.vn/khai-sinh",
      "url: https://dichvucong.gov.vn.example.com/khai-sinh",
      "khai-sinh/guide.yaml:23:10: suspicious-link"),
    ReviewCase(
      .asksSecret, guide, "Bác bấm nút Nộp giúp cháu", "Bác đọc cho cháu mã OTP trong tin nhắn",
      "khai-sinh/guide.yaml:55:10: asks-secret"),
    ReviewCase(
      .asksSecret, guide, "Bác bấm nút Nộp giúp cháu", "Bác mở đúng ứng dụng VNeID rồi đọc cho con mã OTP",
      "khai-sinh/guide.yaml:55:10: asks-secret"),
    ReviewCase(
      .asksSecret, guide, "Bác bấm nút Nộp giúp cháu", "Bác đưa tôi mật khẩu, không lâu đâu",
      "khai-sinh/guide.yaml:55:10: asks-secret"),
    ReviewCase(
      .asksSecret, english, "Please press Submit", "Send the volunteer your OTP, it does not take long",
      "khai-sinh/en.yaml:19:10: asks-secret"),
    ReviewCase(.asksSecret, guide, "Ghi mã hồ sơ", "Ghi mật khẩu VNeID", "khai-sinh/guide.yaml:60:13: asks-secret"),
    ReviewCase(
      .asksSecret, english, "Please press Submit", "Please tell me your password",
      "khai-sinh/en.yaml:19:10: asks-secret"),
    ReviewCase(
      .untakenChoice, "khai-sinh/walks.yaml", "{noi-sinh: o-nha,", "{noi-sinh: benh-vien,",
      "khai-sinh/guide.yaml:41:9: untaken-choice"),
    ReviewCase(
      .repeatedAlias, guide, "  - làm giấy khai sinh cho cháu\n",
      "  - làm giấy khai sinh cho cháu\n  - Làm giấy KHAI SINH cho chau\n", "khai-sinh/guide.yaml:9:5: repeated-alias"),
    ReviewCase(
      .unfinished, english, "Please press Submit", "Please press […]",
      "khai-sinh/en.yaml:19:10: unfinished"),
    ReviewCase(
      .screenTooTall, guide, "Bấm nộp hồ sơ", "Bấm nộp hồ sơ thật dài", "khai-sinh/guide.yaml:53:5: screen-too-tall"),
  ]
}

@Suite struct ReviewTests {
  static let sites = """
    format: 1
    review_by: 2027-01-01
    sources:
      - {id: cong, title: Cổng, url: "https://dichvucong.gov.vn", seen: 2026-11}
    domains:
      - {domain: dichvucong.gov.vn, name: Cổng, includes_subdomains: true, source: cong, mark: confirmed, status: official}
      - {domain: dichvucong.xgovvn.net, name: Giả, includes_subdomains: true, source: cong, mark: confirmed, status: lookalike}
    suffixes:
      - {suffix: gov.vn, name: Đuôi, registrable: true, source: cong, mark: confirmed}
      - {suffix: vn, name: Đuôi, registrable: false, source: cong, mark: confirmed}
    shorteners: [bit.ly]
    files: [pdf, jpg]
    programs: [apk]
    """

  private func faults(_ files: [String: String]) -> [Fault] {
    let (table, tableFaults) = SiteTable.read(["domains.yaml": Self.sites])
    #expect(tableFaults == [])
    let review = GuideReview(today: GuideDate("2026-11-21"), sites: table?.judge) { _, _, step, _ in
      step.text.vietnamese.contains("thật dài") ? 25 : 24
    }
    return Catalogue.review(files, review).faults
  }

  @Test func soundFilesHaveNoFault() { #expect(faults(Fixture.files) == []) }

  @Test(arguments: ReviewCase.all) func eachFaultHasItsPlace(_ example: ReviewCase) {
    let found = faults(Fixture.files(in: example.file, replacing: example.old, with: example.new))
    #expect(
      found.contains { $0.code == example.code && $0.description == example.expected },
      "found: \(found.map(\.description).joined(separator: " | "))")
  }

  /// One thing wrong with a guide hides nothing else.
  @Test func aGuideWithOtherFaultsIsReviewedToo() {
    var files = Fixture.files(in: "khai-sinh/guide.yaml", replacing: "kind: submission", with: "kind: submision")
    files["khai-sinh/guide.yaml"] = files["khai-sinh/guide.yaml"]?
      .replacing("Bác bấm nút Nộp giúp cháu", with: "Bác đọc cho cháu mã OTP […]")
      .replacing("review_by: 2027-05-01", with: "review_by: 2026-11-21")
    #expect(
      faults(files).map(\.code.rawValue).sorted() == ["asks-secret", "bad-word", "review-overdue", "unfinished"])
  }

  @Test func onlyWhatIsUnfinishedIsAWarning() {
    #expect(FaultCode.allCases.filter(\.isWarning) == [.unfinished])
  }

  @Test func aStepThatNoWalkComesToIsFound() {
    var files = Fixture.files(
      in: "khai-sinh/guide.yaml",
      replacing: "{any: [{equals: {noi-sinh: o-nha}}, {all: [{equals: {noi-sinh: benh-vien}}]}]}",
      with: "{all: [{equals: {noi-sinh: o-nha}}, {equals: {noi-sinh: benh-vien}}]}")
    files["khai-sinh/walks.yaml"] = files["khai-sinh/walks.yaml"]?.replacing("      - trang\n", with: "")
    #expect(faults(files).map(\.description) == ["khai-sinh/guide.yaml:63:5: unwalked-step"])
  }

  @Test func aWarningNamesAFakeAndDeniesASecret() {
    var files = Fixture.files(
      in: "khai-sinh/guide.yaml", replacing: "value: Không thu", with: "value: Trang giả dichvucong.xgovvn.net, đừng mở"
    )
    #expect(faults(files) == [])
    files = Fixture.files(
      in: "khai-sinh/guide.yaml", replacing: "Bác bấm nút Nộp giúp cháu", with: "Bác đừng đọc cho cháu mã OTP nhé")
    #expect(faults(files) == [])
  }

  /// A catalogue of procedures reaches citizens as guides do.
  @Test func aProcedureIsReviewedToo() throws {
    let review = ProcedureReview(sites: try #require(SiteTable.read(["domains.yaml": Self.sites]).table?.judge))
    func code(_ name: String, _ url: String? = nil, authority: String? = nil) -> ProcedureFaultCode? {
      let level = ServiceLevel(rawValue: "full")
      return review.objection(
        to: ListedProcedure(code: "1.001193", name: name, level: level, authority: authority, url: url))?.code
    }
    #expect(code("Đăng ký khai sinh", "http://dichvucong.gov.vn/a", authority: "UBND.TP") == nil)
    #expect(code("Đọc mã OTP cho cháu") == .asksSecret)
    #expect(code("Khai sinh", "http://dichvucong.gov.vn.top/") == .suspiciousLink)
    #expect(code("Khai sinh", "https://dichvucomg.vn") == .suspiciousLink)
    #expect(code("Khai sinh", authority: "Mở dichvucomg.vn") == .suspiciousLink)
  }

  @Test func theNearestOfficialNameIsGiven() throws {
    let files = Fixture.files(
      in: "khai-sinh/guide.yaml", replacing: "url: https://dichvucong.gov.vn/tra-cuu",
      with: "url: https://dichvucomg.vn")
    let fault = try #require(faults(files).first)
    #expect(fault.expected == ["dichvucong.gov.vn"])
  }

  @Test func aTranslationThatWasLeftBehindIsFound() throws {
    let named = Dictionary(
      uniqueKeysWithValues: Fixture.files.filter { $0.key.hasPrefix("khai-sinh/") }
        .map { (String($0.key.dropFirst("khai-sinh/".count)), $0.value) })
    let record = TranslationRecord.files(for: named, guide: "khai-sinh")
    #expect(record.keys.sorted() == ["en.sources"])
    var files = Fixture.files(in: "khai-sinh/guide.yaml", replacing: "Bấm nộp hồ sơ", with: "Bấm gửi hồ sơ")
    #expect(faults(files) == [])
    files["khai-sinh/en.sources"] = record["en.sources"]
    #expect(faults(files).map(\.description) == ["khai-sinh/en.yaml:18:11: stale-translation"])
    // On a device the guide is there all the same.
    #expect(Catalogue.build(files).catalogue.guides.count == 2)
    // Whoever translates it anew, or says that it is right as it is, is not asked again.
    files["khai-sinh/en.yaml"] = files["khai-sinh/en.yaml"]?.replacing("Press submit", with: "Press send")
    #expect(faults(files) == [])
  }

  @Test func placesToFillInAreTheSame() {
    let files = Fixture.files(in: "khai-sinh/guide.yaml", replacing: "Bấm nộp hồ sơ", with: "Bấm {button}")
    #expect(faults(files).map(\.description) == ["khai-sinh/en.yaml:18:11: placeholders-differ"])
  }

  /// A third language is a file more: everything of it that is missing is named, and with it the guide speaks it.
  @Test func aThirdLanguageIsAFileMore() throws {
    var files = Fixture.files
    for (name, text) in Fixture.files where name.hasSuffix("/en.yaml") || name == "blockers.en.yaml" {
      files[name.replacing("en.yaml", with: "tdd.yaml")] =
        text.replacing("language: en", with: "language: tdd").replacing("Press submit", with: "ᥐᥣᥰ")
    }
    let (catalogue, faults) = Catalogue.build(files, languages: ["en", "tdd"])
    #expect(faults == [])
    let step = try #require(catalogue[GuideID(rawValue: "khai-sinh")]?.step("nop"))
    #expect(step.text.text(in: "tdd") == "ᥐᥣᥰ")
    files["khai-sinh/tdd.yaml"] = nil
    #expect(Catalogue.build(files, languages: ["en", "tdd"]).faults.map(\.code) == [.missingFile])
  }
}
