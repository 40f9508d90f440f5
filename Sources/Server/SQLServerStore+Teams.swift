import SyncCore

extension SQLServerStore {
  package func createTeam(_ team: TeamRecord, now: Int64) async throws {
    try await engine.write { session in
      _ = try session.execute(
        "INSERT INTO team (team, name, unit, created_at, feed_hash) VALUES ($1, $2, $3, $4, $5)",
        [
          .text(team.id), .text(team.name), .optional(team.unit), .integer(now),
          .bytes(FeedPlace.start(of: team.id).hash.bytes),
        ])
    }
  }

  package func teams() async throws -> [TeamRecord] {
    try await engine.read { session in
      try session.query("SELECT team, name, unit FROM team ORDER BY team", []).map(TeamRecord.init(row:))
    }
  }

  package func place(team: String, in unit: String) async throws {
    try await engine.write { session in
      let changed = try session.execute("UPDATE team SET unit = $1 WHERE team = $2", [.text(unit), .text(team)])
      guard changed == 1 else { throw StoreFault.teamUnknown(team) }
    }
  }

  /// The team of that id, or nil.
  static func team(_ id: String, in session: some SQLSession) throws -> TeamRecord? {
    try session.row("SELECT team, name, unit FROM team WHERE team = $1", [.text(id)]).map(TeamRecord.init(row:))
  }
}

extension TeamRecord {
  fileprivate init(row: SQLRow) throws {
    self.init(id: try row.text("team"), name: try row.text("name"), unit: try row.textIfPresent("unit"))
  }
}
