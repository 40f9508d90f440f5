import Domain
import Reporting
import SyncTesting
import Testing

@Suite struct TableTests {
  private func cells(_ bytes: [UInt8]) -> [[String]] {
    String(decoding: bytes.dropFirst(3), as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
      .dropLast().map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  @Test func missingStaysEmptyAndIsNeverZero() throws {
    let table = AssistanceTable(Journal([Entry.sample(minutes: nil), .sample(minutes: 7)]).items) { _ in nil }
    let rows = cells(CSVWriter().bytes(table))
    let column = try #require(table.columns.firstIndex(of: .minutes))
    #expect(Set(rows.dropFirst().map { $0[column] }) == ["", "7"])
    #expect(rows.allSatisfy { $0.count == table.columns.count })
    let lines = String(decoding: JSONLinesWriter.bytes(table), as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.filter { $0.contains("\"minutes\"") }.count == 1)
  }

  @Test func sealedDetailsAreThereOnlyWhereTheyAreAskedFor() {
    let items = Journal([Entry.sample(device: "aa")]).items
    let server = AssistanceTable(items)
    #expect(!server.columns.contains(.note) && !server.columns.contains(.dossier))
    #expect(server.rows[0][.device] == .text("aa"))
    #expect(server.rows[0][.person] == nil)
    let device = AssistanceTable(items, details: { _ in SealedDetails(note: "Bác Ba") })
    #expect(device.rows[0][.note] == .text("Bác Ba"))
    #expect(device.rows[0][.dossier] == nil)
  }

  @Test func whoHelpedAndWhoIsResponsibleHaveNames() throws {
    let lan = Person(id: try #require(PersonID(rawValue: "0123456789abcdef")), name: "Lan")
    let minh = Person(id: try #require(PersonID(rawValue: "1123456789abcdef")), name: "Minh")
    let stranger = try #require(PersonID(rawValue: "2123456789abcdef"))
    let persons = Roster([lan, minh].map { Entry.sample(kind: .person, body: $0.canonical) })
    func handOver(_ entry: Entry, to person: PersonID) -> Entry {
      let changes = CanonicalValue.object(["responsible": .text(person.rawValue)])
      return .sample(kind: .amendment, body: .object(["changes": changes]), amends: entry.header.id)
    }
    func row(_ entries: [Entry]) throws -> AssistanceTable.Row {
      try #require(AssistanceTable(Journal(entries).items, persons: persons).rows.first)
    }
    let entry = Entry.sample(person: lan.id)
    #expect(try row([entry])[.person] == .text("Lan"))
    #expect(try row([entry])[.responsible] == nil)
    #expect(try row([.sample(person: stranger)])[.person] == .text(stranger.rawValue))
    #expect(try row([entry, handOver(entry, to: minh.id)])[.responsible] == .array([.text("Minh")]))
    let both = [entry, handOver(entry, to: minh.id), handOver(entry, to: stranger)]
    #expect(try row(both)[.responsible] == .array([.text("Minh"), .text(stranger.rawValue)]))
    #expect(try row(both)[.state] == .text("contested"))
  }

  @Test func stateTellsWhatHappened() {
    let first = Entry.sample()
    let amend = Entry.sample(
      kind: .amendment, body: .object(["changes": .object(["minutes": .integer(9)])]), amends: first.header.id)
    let other = Entry.sample(
      kind: .amendment, body: .object(["changes": .object(["minutes": .integer(8)])]), amends: first.header.id)
    let void = Entry.sample(
      kind: .void, body: .object([:]), amends: first.header.id, seen: [amend.header.id].sorted())
    func state(_ entries: [Entry]) -> CanonicalValue? {
      AssistanceTable(Journal(entries).items) { _ in nil }.rows.first?[.state]
    }
    #expect(state([first]) == .text("active"))
    #expect(state([first, amend]) == .text("amended"))
    #expect(state([first, amend, other]) == .text("contested"))
    #expect(state([first, amend, void]) == .text("void"))
  }

  @Test func csvOpensInASpreadsheetWithVietnameseIntact() {
    let table = AssistanceTable(Journal([Entry.sample()]).items) { _ in nil }
    let bytes = CSVWriter(words: { $0 == "column.date" ? "Ngày" : nil }).bytes(table)
    #expect(Array(bytes.prefix(3)) == [0xEF, 0xBB, 0xBF])
    #expect(bytes.count(where: { $0 == 0x0A }) == bytes.count(where: { $0 == 0x0D }))
    #expect(cells(bytes)[0].contains("Ngày"))
    #expect(cells(bytes)[1].contains("2026-11-18T18:06:40+07:00"))
  }

  @Test(arguments: [
    ("Bác Ba, ấp 3", "\"Bác Ba, ấp 3\""), ("nói \"không\"", "\"nói \"\"không\"\"\""), ("a\r\nb", "\"a\r\nb\""),
    ("=1+1", "'=1+1"), ("+84", "'+84"), ("-2", "'-2"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "x"),
    ("\rx", "\"'\r\nx\""), ("\u{1B}[2J\u{9B}x", "[2Jx"), ("\t=1", "'=1"),
    ("=HYPERLINK(\"a\",\"b\")", "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\""), ("", ""), ("ổn", "ổn"),
  ])
  func cellsAreQuotedAndFormulasDefused(text: String, cell: String) { #expect(CSVWriter.cell(text) == cell) }

  @Test(arguments: [Int64.max, Int64.min, -1, 0]) func absurdTimesEndNothing(time: Int64) {
    let table = AssistanceTable(Journal([Entry.sample(time: time)]).items) { _ in nil }
    #expect(table.rows[0][.date]?.text?.count == 10)
  }
}
