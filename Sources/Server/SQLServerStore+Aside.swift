import Domain
import Sealing

extension SQLServerStore {
  package func keepAside(_ message: [UInt8], of device: String, team: String, now: Int64) async throws {
    try await engine.write { session in
      _ = try session.execute(
        """
        INSERT INTO aside (team, fingerprint, device, received_at, message) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (team, fingerprint) DO NOTHING
        """,
        [.text(team), .bytes(Fingerprint(of: message).bytes), .text(device), .integer(now), .bytes(message)])
    }
  }

  package func keptAside(team: String) async throws -> [AsideRecord] {
    try await engine.read { session in
      try session.query(
        """
        SELECT device, received_at, message FROM aside WHERE team = $1 AND decision IS NULL
        ORDER BY received_at, fingerprint
        """, [.text(team)]
      ).map { row in
        AsideRecord(
          device: try row.text("device"), received: try row.integer("received_at"), message: try row.bytes("message"))
      }
    }
  }

  package func asideCounts(team: String) async throws -> [String: Int] {
    try await engine.read { session in
      try session.query(
        "SELECT device, count(*) AS number FROM aside WHERE team = $1 AND decision IS NULL GROUP BY device",
        [.text(team)]
      ).reduce(into: [:]) { counts, row in counts[try row.text("device")] = try row.number("number") }
    }
  }

  package func settleAside(
    _ messages: [Fingerprint], of device: String, as decision: AsideDecision, team: String, by origin: DeedOrigin
  ) async throws {
    try await engine.write { session in
      // The row stays without the message: what was decided about is known when a stick brings it again.
      let settled = try messages.reduce(0) { count, message in
        try count
          + session.execute(
            """
            UPDATE aside SET decision = $4, message = $5
            WHERE team = $1 AND fingerprint = $2 AND device = $3 AND decision IS NULL
            """,
            [.text(team), .bytes(message.bytes), .text(device), .text(decision.rawValue), .bytes([])])
      }
      guard settled > 0 else { return }
      let record = DeedRecord(origin: origin, what: decision.word, subject: device, detail: String(settled))
      _ = try Self.note(record, team: team, in: session)
    }
  }
}
