import Testing

@testable import GuideFormat

/// Of when the oldest source is that a guide's facts were taken from.
@Suite struct GuideAgeTests {
  @Test func datesAsFarAsTheyAreKnownHaveAnOrder() {
    let dates = ["2026-11-21", "2026", "2025-12", "2026-01-02", "2025-12-31"].compactMap { PartialDate($0) }
    #expect(dates.sorted().map(\.description) == ["2025-12", "2025-12-31", "2026", "2026-01-02", "2026-11-21"])
  }

  /// A source that no fact cites says nothing of how old the facts are.
  @Test func theOldestSourceOfAFactCounts() throws {
    let others =
      "  - {id: bao, title: Báo, url: https://bao.example/a, seen: 2025-03}\n"
      + "  - {id: cu, title: Cũ, url: https://bao.example/b, seen: \"2010\"}\n"
    var files = Fixture.files(in: "khai-sinh/guide.yaml", replacing: "sources:\n", with: "sources:\n\(others)")
    files["khai-sinh/guide.yaml"] = files["khai-sinh/guide.yaml"]?.replacing(
      "facts:\n",
      with:
        "facts:\n  - {id: han, label: Hạn, value: Năm ngày, source: bao, mark: to-verify, verify_with: Công an cấp xã}\n"
    )
    files["khai-sinh/en.yaml"] = files["khai-sinh/en.yaml"]?.replacing(
      "facts:\n", with: "facts:\n  han: {label: Limit, value: Five days, verify_with: Commune police}\n")
    let (catalogue, faults) = Catalogue.build(files)
    #expect(faults == [])
    let guide = try #require(catalogue[GuideID(rawValue: "khai-sinh")])
    #expect(guide.oldestSource == PartialDate("2025-03"))
  }
}
