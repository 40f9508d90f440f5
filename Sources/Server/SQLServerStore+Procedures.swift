import Domain
import Sealing
import SyncCore

extension SQLServerStore {
  package func procedures() async throws -> [ListedProcedure] {
    try await engine.read { session in
      try session.query("SELECT code, name, level, authority, url FROM procedure ORDER BY code", []).map { row in
        ListedProcedure(
          code: try row.text("code"), name: try row.text("name"),
          level: ServiceLevel(rawValue: try row.text("level")), authority: try row.textIfPresent("authority"),
          url: try row.textIfPresent("url"))
      }
    }
  }

  package func replaceProcedures(_ procedures: [ListedProcedure], parts: [SignedGuide], now: Int64) async throws {
    try await engine.write { session in
      try Self.lockFacts(session)
      try session.execute("DELETE FROM procedure", [])
      try session.insert(
        into: "procedure", ["code", "name", "level", "authority", "url"],
        procedures.map { procedure in
          [
            .text(procedure.code), .text(procedure.name), .text(procedure.level.rawValue),
            .optional(procedure.authority), .optional(procedure.url),
          ]
        })
      for part in parts { try Self.keep(part, for: nil, trusting: nil, now: now, in: session) }
    }
  }
}
