import Domain

extension SQLServerStore {
  package func device(team: String, token: Fingerprint) async throws -> DeviceRecord? {
    // The token is 256 random bits and only its digest is compared, so how long looking it up takes tells nothing.
    try await device("token_hash = $2", [.text(team), .bytes(token.bytes)])
  }

  package func device(team: String, id: String) async throws -> DeviceRecord? {
    try await device("device = $2", [.text(team), .text(id)])
  }

  private func device(_ condition: String, _ values: [SQLValue]) async throws -> DeviceRecord? {
    try await engine.read { session in
      let row = try session.row(
        """
        SELECT device, signing_key, sealing_key, token_expires_at, revoked_at
        FROM device WHERE team = $1 AND \(condition)
        """, values)
      return try row.map {
        DeviceRecord(
          id: try $0.text("device"), signingKey: try $0.bytes("signing_key"), sealingKey: try $0.bytes("sealing_key"),
          tokenExpires: try $0.integer("token_expires_at"), isRevoked: try $0.integerIfPresent("revoked_at") != nil)
      }
    }
  }

  package func replaceToken(of device: String, team: String, token: Fingerprint, expires: Int64) async throws {
    try await engine.write { session in
      _ = try session.execute(
        "UPDATE device SET token_hash = $1, token_expires_at = $2 WHERE team = $3 AND device = $4",
        [.bytes(token.bytes), .integer(expires), .text(team), .text(device)])
    }
  }

  package func revoke(device: String, team: String, now: Int64) async throws {
    try await engine.write { session in
      _ = try session.execute(
        "UPDATE device SET revoked_at = coalesce(revoked_at, $1) WHERE team = $2 AND device = $3",
        [.integer(now), .text(team), .text(device)])
    }
  }
}
