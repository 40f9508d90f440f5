import Testing

@testable import Domain

@Suite struct RosterTests {
  private let lan = PersonID(rawValue: "00000000000000aa")
  private let minh = PersonID(rawValue: "00000000000000bb")

  private func entry(
    _ maker: inout EntryMaker, _ id: PersonID?, _ name: String, role: String? = nil, time: Int64
  ) throws -> Entry {
    try maker.entry(.person, Person(id: try #require(id), name: name, role: role).canonical, time: time)
  }

  @Test func theLatestNameCountsAndTheOrderStays() throws {
    var maker = EntryMaker()
    let entries = [
      try entry(&maker, lan, "Lan", time: 1), try entry(&maker, minh, "Minh", role: "tổ phó", time: 2),
      try entry(&maker, lan, "Lan (ấp 3)", time: 3),
    ]
    let roster = Roster(entries)
    #expect(roster.persons.map(\.name) == ["Lan (ấp 3)", "Minh"])
    #expect(roster.persons.map(\.role) == [nil, "tổ phó"])
    #expect(roster[try #require(minh)]?.name == "Minh")
  }

  @Test func theOrderOfArrivalDoesNotMatter() throws {
    var maker = EntryMaker()
    // Two renames at one hybrid time, by people who did not know of each other: the higher id counts.
    var entries = [
      try entry(&maker, lan, "Lan", time: 1), try entry(&maker, minh, "Minh", time: 2),
      try entry(&maker, lan, "Lan A", time: 5), try entry(&maker, lan, "Lan B", time: 5),
      try entry(&maker, minh, "Minh 2", time: 4), try maker.assistance(time: 9),
    ]
    entries.append(entries[0])
    let expected = Roster(entries)
    #expect(expected.persons.map(\.name) == ["Lan B", "Minh 2"])
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<50 {
      entries.shuffle(using: &generator)
      #expect(Roster(entries) == expected)
    }
  }

  @Test func whatCannotBeReadIsPassedOver() throws {
    var maker = EntryMaker()
    let first = try entry(&maker, lan, "Lan", time: 1)
    let bodies: [CanonicalValue] = [
      .object([:]), .object(["person": .text("x"), "name": .text("Ai")]),
      .object(["person": .text("00000000000000aa"), "name": .text("")]),
    ]
    let others = try bodies.map { try maker.entry(.person, $0, time: 2) }
    let gone = Entry(headerBytes: try entry(&maker, lan, "Khác", time: 3).headerBytes, bodyBytes: nil, sealed: nil)
    #expect(Roster([first] + others + [try #require(gone)]).persons.map(\.name) == ["Lan"])
  }

  @Test func aPersonIsNoAssistance() throws {
    var maker = EntryMaker()
    let journal = Journal([try entry(&maker, lan, "Lan", time: 1)])
    #expect(journal.items.isEmpty)
    #expect(journal.strays.isEmpty)
  }
}
