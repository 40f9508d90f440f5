import Domain
import SyncCore

extension SQLServerStore {
  package func carryOut(_ deed: TeamDeed, for team: String, by origin: DeedOrigin) async throws {
    try await engine.write { session in
      guard try Self.team(team, in: session) != nil else { throw StoreFault.teamUnknown(team) }
      guard try Self.note(deed.record(origin), team: team, in: session) else { return }
      switch deed {
      case .invite(let code, let role, let holder, let days, let packet):
        let expires = origin.time + Int64(days) * 86_400_000
        try Self.invite(
          to: team, code: code, role: role, holder: holder, packet: packet, expires: expires, in: session)
      case .rename(let device, let name):
        try Self.change(device, of: team, "name = $3", .text(name), in: session)
      case .revoke(let device):
        // After this no push of the device is under way that has not seen it.
        _ = try Self.lockFeed(of: team, in: session)
        try Self.change(device, of: team, "revoked_at = coalesce(revoked_at, $3)", .integer(origin.time), in: session)
      }
    }
  }

  /// Keeps what is done; false where it was done before.
  static func note(_ record: DeedRecord, team: String, in session: some SQLSession) throws -> Bool {
    let added = try session.execute(
      """
      INSERT INTO deed (team, deed, done_at, actor, what, subject, detail) VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (team, deed) DO NOTHING
      """,
      [
        .text(team), .text(record.origin.id), .integer(record.origin.time), .optional(record.origin.device),
        .text(record.what), .text(record.subject), .optional(record.detail),
      ])
    return added == 1
  }

  private static func change(
    _ device: String, of team: String, _ assignment: String, _ value: SQLValue, in session: some SQLSession
  ) throws {
    let changed = try session.execute(
      "UPDATE device SET \(assignment) WHERE team = $1 AND device = $2", [.text(team), .text(device), value])
    guard changed == 1 else { throw Problem(.deviceUnknown) }
  }

  package func deeds(team: String) async throws -> [DeedRecord] {
    try await engine.read { session in
      try session.query(
        "SELECT deed, done_at, actor, what, subject, detail FROM deed WHERE team = $1 ORDER BY done_at, deed",
        [.text(team)]
      ).map { row in
        DeedRecord(
          origin: DeedOrigin(
            id: try row.text("deed"), device: try row.textIfPresent("actor"), time: try row.integer("done_at")),
          what: try row.text("what"), subject: try row.text("subject"), detail: try row.textIfPresent("detail"))
      }
    }
  }
}
