import Domain
import GRDB

extension Draft {
  /// A person, as they are to be known from now on.
  package static func person(_ person: Person) -> Draft { Draft(kind: .person, body: person.canonical) }
}

extension Store {
  /// The persons that this device's own entries tell of: those who share it.
  package func roster() throws(StoreFault) -> Roster { try read { try roster(.device, in: $0) } }

  /// The persons of the whole team, as far as this device knows.
  package func teamRoster() throws(StoreFault) -> Roster { try read { try roster(.team, in: $0) } }

  private func roster(_ scope: EntryScope, in database: Database) throws -> Roster {
    let rows = try Row.fetchAll(database, sql: "SELECT * FROM entry WHERE kind = 'person'").map(Self.storedEntry)
    return Roster(rows.filter { scope == .team || $0.device == keys.deviceID }.map(\.entry))
  }

  /// Who works at this device now: the one who was chosen, or the only one there is; nil where nobody is known or of
  /// several nobody was chosen.
  package func personOnDuty() throws(StoreFault) -> Person? { try read(personOnDuty(_:)) }

  func personOnDuty(_ database: Database) throws -> Person? {
    let chosen = try Self.value(of: .person, in: database).flatMap(PersonID.init(rawValue:))
    return try roster(.device, in: database).onDuty(chosen: chosen)
  }
}
