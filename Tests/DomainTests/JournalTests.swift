import Testing

@testable import Domain

/// Entries made by hand; digests are not looked at by the fold.
private struct Maker {
  let digest = Fingerprint(bytes: [UInt8](repeating: 0, count: 32))
  var count = 0

  mutating func entry(
    _ kind: EntryKind, _ body: CanonicalValue, time: Int64, amends: EntryID? = nil, seen: [EntryID] = []
  ) throws -> Entry {
    count += 1
    let digits = String(count, radix: 16)
    let id = try #require(EntryID(rawValue: String(repeating: "0", count: 32 - digits.count) + digits))
    let header = EntryHeader(
      id: id, kind: kind, schema: 1, time: HybridTime(rawValue: time), clock: .unsynced, amends: amends, seen: seen,
      body: try #require(digest))
    return Entry(header: header, bodyBytes: body.bytes, sealed: nil)
  }

  mutating func assistance(time: Int64) throws -> Entry {
    var assistance = Assistance(service: .submit, outcome: .solved, startedAt: time)
    assistance.minutes = .init(value: 5, source: .measured)
    return try entry(.assistance, assistance.canonical, time: time)
  }

  mutating func amendment(_ minutes: Int64, of entry: Entry, time: Int64, seen: [Entry] = []) throws -> Entry {
    try self.entry(
      .amendment, .object(["changes": .object(["minutes": .integer(minutes)])]), time: time,
      amends: entry.header.id, seen: seen.map(\.header.id))
  }
}

@Suite struct JournalTests {
  @Test func amendmentsOfTwoPeopleStayVisibleUntilOneHasSeenBoth() throws {
    var maker = Maker()
    let entry = try maker.assistance(time: 1)
    let first = try maker.amendment(10, of: entry, time: 2)
    let second = try maker.amendment(20, of: entry, time: 3)
    let contested = try #require(Journal([entry, first, second]).items.first)
    #expect(contested.isContested)
    #expect(contested.heads.count == 2)
    #expect(contested.assistance?.minutes?.value == 20)
    let third = try maker.amendment(15, of: entry, time: 2, seen: [first, second])
    let closed = try #require(Journal([entry, first, second, third]).items.first)
    #expect(!closed.isContested)
    #expect(closed.assistance?.minutes?.value == 15)
  }

  @Test func theOrderOfArrivalDoesNotMatter() throws {
    var maker = Maker()
    let entry = try maker.assistance(time: 1)
    let first = try maker.amendment(10, of: entry, time: 5)
    let second = try maker.amendment(20, of: entry, time: 3, seen: [first])
    let void = try maker.entry(.void, .object([:]), time: 4, amends: entry.header.id)
    var entries = [entry, first, second, void, first, entry]
    var generator = SystemRandomNumberGenerator()
    let expected = try #require(Journal(entries).items.first)
    #expect(expected.isVoid)
    for _ in 0..<50 {
      entries.shuffle(using: &generator)
      let item = try #require(Journal(entries).items.first)
      #expect(item.assistance == expected.assistance)
      #expect(item.heads == expected.heads)
      #expect(item.changes == expected.changes)
    }
  }

  @Test func aChangeWithoutItsAssistanceWaits() throws {
    var maker = Maker()
    let entry = try maker.assistance(time: 1)
    let change = try maker.amendment(9, of: entry, time: 2)
    let journal = Journal([change])
    #expect(journal.items.isEmpty)
    #expect(journal.strays == [change])
  }

  @Test func whatNobodySaidStaysMissing() throws {
    let body = Assistance(service: .other, outcome: .pending, startedAt: 7).canonical
    #expect(body.object?.keys.sorted() == ["outcome", "service", "started"])
    #expect(Assistance(canonical: body)?.minutes == nil)
  }

  @Test func anUnknownWordIsKept() throws {
    let body = CanonicalValue.object([
      "service": .text("teleport"), "outcome": .text("x"), "started": .integer(1), "from-2030": .text("kept"),
    ])
    #expect(Assistance(canonical: body)?.service.rawValue == "teleport")
  }
}
