import Domain
import Foundation
import GRDB
import Sealing
import SyncCore

/// Where an entry stands in a stream of this device.
package struct StreamPlace: Sendable {
  package let stream: StreamID
  package let sequence: Int
  package let entry: EntryID
  /// The chain hash after the entry.
  package let chain: Fingerprint
}

extension Store {
  /// The stream into which the device writes now.
  package func stream() throws(StoreFault) -> StreamID { try read(currentStream) }

  /// All places in all streams of this device, in their order.
  package func places() throws(StoreFault) -> [StreamPlace] {
    try read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM place ORDER BY incarnation, sequence").map { row in
        guard let id = EntryID(rawValue: row["entry"]) else { throw StoreFault(.damaged) }
        return StreamPlace(
          stream: StreamID(device: keys.deviceID, incarnation: row["incarnation"]), sequence: row["sequence"],
          entry: id, chain: try Self.fingerprint(row, "chain"))
      }
    }
  }

  /// How many streams this device began to write in, of those with an entry from the period. Of other devices it knows none:
  /// the server tells their forks.
  package func streamsBegun(in period: Period) throws(StoreFault) -> [String: Int] {
    let times = try read { database in
      try Row.fetchAll(
        database,
        sql:
          "SELECT incarnation, max(time) AS time FROM place JOIN entry ON entry.id = place.entry GROUP BY incarnation"
      )
      .map { HybridTime(rawValue: $0["time"]).milliseconds }
    }
    let count = times.count { period.contains(milliseconds: $0) }
    return count == 0 ? [:] : [keys.deviceID: count]
  }

  /// How many entries neither came back nor are known to be on the server.
  package func unsyncedCount() throws(StoreFault) -> Int {
    try read { database in
      let stream = try currentStream(database)
      return try Self.unconfirmedCount(
        stream, through: try Self.mark(of: stream, in: database).sequence, in: database)
    }
  }

  /// How many entries were set apart, because no server would take them.
  package func apartCount() throws(StoreFault) -> Int {
    try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM entry WHERE apart") ?? 0 }
  }

  /// The entries that were not seen to come back, without those in the stream up to that number.
  static func unconfirmedCount(_ stream: StreamID, through sequence: Int, in database: Database) throws -> Int {
    try Int.fetchOne(
      database,
      sql: """
        SELECT count(*) FROM entry WHERE confirmed IS NULL AND NOT apart AND NOT EXISTS
          (SELECT * FROM place WHERE place.entry = entry.id AND incarnation = ? AND sequence <= ?)
        """, arguments: [stream.incarnation, sequence]) ?? 0
  }

  func currentStream(_ database: Database) throws -> StreamID {
    let incarnation = try String.fetchOne(database, sql: "SELECT incarnation FROM device") ?? ""
    return StreamID(device: keys.deviceID, incarnation: incarnation)
  }

  static func head(of stream: StreamID, in database: Database) throws -> StreamMark {
    let row = try Row.fetchOne(
      database, sql: "SELECT sequence, chain FROM place WHERE incarnation = ? ORDER BY sequence DESC LIMIT 1",
      arguments: [stream.incarnation])
    guard let row else { return StreamMark(sequence: 0, hash: EntryChain.start(of: stream)) }
    return StreamMark(sequence: row["sequence"], hash: try fingerprint(row, "chain"))
  }

  static func mark(of stream: StreamID, in database: Database) throws -> StreamMark {
    let row = try Row.fetchOne(
      database, sql: "SELECT sequence, hash FROM stream_mark WHERE incarnation = ?", arguments: [stream.incarnation])
    guard let row else { return StreamMark(sequence: 0, hash: EntryChain.start(of: stream)) }
    return StreamMark(sequence: row["sequence"], hash: try fingerprint(row, "hash"))
  }

  /// Puts entries that are here at the end of the present stream.
  func place(_ entries: [(id: EntryID, header: [UInt8])], in database: Database) throws {
    let stream = try currentStream(database)
    var head = try Self.head(of: stream, in: database)
    let insert = try database.cachedStatement(
      sql: "INSERT INTO place (incarnation, sequence, entry, chain) VALUES (?, ?, ?, ?)")
    for entry in entries {
      head = StreamMark(
        sequence: head.sequence + 1, hash: EntryChain.next(after: head.hash, header: entry.header))
      try insert.execute(
        arguments: [stream.incarnation, head.sequence, entry.id.rawValue, Data(head.hash.bytes)])
    }
  }

  /// Begins a new, empty stream. What the old one holds stays, and is offered again as far as it did not come back.
  func beginIncarnation(in database: Database) throws {
    try database.execute(sql: "UPDATE device SET incarnation = ?", arguments: [Randomness.incarnation()])
  }
}
