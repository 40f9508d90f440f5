import Domain
import Foundation
import GRDB
import Sealing
import SyncCore

extension Store: DeviceJournal {
  package func enrolment() throws -> Enrolment? {
    try read { database in
      try Row.fetchOne(database, sql: "SELECT * FROM enrolment").map { row in
        Enrolment(
          server: row["server"], device: row["device"], token: row["token"], team: row["team"],
          teamName: row["team_name"], unitName: row["unit_name"], contentKey: row.optionalBytes("content_key"),
          serverKey: row.optionalBytes("server_key"), role: row["role"], epoch: row["epoch"])
      }
    }
  }

  /// Keeps the membership, in place of any earlier one. Joining another team forgets how far the earlier one had
  /// received: the whole journal goes to the new one, which is why the person has to ask for the move.
  package func record(_ enrolment: Enrolment) throws {
    let previous = try self.enrolment()
    let time = now
    try write { database in
      if let previous, (previous.server, previous.team) != (enrolment.server, enrolment.team) {
        try database.execute(
          sql: """
            DELETE FROM stream_mark; DELETE FROM feed_place; DELETE FROM passed_change;
            UPDATE entry SET confirmed = NULL, apart = 0
            """)
        if previous.server != enrolment.server { try Self.forgetProcedures(in: database) }
      }
      // Versions, and lists of revoked keys, count among what one root key signed.
      if let previous, previous.contentKey != enrolment.contentKey {
        try database.execute(sql: "DELETE FROM installed_guide")
        try forgetFiles(in: database)
      }
      if previous?.contentKey != enrolment.contentKey { try database.execute(sql: "DELETE FROM refused_guide") }
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO enrolment (one, server, device, token, team, team_name, unit_name, content_key, epoch,
            last_contact, server_key, role)
          VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          enrolment.server, enrolment.device, enrolment.token, enrolment.team, enrolment.teamName,
          enrolment.unitName, enrolment.contentKey.map { Data($0) }, enrolment.epoch, time,
          enrolment.serverKey.map { Data($0) }, enrolment.role,
        ])
    }
  }

  package func standing() throws -> DeviceStanding {
    try read { database in
      let stream = try currentStream(database)
      let head = try Self.head(of: stream, in: database)
      let mark = try Self.mark(of: stream, in: database)
      return DeviceStanding(
        stream: stream, mark: mark, head: head, place: try feedPlace(database),
        unoffered: mark == head ? try Self.unconfirmedCount(stream, through: head.sequence, in: database) : 0)
    }
  }

  package func chainHash(at sequence: Int) throws -> Fingerprint? {
    try read { database in
      let stream = try currentStream(database)
      if sequence == 0 { return EntryChain.start(of: stream) }
      return try Row.fetchOne(
        database, sql: "SELECT chain FROM place WHERE incarnation = ? AND sequence = ?",
        arguments: [stream.incarnation, sequence]
      ).map { try Self.fingerprint($0, "chain") }
    }
  }

  package func entries(after sequence: Int, count: Int, bytes: Int) throws -> [Entry] {
    let (entries, unsendable): ([Entry], EntryID?) = try read { database in
      let stream = try currentStream(database)
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT id, header, body, sealed FROM place JOIN entry ON entry.id = place.entry
          WHERE incarnation = ? AND sequence > ? ORDER BY sequence LIMIT ?
          """, arguments: [stream.incarnation, sequence, count])
      var entries: [Entry] = []
      var size = 0
      while let row = try rows.next() {
        guard let entry = try? Self.entry(row), entry.isSendable else {
          return (entries, EntryID(rawValue: row["id"]))
        }
        size += entry.size
        if size > bytes, !entries.isEmpty { break }
        entries.append(entry)
      }
      return (entries, nil)
    }
    if let unsendable, entries.isEmpty { throw UnsendableEntry(id: unsendable) }
    return entries
  }

  package func beginIncarnation() throws { try write(beginIncarnation(in:)) }

  package func offerUnconfirmed() throws -> Int {
    try write { database in
      let stream = try currentStream(database)
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT id, header FROM entry WHERE confirmed IS NULL AND NOT apart AND NOT EXISTS
            (SELECT * FROM place WHERE place.entry = entry.id AND incarnation = ?)
          ORDER BY number
          """, arguments: [stream.incarnation])
      try place(
        rows.map { row in
          guard let id = EntryID(rawValue: row["id"]) else { throw StoreFault(.damaged) }
          return (id, row.bytes("header"))
        }, in: database)
      return rows.count
    }
  }

  package func setApart(_ entry: EntryID) throws {
    try write { database in
      try database.execute(sql: "UPDATE entry SET apart = 1 WHERE id = ?", arguments: [entry.rawValue])
      try beginIncarnation(in: database)
    }
  }

  package func guideVersions() throws -> [String: Int] {
    // What is not trusted any more does not stand in the way of what is.
    guard let trust = try contentTrust() else { return [:] }
    let trusted = try allInstalled().filter { trust.verdict(on: $0, at: nil) == .trusted }
    let guides = Dictionary(uniqueKeysWithValues: trusted.map { ($0.package.id, $0.package.version) })
    return guides.merging(try read(Self.procedureVersions)) { $1 }
  }
}
