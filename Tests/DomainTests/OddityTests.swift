import Testing

@testable import Domain

@Suite struct OddityTests {
  /// 21 November 2026, 10:00 in Viet Nam.
  private let morning: Int64 = 1_795_230_000_000
  private let minute: Int64 = 60_000

  /// An assistance that a device wrote then.
  private func entry(
    _ number: Int, at time: Int64, device: String = "a", dossier: UInt8? = nil, minutes: Int? = nil,
    clock: ClockQuality = .unsynced, kind: EntryKind = .assistance, amends: EntryID? = nil
  ) throws -> Entry {
    let digits = String(number, radix: 16)
    let id = try #require(EntryID(rawValue: String(repeating: "0", count: 32 - digits.count) + digits))
    var assistance = Assistance(service: .submit, outcome: .solved, startedAt: time)
    assistance.minutes = minutes.map { .init(value: $0, source: .stated) }
    let box = [UInt8](repeating: 2, count: 60)
    let sealed = SealedPart(box: box, index: dossier.map { [UInt8](repeating: $0, count: SealedPart.indexBytes) }).bytes
    let header = EntryHeader(
      id: id, kind: kind, schema: 1, time: HybridTime(rawValue: 0).next(wall: time), clock: clock, device: device,
      amends: amends, body: try #require(Fingerprint(bytes: [UInt8](repeating: 0, count: 32))))
    return Entry(header: header, bodyBytes: assistance.canonical.bytes, sealed: sealed)
  }

  private func found(_ entries: [Entry], streams: [String: Int] = [:]) -> [Oddity] {
    Oddity.found(in: Journal(entries).items, streams: streams)
  }

  @Test func aQuietDayHasNothing() throws {
    let entries = try (0..<39).map { try entry($0, at: morning + Int64($0) * minute, minutes: 480) }
    #expect(found(entries, streams: ["a": 1]) == [])
  }

  @Test func oneDossierTwiceIsFoundByItsIndexOnly() throws {
    let entries = try [
      entry(1, at: morning, dossier: 10), entry(2, at: morning + 1, device: "b", dossier: 10),
      entry(3, at: morning + 2, dossier: 11),
      // Boxes without an index say nothing, however alike they are.
      entry(4, at: morning + 3), entry(5, at: morning + 4),
    ]
    let twice = Oddity(.sameDossier, entries: entries.prefix(2).map(\.header.id), count: 2)
    #expect(found(entries) == [twice])
    // One of the two was voided: it counts once.
    let void = try entry(7, at: morning + 6, kind: .void, amends: entries[0].header.id)
    #expect(found(entries + [void]) == [])
    // What was erased is not found by its index either.
    #expect(found(entries.map(\.withoutSealed)) == [])
  }

  @Test func aSealedPartIsItsIndexAndItsBox() {
    let index: [UInt8] = Array(0..<16)
    let box: [UInt8] = [2, 9, 9]
    let part = SealedPart(box: box, index: index)
    #expect(part.bytes == [3] + index + box)
    #expect(SealedPart(bytes: part.bytes) == part)
    let others: [[UInt8]] = [box, [1, 7], [], [3], [3] + index.dropLast()]
    for other in others {
      #expect(SealedPart(bytes: other) == SealedPart(box: other, index: nil))
      #expect(SealedPart(bytes: other).bytes == other)
    }
  }

  @Test func fortyWithinAnHourAreCrowdedAndFortyOverAnHourAreNot() throws {
    let crowd = try (0..<40).map { try entry($0, at: morning + Int64($0) * minute) }
    let expected = Oddity(
      .crowdedHour, device: "a", entries: crowd.map(\.header.id), count: 40, time: morning)
    #expect(found(crowd) == [expected])
    let slow = try (0..<40).map { try entry($0, at: morning + Int64($0) * 2 * minute) }
    #expect(found(slow) == [])
    let shared = try (0..<40).map { try entry($0, at: morning + Int64($0) * minute, device: $0 < 39 ? "a" : "b") }
    #expect(found(shared) == [])
    // A quiet entry before it does not hide the hour.
    let later = try [entry(99, at: morning - 50 * minute)] + crowd
    #expect(found(later) == [expected])
  }

  @Test func nightIsFromElevenToFiveInVietNamAndOneNightIsOneQuestion() throws {
    let hour = 60 * minute
    // 22:59:59, 23:00, 04:59:59, 05:00, and the next night.
    let times = [13 * hour - 1, 13 * hour, 19 * hour - 1, 19 * hour, 38 * hour].map { morning + $0 }
    let entries = try times.enumerated().map { try entry($0, at: $1) }
    let seen = found(entries)
    #expect(seen.map(\.kind) == [.night, .night])
    #expect(seen.map(\.count) == [2, 1])
    #expect(seen[0].entries == [entries[1].header.id, entries[2].header.id])
    #expect(seen[0].time == times[1])
  }

  @Test func forksWrongClocksAndLongHelpAreNamed() throws {
    let entries = try [
      entry(1, at: morning, minutes: 481), entry(2, at: morning + 1, device: "b", clock: .suspect),
      entry(3, at: morning + 2, minutes: 480),
    ]
    #expect(
      found(entries, streams: ["a": 2, "b": 1]) == [
        Oddity(.forked, device: "a", entries: [], count: 2),
        Oddity(.suspectClock, device: "b", entries: [entries[1].header.id], count: 1),
        Oddity(.longHelp, device: "a", entries: [entries[0].header.id], count: 481),
      ])
  }

