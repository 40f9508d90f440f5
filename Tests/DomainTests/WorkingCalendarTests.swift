import Domain
import Testing

/// Working days over weekends, holidays and days that were swapped.
@Suite struct WorkingCalendarTests {
  private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  private func calendar(_ off: [String], worked: [String] = [], years: Set<Int> = [2026, 2027]) throws
    -> WorkingCalendar
  {
    WorkingCalendar(
      years: years, off: try off.map { .init(date: try day($0), isEstimate: $0 < "2026-12") },
      worked: Set(try worked.map(day)))
  }

  @Test(
    arguments: [
      // Monday to Friday, and over a weekend.
      ("2026-11-16", 3, "2026-11-19"), ("2026-11-16", 5, "2026-11-23"), ("2026-11-20", 1, "2026-11-23"),
      // The day of receipt is not counted; none is the day itself.
      ("2026-11-16", 0, "2026-11-16"),
      // On a Saturday it counts as received on Monday.
      ("2026-11-21", 0, "2026-11-23"), ("2026-11-21", 1, "2026-11-25"),
      // Tuesday the 24th is a holiday.
      ("2026-11-23", 1, "2026-11-25"), ("2026-11-24", 0, "2026-11-25"), ("2026-11-24", 2, "2026-11-27"),
    ])
  func daysAreCounted(from: String, days: Int, due: String) throws {
    #expect(try calendar(["2026-11-24"]).due(days, after: day(from)).date.iso == due)
  }

  @Test func whatComesLateIsReceivedOnTheNextWorkingDay() throws {
    let calendar = try calendar(["2026-11-24"])
    let late = try calendar.due(1, after: day("2026-11-23"), isLate: true)
    #expect(late.received.iso == "2026-11-25")
    #expect(late.date.iso == "2026-11-26")
    #expect(late.passedOver.map(\.date.iso) == ["2026-11-24"])
    // On a Sunday nothing is late.
    #expect(try calendar.due(0, after: day("2026-11-22"), isLate: true).received.iso == "2026-11-23")
  }

  @Test func aSwappedSaturdayIsWorked() throws {
    let calendar = try calendar(["2026-11-23", "2026-11-24"], worked: ["2026-11-28"])
    #expect(try calendar.due(4, after: day("2026-11-20")).date.iso == "2026-11-28")
    #expect(try calendar.isWorked(day("2026-11-28")))
    #expect(try !calendar.isWorked(day("2026-11-23")))
  }

  @Test func onlyHolidaysOfTheWeekArePassedOverAndYearsWithoutAListAreNamed() throws {
    let due = try calendar(["2026-12-31", "2027-01-02"], years: [2026]).due(2, after: day("2026-12-30"))
    #expect(due.date.iso == "2027-01-04")
    #expect(due.passedOver.map(\.date.iso) == ["2026-12-31"])
    #expect(due.unknownYears == [2027])
  }

  @Test(arguments: [-3, 1_000_000]) func noNumberOfDaysIsTooMuch(days: Int) throws {
    let due = try calendar([]).due(days, after: day("2026-11-16")).date
    #expect(due >= (try day("2026-11-16")))
    #expect(due.dayNumber - (try day("2026-11-16")).dayNumber < 2 * WorkingCalendar.mostDays)
  }

  @Test func weekdaysAreThoseOfTheCalendar() throws {
    #expect(try day("2026-11-21").weekday == 6)
    #expect(CivilDate(dayNumber: 0).weekday == 4)
    #expect(CivilDate(dayNumber: -4).weekday == 7)
  }
}
