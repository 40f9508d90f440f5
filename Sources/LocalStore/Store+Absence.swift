import Domain
import Foundation
import GRDB
import Sealing

/// What is missing of entries that are here: which of it was erased or purged by right, and what comes back by whatever road.
extension Store {
  /// Which sealed parts may be gone, by all that is here.
  static func absence(in database: Database) throws -> SealedAbsence {
    var absence = SealedAbsence()
    let rows = try Row.fetchCursor(database, sql: "SELECT header, body, sealed FROM entry")
    while let row = try rows.next() {
      if let entry = try? entry(row) { absence.note(entry) }
    }
    return absence
  }

  /// The latest day that anything here speaks for: others may have purged before this device can vouch for the day.
  func latestDay(_ database: Database) throws -> CivilDate {
    let shown = CivilDate(milliseconds: now)
    return max(shown, try vouchedDay(database) ?? shown)
  }

  /// What may be gone, read at the first need: while one answer is taken in, nearly nothing ever needs it.
  struct KnownAbsence {
    private var known: (absence: SealedAbsence, day: CivilDate)?

    /// Whether this device would purge what is sealed with the entry, by a day that it can vouch for.
    mutating func explains(_ header: EntryHeader, to store: Store, in database: Database) throws -> Bool {
      let known =
        try self.known ?? (Store.absence(in: database), store.vouchedDay(database) ?? .distantPast)
      self.known = known
      return known.absence.explains(header, on: known.day)
    }
  }

  /// Takes from an entry that came what this device lacks of the same one; not what was erased, or whose day has come.
  func fill(_ held: Entry, from entry: Entry, unless gone: inout KnownAbsence, in database: Database) throws {
    guard entry.matchesItsDigests else { return }
    let mayKeep =
      try entry.sealed != nil && !Self.isErased(entry, in: database)
      && !gone.explains(held.header, to: self, in: database)
    let filled = held.filled(from: entry, keepsSealed: mayKeep)
    guard filled != held else { return }
    try database.execute(
      sql: "UPDATE entry SET body = ?, sealed = ?, apart = 0 WHERE id = ?",
      arguments: [
        filled.bodyBytes.map { Data($0) }, filled.sealed.map { Data($0) }, entry.header.id.rawValue,
      ])
  }
}
