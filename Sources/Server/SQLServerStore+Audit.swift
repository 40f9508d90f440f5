extension SQLServerStore {
  package func noteAudit(_ record: AuditRecord) async throws { try await keep(record, orElse: "DO NOTHING") }

  package func tallyAudit(_ record: AuditRecord) async throws {
    try await keep(
      record,
      orElse: """
        DO UPDATE SET times = audit.times + 1,
          device = CASE WHEN audit.device = excluded.device THEN audit.device END
        """)
  }

  private func keep(_ record: AuditRecord, orElse known: String) async throws {
    try await engine.write { session in
      _ = try session.execute(
        """
        INSERT INTO audit (record, done_at, what, device, neighbourhood, team, subject)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (record) \(known)
        """,
        [
          .text(record.id), .integer(record.time), .text(record.what), .optional(record.doer.device),
          .optional(record.doer.neighbourhood), .optional(record.team), .optional(record.subject),
        ])
    }
  }

  package func audit(in period: Range<Int64>) async throws -> [AuditRecord] {
    try await engine.read { session in
      try session.query(
        """
        SELECT record, done_at, what, device, neighbourhood, team, subject, times FROM audit
        WHERE done_at >= $1 AND done_at < $2 ORDER BY done_at, record
        """, [.integer(period.lowerBound), .integer(period.upperBound)]
      ).map { row in
        AuditRecord(
          id: try row.text("record"), time: try row.integer("done_at"), what: try row.text("what"),
          doer: Doer(
            device: try row.textIfPresent("device"), neighbourhood: try row.textIfPresent("neighbourhood")),
          team: try row.textIfPresent("team"), subject: try row.textIfPresent("subject"),
          count: try row.number("times"))
      }
    }
  }

  package func purgeAudit(before time: Int64) async throws {
    try await engine.write { session in
      _ = try session.execute("DELETE FROM audit WHERE done_at < $1", [.integer(time)])
    }
  }
}
