import Domain
import Foundation
import GRDB
import Sealing
import SyncCore

extension SQLiteServerStore {
  package func push(
    _ push: SyncRequest.Push, to stream: StreamID, team: String, now: Int64
  ) async throws -> PushResult {
    try await write { db in
      let mark = try Self.mark(of: stream, team: team, in: db)
      let held = ServerJournalDecision.Held(
        mark: mark, hashes: try Self.hashes(for: push, mark: mark, of: stream, team: team, in: db),
        headers: try Self.headers(for: push, after: mark, team: team, in: db))
      switch ServerJournalDecision(push: push, held: held) {
      case .gap: return PushResult(outcome: .gap, mark: mark)
      case .fork: return PushResult(outcome: .fork, mark: mark)
      case .store(let additions):
        guard let last = additions.last else { return PushResult(outcome: .stored, mark: mark) }
        try Self.keep(additions, of: stream, team: team, now: now, in: db)
        return PushResult(outcome: .stored, mark: StreamMark(sequence: last.sequence, hash: last.hash))
      }
    }
  }

  private static func mark(of stream: StreamID, team: String, in db: Database) throws -> StreamMark {
    let row = try Row.fetchOne(
      db, sql: "SELECT sequence, hash FROM stream WHERE team = ? AND device = ? AND incarnation = ?",
      arguments: [team, stream.device, stream.incarnation])
    guard let row else { return StreamMark(sequence: 0, hash: EntryChain.start(of: stream)) }
    return StreamMark(sequence: row["sequence"], hash: try Fingerprint(stored: row["hash"]))
  }

  private static func hashes(
    for push: SyncRequest.Push, mark: StreamMark, of stream: StreamID, team: String, in db: Database
  ) throws -> [Int: Fingerprint] {
    guard let needed = ServerJournalDecision.neededSequences(of: push, mark: mark) else { return [:] }
    var hashes = [0: EntryChain.start(of: stream)]
    hashes[mark.sequence] = mark.hash
    guard needed.lowerBound < mark.sequence else { return hashes }
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT sequence, hash FROM entry
        WHERE team = ? AND device = ? AND incarnation = ? AND sequence BETWEEN ? AND ?
        """,
      arguments: [team, stream.device, stream.incarnation, needed.lowerBound, needed.upperBound])
    while let row = try rows.next() { hashes[row["sequence"]] = try Fingerprint(stored: row["hash"]) }
    return hashes
  }

  private static func headers(
    for push: SyncRequest.Push, after mark: StreamMark, team: String, in db: Database
  ) throws -> [EntryID: Fingerprint] {
    let held = try db.cachedStatement(
      sql: "SELECT header_hash FROM entry WHERE team = ? AND id = ? AND standing = 'counted'")
    var headers: [EntryID: Fingerprint] = [:]
    for entry in push.entries.dropFirst(max(0, mark.sequence - push.base.sequence)) {
      let id = entry.header.id
      if let hash = try Data.fetchOne(held, arguments: [team, id.rawValue]) {
        headers[id] = try Fingerprint(stored: hash)
      }
    }
    return headers
  }

  private static func keep(
    _ additions: [ServerJournalDecision.Addition], of stream: StreamID, team: String, now: Int64, in db: Database
  ) throws {
    guard let last = additions.last,
      let head = try Row.fetchOne(db, sql: "SELECT change, feed_hash FROM team WHERE team = ?", arguments: [team])
    else { throw StoreFault.teamUnknown(team) }
    try db.execute(
      sql: """
        INSERT INTO stream (team, device, incarnation, sequence, hash) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (team, device, incarnation) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash
        """, arguments: [team, stream.device, stream.incarnation, last.sequence, last.hash.data])
    let insert = try db.cachedStatement(
      sql: """
        INSERT INTO entry (team, device, incarnation, sequence, id, header, header_hash, body, sealed, hash, standing,
          received_at, change, feed_hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    var change: Int = head["change"]
    var feed = try Fingerprint(stored: head["feed_hash"])
    for addition in additions {
      change += 1
      feed = FeedChain.next(after: feed, entry: addition.hash)
      let entry = addition.entry
      try insert.execute(arguments: [
        team, stream.device, stream.incarnation, addition.sequence, entry.header.id.rawValue, entry.headerBytes.data,
        addition.header.data, entry.bodyBytes?.data, entry.sealed?.data, addition.hash.data,
        addition.standing.rawValue, now, change, feed.data,
      ])
    }
    try db.execute(
      sql: "UPDATE team SET change = ?, feed_hash = ? WHERE team = ?", arguments: [change, feed.data, team])
  }

  package func entries(team: String) async throws -> [StoredEntry] {
    try await read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT device, sequence, header, body FROM entry
          WHERE team = ? AND standing = 'counted' ORDER BY change
          """, arguments: [team])
      var entries: [StoredEntry] = []
      while let row = try rows.next() {
        let body: Data? = row["body"]
        guard
          let entry = Entry(headerBytes: Array(row["header"] as Data), bodyBytes: body.map(Array.init), sealed: nil)
        else { throw StoreFault.damaged }
        entries.append(StoredEntry(entry: entry, device: row["device"], sequence: row["sequence"]))
      }
      return entries
    }
  }
}

extension Fingerprint {
  /// As a store keeps it.
  var data: Data { Data(bytes) }

  /// The digest that a store kept.
  init(stored: Data) throws {
    guard let fingerprint = Fingerprint(bytes: Array(stored)) else { throw StoreFault.damaged }
    self = fingerprint
  }
}

extension [UInt8] {
  /// As a store keeps them.
  var data: Data { Data(self) }
}
