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
        "SELECT device, received_at, message FROM aside WHERE team = $1 ORDER BY received_at, fingerprint",
        [.text(team)]
      ).map { row in
        AsideRecord(
          device: try row.text("device"), received: try row.integer("received_at"), message: try row.bytes("message"))
      }
    }
  }

  package func forgetAside(of device: String, team: String) async throws {
    try await engine.write { session in
      _ = try session.execute(
        "DELETE FROM aside WHERE team = $1 AND device = $2", [.text(team), .text(device)])
    }
  }
}
