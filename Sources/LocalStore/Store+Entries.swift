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
  package let stream: StreamID
  package let sequence: Int
  /// The chain hash after the entry.
  package let chain: Fingerprint
  package let entry: Entry
}

extension Store {
  /// Appends an entry to this device's stream. When this returns, the entry is durable.
  @discardableResult
  package func append(_ draft: Draft) throws(StoreFault) -> StoredEntry {
    try write { try append(draft, in: $0) }
  }

  /// Appends a change of an entry and erases, in the same transaction, what was sealed with the entry and its earlier
  /// changes on this device: the citizen no longer agrees. The chain still verifies, since headers hold digests only.
  @discardableResult
  package func appendErasingDetails(_ draft: Draft) throws(StoreFault) -> StoredEntry {
    try write { database in
      try database.execute(
        sql: "UPDATE entry SET sealed = NULL WHERE id = ?1 OR amends = ?1", arguments: [draft.amends?.rawValue])
      return try append(draft, in: database)
    }
  }

  /// Appends within a transaction: number, hybrid time, seal and chain are given here and nowhere else.
  func append(_ draft: Draft, in database: Database) throws -> StoredEntry {
    let stream = try currentStream(database)
    let head = try Self.head(of: stream, in: database)
    let last = HybridTime(rawValue: try Int64.fetchOne(database, sql: "SELECT max(time) FROM entry") ?? 0)
    let wall = now
    let id = Randomness.entryID()
    let body = draft.body.bytes
    let sealed =
      draft.details.isEmpty
      ? nil : try SealedBox.seal(draft.details.canonical.bytes, to: keys.sealingPublic, context: Self.context(id))
    let header = EntryHeader(
      id: id, kind: draft.kind, schema: draft.schema, time: last.next(wall: wall),
      clock: .judged(wall: wall, last: last), amends: draft.amends, seen: draft.seen.sorted(),
      body: Fingerprint(of: body), sealed: sealed.map { Fingerprint(of: $0) })
    let entry = Entry(header: header, bodyBytes: body, sealed: sealed)
    // A server would refuse it for ever, and everything behind it would wait.
    guard entry.size <= SyncLimits.entryBytes else { throw StoreFault(.tooLarge) }
    let chain = EntryChain.next(after: head.hash, header: entry.headerBytes)
    try database.cachedStatement(
      sql: """
        INSERT INTO entry (device, incarnation, sequence, id, amends, time, header, body, sealed, chain)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      stream.device, stream.incarnation, head.sequence + 1, id.rawValue, draft.amends?.rawValue, header.time.rawValue,
      Data(entry.headerBytes), Data(body), sealed.map { Data($0) }, Data(chain.bytes),
    ])
    return StoredEntry(
      number: Int(database.lastInsertedRowID), stream: stream, sequence: head.sequence + 1, chain: chain, entry: entry)
  }

  /// Every entry that this device holds, in the order in which it got them.
  package func entries() throws(StoreFault) -> [StoredEntry] {
    try read { try Row.fetchAll($0, sql: "SELECT * FROM entry ORDER BY number").map(Self.storedEntry) }
  }

  /// The entry and all changes of it that are here.
  package func changes(of id: EntryID) throws(StoreFault) -> [StoredEntry] {
    try read {
      try Row.fetchAll(
        $0, sql: "SELECT * FROM entry WHERE id = ?1 OR amends = ?1 ORDER BY number", arguments: [id.rawValue]
      ).map(Self.storedEntry)
    }
  }

  /// How many entries of the present stream the server is not known to hold.
  package func unsyncedCount() throws(StoreFault) -> Int {
    try read { database in
      let stream = try currentStream(database)
      let mark = try Self.serverMark(of: stream, in: database)?.sequence ?? 0
      return try Int.fetchOne(
        database, sql: "SELECT count(*) FROM entry WHERE device = ? AND incarnation = ? AND sequence > ?",
        arguments: [stream.device, stream.incarnation, mark]) ?? 0
    }
  }

  /// What was sealed with the entry, where this device's key opens it; nil where nothing was sealed.
  package func openDetails(of entry: Entry) throws -> SealedDetails? {
    guard let sealed = entry.sealed else { return nil }
    let plain = try SealedBox.open(sealed, with: keys.sealingPrivate, context: Self.context(entry.header.id))
    return SealedDetails(canonical: try CanonicalValue(bytes: plain))
  }

  private static func context(_ id: EntryID) -> String { "entry \(id.rawValue)" }

  func currentStream(_ database: Database) throws -> StreamID {
    let incarnation = try String.fetchOne(database, sql: "SELECT incarnation FROM device") ?? ""
    return StreamID(device: keys.deviceID, incarnation: incarnation)
  }

  static func head(of stream: StreamID, in database: Database) throws -> StreamMark {
    let row = try Row.fetchOne(
      database,
      sql: "SELECT sequence, chain FROM entry WHERE device = ? AND incarnation = ? ORDER BY sequence DESC LIMIT 1",
      arguments: [stream.device, stream.incarnation])
    guard let row else { return StreamMark(sequence: 0, hash: EntryChain.start(of: stream)) }
    return StreamMark(sequence: row["sequence"], hash: try fingerprint(row, "chain"))
  }

  static func storedEntry(_ row: Row) throws -> StoredEntry {
    guard
      let entry = Entry(
        headerBytes: row.bytes("header"), bodyBytes: row.optionalBytes("body"), sealed: row.optionalBytes("sealed"))
    else { throw StoreFault(.damaged) }
    return StoredEntry(
      number: row["number"], stream: StreamID(device: row["device"], incarnation: row["incarnation"]),
      sequence: row["sequence"], chain: try fingerprint(row, "chain"), entry: entry)
  }

  static func fingerprint(_ row: Row, _ column: String) throws -> Fingerprint {
    guard let fingerprint = Fingerprint(bytes: row.bytes(column)) else { throw StoreFault(.damaged) }
    return fingerprint
  }
}
