import Domain
import GRDB
import SyncCore

extension SQLiteServerStore {
  package func facts() async throws -> ServerFacts {
    try await read { db in
      let facts = try Row.fetchAll(db, sql: "SELECT name, value FROM fact")
        .reduce(into: [:]) { facts, row in facts[row["name"] as String] = row["value"] as String }
      guard let epoch = facts["epoch"] else { throw StoreFault.damaged }
      return ServerFacts(epoch: epoch, contentKey: facts["content_key"].flatMap(Hexadecimal.bytes))
    }
  }

  package func setContentKey(_ publicKey: [UInt8]) async throws {
    try await write { db in
      guard try String.fetchOne(db, sql: "SELECT value FROM fact WHERE name = 'content_key'") == nil else {
        throw PublishingFault.contentKeyExists
      }
      try db.execute(
        sql: "INSERT INTO fact (name, value) VALUES ('content_key', ?)", arguments: [Hexadecimal.text(publicKey)])
    }
  }

  package func createTeam(_ team: TeamRecord, now: Int64) async throws {
    try await write { db in
      try db.execute(
        sql: "INSERT INTO team (team, name, unit, created_at, feed_hash) VALUES (?, ?, ?, ?, ?)",
        arguments: [team.id, team.name, team.unit, now, FeedChain.start(of: team.id).data])
    }
  }

  package func teams() async throws -> [TeamRecord] {
    try await read { db in
      try Row.fetchAll(db, sql: "SELECT team, name, unit FROM team ORDER BY team").map(TeamRecord.init(row:))
    }
  }

  package func invite(to team: String, code: Fingerprint, expires: Int64) async throws {
    try await write { db in
      guard try Self.team(db, team) != nil else { throw StoreFault.teamUnknown(team) }
      try db.execute(
        sql: "INSERT INTO invitation (team, code_hash, expires_at) VALUES (?, ?, ?)",
        arguments: [team, code.data, expires])
    }
  }

  package func enrol(_ claim: EnrolmentClaim, now: Int64) async throws -> TeamRecord {
    try await write { db in
      guard
        let invitation = try Row.fetchOne(
          db, sql: "SELECT team, expires_at, used_by FROM invitation WHERE code_hash = ?", arguments: [claim.code.data]),
        let team = try Self.team(db, invitation["team"])
      else { throw Problem(.codeUnknown) }
      guard now < invitation["expires_at"] else { throw Problem(.codeExpired) }
      let user: String? = invitation["used_by"]
      guard user == nil || user == claim.device else { throw Problem(.codeUsed) }
      let elsewhere = try String.fetchOne(
        db, sql: "SELECT team FROM device WHERE device = ? AND team <> ?", arguments: [claim.device, team.id])
      guard elsewhere == nil else { throw Problem(.deviceElsewhere) }
      try Self.keep(claim, team: team.id, now: now, in: db)
      return team
    }
  }

  /// The device may be there already: then its earlier answer was lost, or it has a new invitation. A revoked device
  /// does not come back this way.
  private static func keep(_ claim: EnrolmentClaim, team: String, now: Int64, in db: Database) throws {
    let revoked = try Int64.fetchOne(
      db, sql: "SELECT revoked_at FROM device WHERE team = ? AND device = ?", arguments: [team, claim.device])
    guard revoked == nil else { throw Problem(.deviceRevoked) }
    try db.execute(
      sql: """
        INSERT INTO device (team, device, name, token_hash, signing_key, sealing_key, enrolled_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (team, device) DO UPDATE SET
          name = excluded.name, token_hash = excluded.token_hash, sealing_key = excluded.sealing_key
        """,
      arguments: [
        team, claim.device, claim.name, claim.token.data, claim.signingKey.data, claim.sealingKey.data, now,
      ])
    try db.execute(
      sql: "UPDATE invitation SET used_by = ?, used_at = ? WHERE team = ? AND code_hash = ?",
      arguments: [claim.device, now, team, claim.code.data])
  }

  package func device(team: String, token: Fingerprint) async throws -> DeviceRecord? {
    // The token is 256 random bits and only its digest is compared, so how long looking it up takes tells nothing.
    try await read { db in
      try Row.fetchOne(
        db, sql: "SELECT device, revoked_at FROM device WHERE team = ? AND token_hash = ?",
        arguments: [team, token.data]
      ).map { DeviceRecord(id: $0["device"], isRevoked: ($0["revoked_at"] as Int64?) != nil) }
    }
  }

  package func revoke(device: String, team: String, now: Int64) async throws {
    try await write { db in
      try db.execute(
        sql: "UPDATE device SET revoked_at = coalesce(revoked_at, ?) WHERE team = ? AND device = ?",
        arguments: [now, team, device])
    }
  }

  private static func team(_ db: Database, _ id: String) throws -> TeamRecord? {
    try Row.fetchOne(db, sql: "SELECT team, name, unit FROM team WHERE team = ?", arguments: [id])
      .map(TeamRecord.init(row:))
  }
}

extension TeamRecord {
  fileprivate init(row: Row) { self.init(id: row["team"], name: row["name"], unit: row["unit"]) }
}
