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
          epoch: row["epoch"])
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
        try database.execute(sql: "DELETE FROM server_mark")
      }
      try database.execute(
        sql: "INSERT OR REPLACE INTO enrolment VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          enrolment.server, enrolment.device, enrolment.token, enrolment.team, enrolment.teamName,
          enrolment.unitName, enrolment.contentKey.map { Data($0) }, enrolment.epoch, time,
        ])
    }
  }

  package func stream() throws -> StreamID { try read(currentStream) }

  package func head() throws -> StreamMark {
    try read { try Self.head(of: currentStream($0), in: $0) }
  }

  package func chainHash(at sequence: Int) throws -> Fingerprint? {
    try read { database in
      let stream = try currentStream(database)
      if sequence == 0 { return EntryChain.start(of: stream) }
      return try Row.fetchOne(
        database, sql: "SELECT chain FROM entry WHERE device = ? AND incarnation = ? AND sequence = ?",
        arguments: [stream.device, stream.incarnation, sequence]
      ).map { try Self.fingerprint($0, "chain") }
    }
  }

  package func entries(after sequence: Int, count: Int, bytes: Int) throws -> [Entry] {
    try read { database in
      let stream = try currentStream(database)
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT * FROM entry WHERE device = ? AND incarnation = ? AND sequence > ? ORDER BY sequence LIMIT ?
          """, arguments: [stream.device, stream.incarnation, sequence, count])
      var entries: [Entry] = []
      var size = 0
      while let row = try rows.next() {
        let entry = try Self.storedEntry(row).entry
        size += entry.size
        if size > bytes, !entries.isEmpty { break }
        entries.append(entry)
      }
      return entries
    }
  }

  package func serverMark() throws -> StreamMark {
    try read { database in
      let stream = try currentStream(database)
      return try Self.serverMark(of: stream, in: database)
        ?? StreamMark(sequence: 0, hash: EntryChain.start(of: stream))
    }
  }

  package func record(serverMark mark: StreamMark, epoch: String, time: Int64) throws {
    let contact = now
    try write { database in
      let stream = try currentStream(database)
      try database.execute(
        sql: "INSERT OR REPLACE INTO server_mark VALUES (?, ?, ?, ?)",
        arguments: [stream.device, stream.incarnation, mark.sequence, Data(mark.hash.bytes)])
      try database.execute(sql: "UPDATE enrolment SET epoch = ?, last_contact = ?", arguments: [epoch, contact])
    }
  }

  package func guideVersions() throws -> [String: Int] {
    try read { database in
      let rows = try Row.fetchAll(database, sql: "SELECT guide, version FROM installed_guide")
      return Dictionary(uniqueKeysWithValues: rows.map { ($0["guide"], $0["version"]) })
    }
  }

  /// Keeps a guide whose signature the enrolment's content key verifies and which `isReadable` accepts, in place of
  /// its earlier version.
  package func install(_ guide: SignedGuide) throws -> GuideReception {
    guard let key = try enrolment()?.contentKey, guide.package.isSigned(by: key, signature: guide.signature) else {
      return .untrusted
    }
    guard isReadable(guide.package) else { return .unreadable }
    // An older version, however well signed, must not come back: it may be the one that was withdrawn.
    if let held = try guideVersions()[guide.package.id], guide.package.version <= held { return .older }
    try write { database in
      try keepFiles(guide.package, in: database)
      try database.execute(
        sql: "INSERT OR REPLACE INTO installed_guide VALUES (?, ?, ?, ?)",
        arguments: [
          guide.package.id, guide.package.version, guide.package.fingerprint.hexadecimal, Data(guide.signature),
        ])
      try forgetFiles(in: database)
    }
    return .installed
  }

  /// When the server last answered, in milliseconds since 1970.
  package func lastContact() throws -> Int64? {
    try read { try Int64.fetchOne($0, sql: "SELECT last_contact FROM enrolment") }
  }

  static func serverMark(of stream: StreamID, in database: Database) throws -> StreamMark? {
    try Row.fetchOne(
      database, sql: "SELECT sequence, hash FROM server_mark WHERE device = ? AND incarnation = ?",
      arguments: [stream.device, stream.incarnation]
    ).map { StreamMark(sequence: $0["sequence"], hash: try fingerprint($0, "hash")) }
  }
}
