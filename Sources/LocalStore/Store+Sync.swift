import Domain
import Foundation
import GRDB

/// What this device knows about the server it belongs to.
package struct Enrolment: Hashable, Sendable {
  package let server: String
  /// Proves this device to the server; never shown, never logged.
  package let token: String
  package let team: String
  package let teamName: String
  package let unitName: String
  /// The public key by which published guides are trusted.
  package let contentKey: [UInt8]?

  /// A membership in a team.
  package init(
    server: String, token: String, team: String, teamName: String, unitName: String, contentKey: [UInt8]?
  ) {
    self.server = server
    self.token = token
    self.team = team
    self.teamName = teamName
    self.unitName = unitName
    self.contentKey = contentKey
  }
}

extension Store {
  /// The device's membership in a team, or nil before it has one.
  package func enrolment() throws(StoreFault) -> Enrolment? {
    try read { database in
      try Row.fetchOne(database, sql: "SELECT * FROM enrolment").map { row in
        Enrolment(
          server: row["server"], token: row["token"], team: row["team"], teamName: row["team_name"],
          unitName: row["unit_name"], contentKey: row.optionalBytes("content_key"))
      }
    }
  }

  /// Keeps the membership, in place of any earlier one. Joining another server or team forgets how far the earlier
  /// one had received: everything is offered again, and counted once by its id.
  package func keep(_ enrolment: Enrolment) throws(StoreFault) {
    let previous = try self.enrolment()
    try write { database in
      if let previous, (previous.server, previous.team) != (enrolment.server, enrolment.team) {
        try database.execute(sql: "DELETE FROM server_mark")
      }
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO enrolment (one, server, token, team, team_name, unit_name, content_key)
          VALUES (1, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          enrolment.server, enrolment.token, enrolment.team, enrolment.teamName, enrolment.unitName,
          enrolment.contentKey.map { Data($0) },
        ])
    }
  }

  /// How far the server said that it durably holds the stream.
  package func serverMark(of stream: StreamID) throws(StoreFault) -> StreamMark? {
    try read { try Self.serverMark(of: stream, in: $0) }
  }

  /// Keeps what the server said; it may be less than before, where the server was restored from a backup.
  package func keep(serverMark mark: StreamMark, of stream: StreamID) throws(StoreFault) {
    try write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO server_mark VALUES (?, ?, ?, ?)",
        arguments: [stream.device, stream.incarnation, mark.sequence, Data(mark.hash.bytes)])
    }
  }

  /// Notes that the server answered just now.
  package func keepContact() throws(StoreFault) {
    let time = now
    try write { try $0.execute(sql: "UPDATE enrolment SET last_contact = ?", arguments: [time]) }
  }

  /// When the server last answered, in milliseconds since 1970.
  package func lastContact() throws(StoreFault) -> Int64? {
    try read { try Int64.fetchOne($0, sql: "SELECT last_contact FROM enrolment") }
  }

  static func serverMark(of stream: StreamID, in database: Database) throws -> StreamMark? {
    try Row.fetchOne(
      database, sql: "SELECT sequence, hash FROM server_mark WHERE device = ? AND incarnation = ?",
      arguments: [stream.device, stream.incarnation]
    ).map { StreamMark(sequence: $0["sequence"], hash: try fingerprint($0, "hash")) }
  }
}
