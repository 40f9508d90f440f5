import Domain
import Sealing

@testable import Server
@testable import SyncCore

/// A server's store that also shows what the checks of a run have to see, and no device may ask for.
protocol ReadableStore: ServerStore {
  /// The chain hash of a stream after the entry with that number (from 1); nil where the stream is not held so far.
  func chainHash(of stream: StreamID, at sequence: Int, team: String) async throws -> Fingerprint?
  /// The team's feed from its first change on.
  func changes(team: String) async throws -> [TeamJournal.Change]
}

extension MemoryServerStore: ReadableStore {
  func chainHash(of stream: StreamID, at sequence: Int, team: String) -> Fingerprint? {
    state.withLock { $0.teams[team]?.journal.chainHash(of: stream, at: sequence) }
  }

  func changes(team: String) -> [TeamJournal.Change] { state.withLock { $0.teams[team]?.journal.changes ?? [] } }

  /// The store as it is now, on its own.
  func copy() -> MemoryServerStore {
    let copy = MemoryServerStore()
    let held = state.withLock { $0 }
    copy.state.withLock { $0 = held }
    return copy
  }
}

extension SQLServerStore: ReadableStore {
  func chainHash(of stream: StreamID, at sequence: Int, team: String) async throws -> Fingerprint? {
    try await engine.read { session in
      try session.row(
        "SELECT hash FROM entry WHERE team = $1 AND device = $2 AND incarnation = $3 AND sequence = $4",
        [.text(team), .text(stream.device), .text(stream.incarnation), .number(sequence)]
      )?.fingerprint("hash")
    }
  }

  func changes(team: String) async throws -> [TeamJournal.Change] {
    try await engine.read { session in
      try session.query(
        """
        SELECT device, incarnation, sequence, header, body, sealed, standing, change, feed_hash FROM entry
        WHERE team = $1 AND change IS NOT NULL ORDER BY change
        """, [.text(team)]
      ).map(Self.change)
    }
  }

  private static func change(_ row: SQLRow) throws -> TeamJournal.Change {
    let entry = Entry(
      headerBytes: try row.bytes("header"), bodyBytes: try row.bytesIfPresent("body"),
      sealed: try row.bytesIfPresent("sealed"))
    guard let entry, let standing = ServerJournalDecision.Standing(rawValue: try row.text("standing")) else {
      throw StoreFault.damaged
    }
    return TeamJournal.Change(
      entry: entry, stream: StreamID(device: try row.text("device"), incarnation: try row.text("incarnation")),
      sequence: try row.number("sequence"), standing: standing,
      place: FeedPlace(change: try row.number("change"), hash: try row.fingerprint("feed_hash")))
  }

  /// Copies every table into a new schema of that name. PostgreSQL only.
  func copyTables(to schema: String) async throws {
    try await engine.write { session in
      try session.run(script: "CREATE SCHEMA \(schema)")
      for table in ServerSchema.tablesForAll + ServerSchema.tablesOfTeams {
        try session.run(script: "CREATE TABLE \(schema).\(table) AS TABLE \(table)")
      }
    }
  }

  /// Gives every table the rows that it had when they were copied to that schema. PostgreSQL only.
  func takeTables(from schema: String) async throws {
    try await engine.write { session in
      let tables = ServerSchema.tablesForAll + ServerSchema.tablesOfTeams
      try session.run(script: "TRUNCATE \(tables.joined(separator: ", "))")
      for table in tables { try session.run(script: "INSERT INTO \(table) TABLE \(schema).\(table)") }
    }
  }
}