  /// An assistance or a change of one that says a day, so many days after the morning.
  private func saying(
    _ days: Int?, _ number: Int, outcome: Outcome? = nil, amends: EntryID? = nil, at time: Int64
  ) throws -> Entry {
    let bare = try entry(number, at: time, kind: amends == nil ? .assistance : .amendment, amends: amends)
    var members = amends == nil ? bare.body?.object ?? [:] : [:]
    members["outcome"] = outcome.map { .text($0.rawValue) }
    members[Retention.member] = days.map { .text(CivilDate(milliseconds: morning).adding(days: $0).iso) }
    let body = amends == nil ? CanonicalValue.object(members) : .object(["changes": .object(members)])
    return Entry(header: bare.header, bodyBytes: body.bytes, sealed: nil)
  }

  private func early(_ entries: [Entry]) -> [Int] {
    Oddity.earlyDays(in: Journal(entries).items).map(\.count)
  }

  @Test func aDayThatIsSoonerThanTheRulesIsAQuestion() throws {
    let day: Int64 = 86_400_000
    #expect(try early([saying(90, 1, outcome: .solved, at: morning)]) == [])
    #expect(try early([saying(365, 1, outcome: .pending, at: morning)]) == [])
    #expect(try early([saying(90, 1, outcome: .pending, at: morning)]) == [275])
    #expect(try early([saying(nil, 1, outcome: .solved, at: morning)]) == [])
    let first = try saying(90, 1, outcome: .solved, at: morning)
    func change(_ days: Int?, outcome: Outcome? = nil, after passed: Int64) throws -> [Entry] {
      [first, try saying(days, 2, outcome: outcome, amends: first.header.id, at: morning + passed * day)]
    }
    // What a change of the program says: the rule from its day, or again the day that is still to come.
    #expect(try early(change(100, outcome: .solved, after: 10)) == [])
    #expect(try early(change(90, after: 10)) == [])
    #expect(try early(change(185, after: 95)) == [])
    // What no program of this project says: a day in the past, tomorrow, or the old one for a new outcome.
    #expect(try early(change(-400, after: 0)) == [490])
    #expect(try early(change(1, after: 0)) == [89])
    #expect(try early(change(90, outcome: .pending, after: 10)) == [285])
    #expect(try early(change(90, after: 95)) == [95])
    // Not even a void hides it.
    let void = try entry(3, at: morning + 1, kind: .void, amends: first.header.id)
    let hidden = Oddity.earlyDays(in: Journal(try change(-400, after: 0) + [void]).items)
    #expect(hidden.map(\.entries) == [[try change(-400, after: 0)[1].header.id]])
    #expect(hidden.first?.device == "a" && hidden.first?.time == morning)
  }
}
