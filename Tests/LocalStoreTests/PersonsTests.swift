import Domain
import GRDB
import Sealing
import Testing

@testable import LocalStore

@Suite struct PersonsTests {
  private let bench = Bench()

  private func person(_ name: String) -> Person { Person(id: Randomness.personID(), name: name) }

  /// The numbers that people use count help only, whoever was written down in between.
  @Test func aPersonTakesNoNumberOfTheJournal() throws {
    let store = try bench.open()
    try store.append(.person(person("Lan")))
    let first = try store.append(.assistance(bench.assistance("submit"), details: SealedDetails()))
    try store.append(.person(person("Minh")))
    let second = try store.append(.assistance(bench.assistance("sim"), details: SealedDetails()))
    #expect(try store.peopleNumber(of: first) == 1)
    #expect(try store.peopleNumber(of: second) == 2)
    #expect(try store.journalItem(number: 1)?.item.entry == first.entry)
    #expect(try store.journalItem(number: 2)?.item.entry == second.entry)
    #expect(try store.journalItem(number: 3) == nil)
    #expect(try store.journal(.all).map(\.number) == [1, 2])
    #expect(try store.latestAssistances(1).map(\.entry) == [second.entry])
  }

  @Test func whoIsOnDutyOutlivesARestart() throws {
    let (lan, minh) = (person("Lan"), person("Minh"))
    var store: Store? = try bench.open()
    #expect(try store?.personOnDuty() == nil)
    try store?.append(.person(lan))
    #expect(try store?.personOnDuty() == lan, "the only one there is")
    try store?.append(.person(minh))
    #expect(try store?.personOnDuty() == nil, "of several nobody was chosen")
    try store?.keep(minh.id.rawValue, as: .person)
    store = nil
    store = try bench.open()
    #expect(try store?.personOnDuty() == minh)
    #expect(try store?.roster().persons == [lan, minh])
  }

  /// Persons of the team's other devices do not share this one.
  @Test func onlyThisDevicesOwnPersonsAreOnItsList() throws {
    let store = try bench.open()
    try store.append(.person(person("Lan")))
    try store.append(.person(person("Minh")))
    try store.queue.write { database in
      try database.execute(
        sql: "UPDATE entry SET device = ? WHERE number = 2", arguments: [String(repeating: "0", count: 32)])
    }
    #expect(try store.roster().persons.map(\.name) == ["Lan"])
  }
}
