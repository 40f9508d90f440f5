import Domain
import Testing

@testable import GuideFormat

/// The tables beside the guides' folders: what they say, and every fault at its place.
@Suite struct TableTests {
  private static let calendar = """
    format: 1
    review_by: 2026-12-31
    sources:
      - {id: bao, title: Báo, url: "https://baochinhphu.vn/a", seen: 2026-04}
    cut_off: {hour: 15, source: bao, mark: confirmed}
    years:
      - year: 2026
        holidays:
          - {date: 2026-11-24, name: Ngày Văn hóa, source: bao, mark: to-verify, verify_with: Xã, estimate: false}
          - {date: 2026-11-25, name: Nghỉ bù, source: bao, mark: confirmed, estimate: true}
        swaps:
          - {off: 2026-11-23, work: 2026-11-28, source: bao, mark: confirmed}
    """
  private static let calendarEnglish = """
    language: en
    holidays:
      "2026-11-24": {name: Culture Day, verify_with: The commune}
      "2026-11-25": {name: Day in lieu}
    """
  private static let statuses = """
    format: 1
    review_by: 2027-03-01
    sources:
      - {id: cong, title: Cổng, url: "https://dichvucong.gov.vn", seen: 2026-11}
    statuses:
      - {code: 1, name: Mới đăng ký, meaning: Đã gửi., next: Chờ., raw: [Mới đăng ký], source: cong, mark: confirmed}
      - {code: 4, name: Đang xử lý, meaning: Đang làm., next: Chờ., raw: [Đang xử lý], source: cong, mark: confirmed}
    """
  private static let files = [
    "calendar.yaml": calendar, "calendar.en.yaml": calendarEnglish, "statuses.yaml": statuses,
  ]

  private func faults(_ file: String, _ old: String, _ new: String) -> [String] {
    var files = Self.files
    #expect(files[file]?.contains(old) == true)
    files[file] = files[file]?.replacing(old, with: new)
    let faults = CalendarTable.read(files, languages: ["en"]).faults + StatusTable.read(files).faults
    return faults.map(\.description)
  }

  @Test func theCalendarIsRead() throws {
    let (read, faults) = CalendarTable.read(Self.files, languages: ["en"])
    #expect(faults == [])
    let table = try #require(read)
    let friday = try #require(CivilDate("2026-11-20"))
    let due = table.calendar.due(2, after: friday)
    #expect(due.date.iso == "2026-11-27")
    #expect(due.passedOver.map(\.isEstimate) == [false, false, true])
    #expect(due.passedOver.map { table.names[$0.date]?.text(in: "en") } == [nil, "Culture Day", "Day in lieu"])
    #expect(table.calendar.due(3, after: friday).date.iso == "2026-11-28")
    #expect(table.cutOffHour == 15)
    #expect(table.verifiers.map { $0.text(in: "en") } == ["The commune"])
  }

  @Test func theStatusesAreRead() throws {
    let table = try #require(StatusTable.read(Self.files).table)
    #expect(table.rows(for: "dang xu ly").map(\.status.code) == [4])
    #expect(table.rows(for: "dang xu ly").first?.next.vietnamese == "Chờ.")
  }

  @Test func aFolderWithoutThemHasNoFault() {
    #expect(CalendarTable.read([:], languages: ["en"]).faults == [])
    #expect(StatusTable.read([:], languages: ["en"]).faults == [])
  }

  @Test(
    arguments: [
      ("calendar.yaml", "2026-11-24, name", "2026-11-31, name", ["calendar.yaml:9:16: bad-date"]),
      ("calendar.yaml", "2026-11-24, name", "2027-11-24, name", ["calendar.yaml:9:16: bad-date"]),
      ("calendar.yaml", "2026-11-24, name", "2026-11-25, name", ["calendar.yaml:10:16: duplicate-id"]),
      ("calendar.yaml", "estimate: true", "estimate: maybe", ["calendar.yaml:10:83: bad-word"]),
      ("calendar.yaml", ", verify_with: Xã", "", ["calendar.yaml:9:9: missing-verifier"]),
      ("calendar.yaml", "hour: 15, source: bao", "hour: 15, source: boa", ["calendar.yaml:5:29: unknown-source"]),
      ("calendar.yaml", "swaps:", "swap:", ["calendar.yaml:11:5: unknown-key"]),
      ("calendar.en.yaml", "Day in lieu", "\"\"", ["calendar.en.yaml:4:24: empty-text"]),
      ("statuses.yaml", "code: 4", "code: 1", ["statuses.yaml:7:12: duplicate-id"]),
      ("statuses.yaml", "next: Chờ., raw: [Mới", "raw: [Mới", ["statuses.yaml:6:5: missing-key"]),
      ("statuses.yaml", "format: 1", "format: 2", ["statuses.yaml:1:9: unsupported-format"]),
    ])
  func eachFaultHasItsPlace(file: String, old: String, new: String, expected: [String]) {
    let found = faults(file, old, new)
    #expect(found.filter { !$0.contains("translation") } == expected, "\(found)")
  }

  @Test func aTableWithAFaultIsNotUsed() {
    var files = Self.files
    files["calendar.yaml"] = files["calendar.yaml"]?.replacing("hour: 15", with: "hour: x")
    #expect(CalendarTable.read(files).table == nil)
  }

  /// The lists of endings: an older table has none of programs, and an ending is a word without a full stop.
  @Test func theSitesSayWhatInstallsAProgram() throws {
    func answer(_ table: String) -> LinkVerdict? {
      SiteTable.read(["domains.yaml": table]).table?.judge.verdict(on: "https://xa.gov.vn/a.apk")
    }
    #expect(answer(ReviewTests.sites)?.reason == .installsProgram)
    let older = ReviewTests.sites.replacing("programs: [apk]", with: "")
    #expect(answer(older)?.reason == .stateSuffix)
    for ending in ["\".apk\"", "\"\"", "a/b"] {
      let faults = SiteTable.read(["domains.yaml": "\(older)\nprograms: [\(ending)]"]).faults
      #expect(faults.map(\.code) == [.badID], "\(ending)")
    }
  }
}
