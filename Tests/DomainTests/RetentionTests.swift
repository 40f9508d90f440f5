import Testing

@testable import Domain

private let day: Int64 = 86_400_000
/// 21 November 2026, 08:00 in Viet Nam.
private let now: Int64 = 1_795_222_800_000

@Suite struct RetentionTests {
  private let today = CivilDate(milliseconds: now)

  @Test func whatIsClosedStaysNinetyDaysAndWhatIsAwaitedAYear() {
    #expect(Retention.until(.solved, from: today).iso == "2027-02-19")
    #expect(Retention.until(.referred, from: today) == today.adding(days: 90))
    #expect(Retention.until(.gaveUp, from: today) == today.adding(days: 90))
    #expect(Retention.until(.pending, from: today) == today.adding(days: 365))
  }

  @Test func aChangeOfTheOutcomeCountsAnewAndAnotherChangeKeepsTheDayThatWasSaid() {
    var assistance = Assistance(service: .submit, outcome: .pending, startedAt: now)
    assistance.retentionUntil = today.adding(days: 300)
    #expect(Retention.until(.solved, on: today, of: assistance) == today.adding(days: 90))
    #expect(Retention.until(nil, on: today, of: assistance) == nil)
    // The day has come: a new note is not to go at once.
    #expect(Retention.until(nil, on: today.adding(days: 300), of: assistance) == today.adding(days: 665))
    assistance.retentionUntil = nil
    #expect(Retention.until(nil, on: today, of: assistance) == today.adding(days: 365))
  }

  @Test func theDayTravelsInTheBodyAndAnOlderEntryGetsOneByTheRule() throws {
    var assistance = Assistance(service: .submit, outcome: .solved, startedAt: now)
    assistance.retentionUntil = today
    #expect(assistance.canonical["retention_until"] == .text("2026-11-21"))
    #expect(Assistance(canonical: assistance.canonical) == assistance)
    var maker = EntryMaker()
    let older = try maker.assistance(time: HybridTime(rawValue: 0).next(wall: now).rawValue)
    #expect(Journal([older]).items.first?.retainedUntil == today.adding(days: 90))
    // Its author's clock stood at 1970: nothing was written then.
    let wrong = try maker.assistance(time: 1)
    #expect(Journal([wrong]).items.first?.retainedUntil == Retention.earliestDay.adding(days: 90))
  }

  @Test func anErasureIsNoChangeThatPeopleSee() throws {
    var maker = EntryMaker()
    let entry = try maker.assistance(time: 1)
    let first = try maker.amendment(10, of: entry, time: 2)
    let second = try maker.amendment(20, of: entry, time: 3)
    let erasure = try maker.entry(
      .erasure, Erasure(.asked).canonical, time: 4, amends: entry.header.id,
      seen: [first.header.id, second.header.id])
    let plain = try #require(Journal([entry, first, second]).items.first)
    for entries in [[entry, first, second, erasure], [erasure, second, first, entry, erasure]] {
      let item = try #require(Journal(entries).items.first)
      #expect(item.isErased && item.erasures == [erasure])
      #expect(item.heads == plain.heads && item.changes == plain.changes && item.assistance == plain.assistance)
    }
    #expect(!plain.isErased)
    #expect(Erasure(canonical: .object(["reason": .text("later word")])).reason == nil)
  }
}

@Suite struct VouchedDayTests {
  private func day(_ wall: Int64, _ written: [Int64] = [], _ contact: VouchedDay.Contact? = nil) -> CivilDate? {
    VouchedDay.of(wall: wall, written: written, contact: contact)
  }

  private func after(_ days: Int64) -> Int64 { now + days * 86_400_000 }
  private func date(_ days: Int64) -> CivilDate { CivilDate(milliseconds: after(days)) }

  @Test func withoutContactThePlausibleClockCountsInStepsOfAMonth() {
    #expect(day(now) == nil, "nothing was written, so nothing is vouched for")
    #expect(day(after(20), [now]) == date(20))
    // Written every three weeks, for half a year.
    let weeks = stride(from: 0, through: 180, by: 21).map { after(Int64($0)) }
    #expect(day(after(190), weeks) == date(190))
    #expect(day(after(190), weeks.reversed()) == date(190))
  }

  @Test func withoutContactAJumpVouchesForNothing() {
    let year2038: Int64 = 2_147_483_649_000
    #expect(day(year2038, [now]) == date(0))
    // What was written by the wrong clock does not vouch for it either.
    #expect(day(year2038 + 5, [now, after(3), year2038, year2038 + 1]) == date(3))
    #expect(day(after(32), [now]) == date(0))
    // 1970, and behind what was written: plainly wrong, and nothing is purged.
    #expect(day(0, [now]) == nil)
    #expect(day(after(10), [now, after(20)]) == nil)
    #expect(day(.min, [now]) == nil)
    #expect(day(.max, [now]) == date(0))
  }

  @Test func withContactTheServersDayIsTheLeastAndTheClockIsCorrected() {
    // The device's clock is a year behind, and was so at the contact.
    let year = 365 * 86_400_000 as Int64
    let behind = VouchedDay.Contact(time: now - year, offset: year)
    #expect(day(now - year, [], behind) == date(0))
    #expect(day(after(10) - year, [], behind) == date(10))
    // It jumps: to 1970, to 2038, back and forth.
    for wall in [0, .min, .max, 2_147_483_649_000, now, after(32) - year] as [Int64] {
      #expect(day(wall, [], behind) == date(0))
    }
    let right = VouchedDay.Contact(time: now, offset: 0)
    #expect(day(2_147_483_649_000, [after(1), after(25), 2_147_483_648_000], right) == date(25))
    #expect(day(after(50), [after(1), after(25)], right) == date(50))
    #expect(day(now, [.min, .max], VouchedDay.Contact(time: .max, offset: .max)) == .distantFuture)
  }
}
