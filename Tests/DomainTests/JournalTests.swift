import Testing

@testable import Domain

@Suite struct JournalTests {
  @Test func amendmentsOfTwoPeopleStayVisibleUntilOneHasSeenBoth() throws {
    var maker = EntryMaker()
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
    var maker = EntryMaker()
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

  @Test func aCaseIsHandedOverAndBothOfTwoWhoDidNotKnowOfEachOtherAreNamed() throws {
    var maker = EntryMaker()
    let lan = try #require(PersonID(rawValue: "0000000000000001"))
    let minh = try #require(PersonID(rawValue: "0000000000000002"))
    let entry = try maker.assistance(time: 1)
    func handOver(to person: PersonID, seen: [Entry] = [], time: Int64) throws -> Entry {
      let changes = CanonicalValue.object(["responsible": .text(person.rawValue)])
      return try maker.entry(
        .amendment, .object(["changes": changes]), time: time, amends: entry.header.id, seen: seen.map(\.header.id))
    }
    func handedTo(_ changes: Entry...) throws -> [PersonID] {
      try #require(Journal([entry] + changes).items.first).handedTo
    }
    #expect(try handedTo() == [])
    let first = try handOver(to: minh, time: 3)
    #expect(try handedTo(first) == [minh])
    #expect(try #require(Journal([entry, first]).items.first).assistance?.responsible == minh)
    // Somebody else changed another field, after or beside it: the case is still handed over.
    #expect(try handedTo(first, maker.amendment(9, of: entry, time: 4, seen: [first])) == [minh])
    #expect(try handedTo(first, maker.amendment(9, of: entry, time: 4)) == [minh])
    let second = try handOver(to: lan, time: 2)
    #expect(try handedTo(first, second) == [lan, minh])
    let settled = try handOver(to: lan, seen: [first, second], time: 2)
    #expect(try handedTo(settled, first, second) == [lan])
  }

  @Test func aChangeWithoutItsAssistanceWaits() throws {
    var maker = EntryMaker()
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
