import Testing

@testable import GuideFormat

@Test func soundFilesHaveNoFault() {
  let (catalogue, faults) = Catalogue.build(Fixture.files)
  #expect(faults == [])
  #expect(catalogue.guides.map(\.id.rawValue) == ["dang-nhap", "khai-sinh"])
}

@Test(arguments: FaultCase.all)
func eachFaultHasItsPlace(_ example: FaultCase) {
  let faults = Fixture.faults(in: example.file, replacing: example.old, with: example.new)
  // A guide of hundreds of steps also lacks hundreds of translations: only its first file's faults are compared.
  let shown = example.code == .tooManySteps ? faults.filter { $0.file == example.file } : faults
  #expect(shown.map(\.description) == example.expected)
  #expect(faults.contains { $0.code == example.code })
}

@Test func everyCodeHasACase() {
  // These need more than one change: `ReviewTests` has them.
  let others: [FaultCode] = [.staleTranslation, .placeholdersDiffer, .unwalkedStep]
  let cases = FaultCase.all.map(\.code) + ReviewCase.all.map(\.code) + others
  #expect(Set(FaultCode.allCases).subtracting(cases) == [])
}

@Test func nearestNamesAndArgumentsAreGiven() throws {
  let faults = Fixture.faults(in: "khai-sinh/guide.yaml", replacing: "kind: submission", with: "kind: submision")
  let fault = try #require(faults.first)
  #expect(fault.key == "fault.bad-word")
  #expect(fault.nearest == "submission")
  #expect(
    fault.arguments == [
      "found": "submision", "expected": "account, submission, payment, tracking, safety", "nearest": "submission",
    ])
}

@Test func aBrokenGuideDoesNotStopTheOthers() {
  var files = Fixture.files
  files["khai-sinh/guide.yaml"] = "steps: ["
  let (catalogue, faults) = Catalogue.build(files)
  #expect(catalogue.guides.map(\.id.rawValue) == ["dang-nhap"])
  #expect(!faults.isEmpty)
}

@Test func aGuideThatIncludesABrokenOneIsLeftOut() {
  var files = Fixture.files
  files["dang-nhap/en.yaml"] = nil
  let (catalogue, faults) = Catalogue.build(files)
  #expect(catalogue.guides.isEmpty)
  #expect(faults.map(\.code) == [.missingFile, .brokenGuide])
}

@Test func foldersWithoutGuidesArePassedOver() {
  var files = Fixture.files
  files["calendars/vn.yaml"] = "- 2026-01-01"
  files["README.md"] = "# Guides"
  files["a/b/c.yaml"] = "["
  #expect(Catalogue.build(files).faults == [])
}

@Test func everyFaultOfAFileIsFoundAtOnce() {
  let text = """
    format: 1
    id: a
    version: x
    title: ""
    kind: account
    kind: safety
    service: nothing
    review_by: soon
    steps:
      - id: a
        do: A
    """
  let faults = Catalogue.build(["a/guide.yaml": text]).faults.filter { $0.file == "a/guide.yaml" }
  #expect(
    faults.map { "\($0.line) \($0.code.rawValue)" } == [
      "3 bad-number", "4 empty-text", "6 duplicate-key", "7 bad-word", "8 bad-date", "10 no-final-end",
    ])
}

@Test(arguments: [("http://xa.gov.vn/bai", true), ("https://xa.gov.vn", true), ("ftp://xa.gov.vn", false)])
func aSourceMayBeOfAPlainSite(url: String, isSound: Bool) {
  let old = "https://dichvucong.gov.vn/khai-sinh"
  let faults = Fixture.faults(in: "khai-sinh/guide.yaml", replacing: old, with: url)
  #expect(faults.map(\.code) == (isSound ? [] : [.badURL]))
}
