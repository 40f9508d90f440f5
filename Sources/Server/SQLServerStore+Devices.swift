import Domain

extension SQLServerStore {
  package func device(team: String, token: Fingerprint) async throws -> DeviceRecord? {
    // The token is 256 random bits and only its digest is compared, so how long looking it up takes tells nothing.
    try await engine.read { session in
      let row = try session.row(
        "SELECT device, signing_key, revoked_at FROM device WHERE team = $1 AND token_hash = $2",
        [.text(team), .bytes(token.bytes)])
      return try row.map {
        DeviceRecord(
          id: try $0.text("device"), signingKey: try $0.bytes("signing_key"),
          isRevoked: try $0.integerIfPresent("revoked_at") != nil)
      }
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
