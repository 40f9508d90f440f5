import Domain

extension SQLServerStore {
  /// Remembers that two histories bear the name of a stream.
  static func noteFork(of stream: StreamID, team: String, now: Int64, in session: some SQLSession) throws {
    try session.execute(
      """
      INSERT INTO fork (team, device, incarnation, first_at, last_at) VALUES ($1, $2, $3, $4, $4)
      ON CONFLICT (team, device, incarnation) DO UPDATE SET last_at = excluded.last_at
      """, [.text(team), .text(stream.device), .text(stream.incarnation), .integer(now)])
  }

  package func forks(team: String) async throws -> [ForkRecord] {
    try await engine.read { session in
      try session.query(
        "SELECT device, incarnation, first_at, last_at FROM fork WHERE team = $1 ORDER BY first_at, device, incarnation",
        [.text(team)]
      ).map { row in
        ForkRecord(
          stream: StreamID(device: try row.text("device"), incarnation: try row.text("incarnation")),
          first: try row.integer("first_at"), last: try row.integer("last_at"))
      }
    }
  }
}
