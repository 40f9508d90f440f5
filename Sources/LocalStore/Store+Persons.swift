import Domain
import GRDB

extension Draft {
  /// A person, as they are to be known from now on.
  package static func person(_ person: Person) -> Draft { Draft(kind: .person, body: person.canonical) }
}

extension Store {
  /// The persons that this device's own entries tell of: those who share it.
  package func roster() throws(StoreFault) -> Roster {
    let entries = try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM entry WHERE device = ? AND \(Self.kindOfEntry) = ?",
        arguments: [keys.deviceID, EntryKind.person.rawValue]
      ).map { try Self.storedEntry($0).entry }
    }
    return Roster(entries)
  }

  /// Who works at this device now: the one who was chosen, or the only one there is; nil where nobody is known or of
  /// several nobody was chosen.
  package func personOnDuty() throws(StoreFault) -> Person? {
    try roster().onDuty(chosen: value(of: .person).flatMap(PersonID.init(rawValue:)))
  }
}
