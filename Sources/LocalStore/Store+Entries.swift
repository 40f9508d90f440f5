import Domain
import Foundation
import GRDB
import Sealing
import SyncCore

/// What is to be written as a new entry.
package struct Draft {
  package var kind: EntryKind
  package var schema: Int
  package var body: CanonicalValue
  package var details: SealedDetails
  package var amends: EntryID?
  package var seen: [EntryID]

  /// A draft of that kind; schema 1 unless given.
  package init(
    kind: EntryKind, schema: Int = 1, body: CanonicalValue, details: SealedDetails = SealedDetails(),
    amends: EntryID? = nil, seen: [EntryID] = []
  ) {
    self.kind = kind
    self.schema = schema
    self.body = body
    self.details = details
    self.amends = amends
    self.seen = seen
  }

  /// The help that was given, with what has to be sealed.
  package static func assistance(_ assistance: Assistance, details: SealedDetails) -> Draft {
    Draft(kind: .assistance, schema: Assistance.schema, body: assistance.canonical, details: details)
  }
}

/// An entry as this device keeps it.
package struct StoredEntry: Sendable {
  /// The place of the entry among those that this device holds, from 1.
  package let number: Int
  /// The device that wrote it; empty where nobody said.
  package let device: String
  package let entry: Entry
}

/// Which entries are asked for.
package enum EntryScope: Sendable {
  /// Those that this device wrote.
  case device
  /// All that this device holds: also those of the team's other devices.
  case team
}

extension Store {
  /// How far ahead of this device's clock another's may be and still be believed, in milliseconds: ten minutes.
  private static let largestLead: Int64 = 600_000

  /// Appends an entry to this device's stream. When this returns, the entry is durable.
  @discardableResult
  package func append(_ draft: Draft) throws(StoreFault) -> StoredEntry {
    try write { try append(draft, in: $0) }
  }

  /// Appends within a transaction: id, hybrid time, author, seal and place are given here and nowhere else.
  func append(_ draft: Draft, in database: Database) throws -> StoredEntry {
    let wall = now
    let last = try lastTime(wall: wall, in: database)
    let id = Randomness.entryID()
    let time = last.next(wall: wall)
    let body = try dated(draft, at: time, in: database).bytes
    let sealed = try draft.details.isEmpty ? nil : seal(draft.details, context: Self.context(id), in: database).bytes
    let header = EntryHeader(
      id: id, kind: draft.kind, schema: draft.schema, time: time,
      clock: .judged(wall: wall, last: last), device: keys.deviceID, person: try personOnDuty(database)?.id,
      amends: draft.amends,
      seen: draft.seen.sorted(), body: Fingerprint(of: body), sealed: sealed.map { Fingerprint(of: $0) })
    let entry = Entry(header: header, bodyBytes: body, sealed: sealed)
    // A server would refuse it for ever, and everything behind it would wait.
    guard entry.size <= SyncLimits.entryBytes else { throw StoreFault(.tooLarge) }
    let number = try keep(entry, confirmed: nil, in: database)
    try place([(id, entry.headerBytes)], in: database)
    return StoredEntry(number: number, device: keys.deviceID, entry: entry)
  }

  private func seal(_ details: SealedDetails, context: String, in database: Database) throws -> SealedPart {
    SealedPart(
      box: try sealer(to: detailsKey(database)).seal(details.canonical.bytes, context: context),
      index: try details.dossierCode.flatMap { try blindIndex(ofDossier: $0, in: database) })
  }

  /// The latest time after which this device writes: of its own entries whatever it is, of others' only where it can
  /// be true. One clock that is years ahead must not drag everybody's with it.
  private func lastTime(wall: Int64, in database: Database) throws -> HybridTime {
    let latest = HybridTime(rawValue: 0).next(wall: wall + Self.largestLead)
    let time = try Int64.fetchOne(
      database,
      sql: """
        SELECT max(time) FROM
          (SELECT max(time) AS time FROM entry WHERE device = ? UNION ALL SELECT max(time) FROM entry WHERE time <= ?)
        """, arguments: [keys.deviceID, latest.rawValue])
    return HybridTime(rawValue: time ?? 0)
  }

  /// Keeps an entry that is not there yet; its number. What was erased is not kept again, and what the entry erases goes.
  func keep(_ entry: Entry, confirmed: Int?, in database: Database) throws -> Int {
    let entry = try Self.isErased(entry, in: database) ? entry.withoutSealed : entry
    let header = entry.header
    try database.cachedStatement(
      sql: """
        INSERT INTO entry (id, kind, device, amends, time, header, body, sealed, confirmed)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      header.id.rawValue, header.kind.rawValue, header.device ?? "", header.amends?.rawValue, header.time.rawValue,
      Data(entry.headerBytes), entry.bodyBytes.map { Data($0) }, entry.sealed.map { Data($0) }, confirmed,
    ])
    let number = Int(database.lastInsertedRowID)
    if let erased = header.erases { try Self.erase([erased], in: database) }
    return number
  }

  /// Every entry of the scope, in the order in which this device got them.
  package func entries(_ scope: EntryScope = .team) throws(StoreFault) -> [StoredEntry] {
    try read { database in
      let own = scope == .device ? keys.deviceID : nil
      return try Row.fetchAll(
        database, sql: "SELECT * FROM entry WHERE ?1 IS NULL OR device = ?1 ORDER BY number", arguments: [own]
      ).compactMap(Self.readableEntry)
    }
  }

  /// How many entries this device wrote.
  package func ownCount() throws(StoreFault) -> Int {
    try read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM entry WHERE device = ?", arguments: [keys.deviceID]) ?? 0
    }
  }

  /// The entry and all changes of it that are here.
  package func changes(of id: EntryID) throws(StoreFault) -> [StoredEntry] {
    try read {
      try Row.fetchAll(
        $0, sql: "SELECT * FROM entry WHERE id = ?1 OR amends = ?1 ORDER BY number", arguments: [id.rawValue]
      ).map(Self.storedEntry)
    }
  }

  /// What was sealed with the entry; nil where nothing was sealed.
  ///
  /// - Throws: `SealingError` where none of the keys opens it.
  package static func openDetails(of entry: Entry, with keys: Keyring) throws -> SealedDetails? {
    guard let sealed = entry.sealed else { return nil }
    let plain = try keys.open(SealedPart(bytes: sealed).box, context: context(entry.header.id))
    return SealedDetails(canonical: try CanonicalValue(bytes: plain))
  }

  private static func context(_ id: EntryID) -> String { "entry \(id.rawValue)" }

  /// The entry in a row; nil where it was set apart because it cannot be read.
  private static func readableEntry(_ row: Row) throws -> StoredEntry? {
    do {
      return try storedEntry(row)
    } catch  where row["apart"] { return nil }
  }

  static func storedEntry(_ row: Row) throws -> StoredEntry {
    StoredEntry(number: row["number"], device: row["device"], entry: try entry(row))
  }

  static func entry(_ row: Row) throws -> Entry {
    guard
      let entry = Entry(
        headerBytes: row.bytes("header"), bodyBytes: row.optionalBytes("body"), sealed: row.optionalBytes("sealed"))
    else { throw StoreFault(.damaged) }
    return entry
  }

  static func fingerprint(_ row: Row, _ column: String) throws -> Fingerprint {
    guard let fingerprint = Fingerprint(bytes: row.bytes(column)) else { throw StoreFault(.damaged) }
    return fingerprint
  }
}
