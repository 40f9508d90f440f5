import Testing

@testable import Domain

/// What may be gone without anybody's fault.
@Suite struct SealedAbsenceTests {
  private let start: Int64 = 1_795_222_800_000
  private var today: CivilDate { CivilDate(milliseconds: start) }

  /// An assistance with a sealed part, which says that day or none.
  private func assistance(_ maker: inout EntryMaker, until day: CivilDate?) throws -> Entry {
    var assistance = Assistance(service: .submit, outcome: .solved, startedAt: start)
    assistance.retentionUntil = day
    return try sealed(
      maker.entry(.assistance, assistance.canonical, time: HybridTime(rawValue: 0).next(wall: start).rawValue))
  }

  private func sealed(_ entry: Entry) throws -> Entry {
    var header = entry.header
    header.sealed = Fingerprint(bytes: [UInt8](repeating: 9, count: 32))
    return Entry(header: header, bodyBytes: try #require(entry.bodyBytes), sealed: nil)
  }

  private func amendment(_ maker: inout EntryMaker, of entry: Entry, until day: CivilDate) throws -> Entry {
    try sealed(
      maker.entry(
        .amendment, .object(["changes": .object([Retention.member: .text(day.iso)])]),
        time: entry.header.time.rawValue + 1,
        amends: entry.header.id))
  }

  @Test func onlyAnErasureExplainsWhatGoesBeforeItsDay() throws {
    var maker = EntryMaker()
    let entry = try assistance(&maker, until: today.adding(days: 90))
    var absence = SealedAbsence([entry])
    #expect(!absence.explains(entry.header, on: today.adding(days: 89)))
    #expect(absence.explains(entry.header, on: today.adding(days: 90)))
    let other = try assistance(&maker, until: today.adding(days: 90))
    absence.note(try maker.entry(.erasure, Erasure(.asked).canonical, time: 3, amends: entry.header.id))
    #expect(absence.explains(entry.header, on: today))
    #expect(!absence.explains(other.header, on: today))
  }

  /// What was purged on its day stays explained where a later change says a later day.
  @Test func everyDayThatWasSaidCounts() throws {
    var maker = EntryMaker()
    let entry = try assistance(&maker, until: today.adding(days: 90))
    let change = try amendment(&maker, of: entry, until: today.adding(days: 300))
    for entries in [[change, entry], [entry, change]] {
      let absence = SealedAbsence(entries)
      for header in [entry.header, change.header] {
        #expect(!absence.explains(header, on: today.adding(days: 89)))
        #expect(absence.explains(header, on: today.adding(days: 91)))
      }
    }
  }

  @Test func whereNobodySaidADayTheRuleDoes() throws {
    var maker = EntryMaker()
    let entry = try assistance(&maker, until: nil)
    let absence = SealedAbsence([entry])
    #expect(!absence.explains(entry.header, on: today.adding(days: Retention.daysAfterClosing - 1)))
    #expect(absence.explains(entry.header, on: today.adding(days: Retention.daysAfterClosing)))
  }

  @Test func nothingIsKeptLongerThanTheFarthestDayFromWhenItCame() throws {
    var maker = EntryMaker()
    let entry = try assistance(&maker, until: CivilDate(year: 2099, month: 1, day: 1))
    var absence = SealedAbsence()
    absence.note(entry, received: start)
    #expect(!absence.explains(entry.header, on: today.adding(days: Retention.daysWhilePending - 1)))
    #expect(absence.explains(entry.header, on: today.adding(days: Retention.daysWhilePending)))
  }
}
