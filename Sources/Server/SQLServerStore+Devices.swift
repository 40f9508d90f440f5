import Domain

extension SQLServerStore {
  package func device(team: String, token: Fingerprint) async throws -> DeviceRecord? {
    // The token is 256 random bits and only its digest is compared, so how long looking it up takes tells nothing.
    try await devices("AND token_hash = $2", [.text(team), .bytes(token.bytes)]).first
  }

  package func device(team: String, id: String) async throws -> DeviceRecord? {
    try await devices("AND device = $2", [.text(team), .text(id)]).first
  }

  package func devices(team: String) async throws -> [DeviceRecord] {
    try await devices("ORDER BY enrolled_at, device", [.text(team)])
  }

  private func devices(_ rest: String, _ values: [SQLValue]) async throws -> [DeviceRecord] {
    try await engine.read { session in
      try session.query(
        """
        SELECT device, name, holder, role, signing_key, sealing_key, token_expires_at, enrolled_at, seen_at, revoked_at
        FROM device WHERE team = $1 \(rest)
        """, values
      ).map { row in
        guard let role = Role(rawValue: try row.text("role")) else { throw StoreFault.damaged }
        return DeviceRecord(
          id: try row.text("device"), name: try row.text("name"), holder: try row.textIfPresent("holder"), role: role,
          signingKey: try row.bytes("signing_key"), sealingKey: try row.bytes("sealing_key"),
          tokenExpires: try row.integer("token_expires_at"), enrolled: try row.integer("enrolled_at"),
          seen: try row.integerIfPresent("seen_at"), revoked: try row.integerIfPresent("revoked_at"))
      }
    }
  }

  package func noteSeen(device: String, team: String, now: Int64) async throws {
    try await engine.write { session in
      _ = try session.execute(
        "UPDATE device SET seen_at = $1 WHERE team = $2 AND device = $3", [.integer(now), .text(team), .text(device)])
    }
  }

  package func replaceToken(of device: String, team: String, token: Fingerprint, expires: Int64) async throws {
    try await engine.write { session in
      _ = try session.execute(
        "UPDATE device SET token_hash = $1, token_expires_at = $2 WHERE team = $3 AND device = $4",
        [.bytes(token.bytes), .integer(expires), .text(team), .text(device)])
    }
  }
}
