import Domain
import Sealing
import SyncCore

/// What verifying reads: columns as they are, a page at a time.
extension SQLServerStore {
  /// How many entries are read at a time: with the largest that a server takes, 16 MiB.
  private static var pageRows: Int { 64 }

  /// How far a team's feed and its streams are said to reach, at one moment.
  func extent(of team: String) async throws -> (head: (change: Int, hash: [UInt8]), marks: [StreamExtent]) {
    try await engine.read { session in
      guard let head = try session.row("SELECT change, feed_hash FROM team WHERE team = $1", [.text(team)]) else {
        throw StoreFault.teamUnknown(team)
      }
      // Entries of which nothing is said any more belong to streams, too; they end nowhere that anybody knows.
      let marks = try session.query(
        """
        SELECT device, incarnation, sequence, hash FROM stream WHERE team = $1
        UNION ALL
        SELECT device, incarnation, max(sequence) AS sequence, NULL FROM entry
        WHERE team = $1 AND NOT EXISTS (SELECT * FROM stream WHERE stream.team = entry.team
          AND stream.device = entry.device AND stream.incarnation = entry.incarnation)
        GROUP BY device, incarnation
        ORDER BY device, incarnation
        """, [.text(team)]
      ).map { row in
        StreamExtent(
          stream: try Self.stream(row), sequence: try row.number("sequence"),
          hash: try row.bytesIfPresent("hash") ?? [])
      }
      return ((try head.number("change"), try head.bytes("feed_hash")), marks)
    }
  }

  /// The entries of a stream after a number, up to another, or the first of them.
  func heldEntries(of stream: StreamID, in team: String, after: Int, to: Int) async throws -> [HeldEntry] {
    try await engine.read { session in
      try session.query(
        """
        SELECT device, incarnation, sequence, id, header, header_hash, body, sealed, hash, standing, change,
          (SELECT header_hash FROM entry AS first
            WHERE first.team = entry.team AND first.id = entry.id AND first.standing = 'counted') AS counted
        FROM entry
        WHERE team = $1 AND device = $2 AND incarnation = $3 AND sequence > $4 AND sequence <= $5
        ORDER BY sequence LIMIT $6
        """,
        [
          .text(team), .text(stream.device), .text(stream.incarnation), .number(after), .number(to),
          .number(Self.pageRows),
        ]
      ).map { row in
        HeldEntry(
          stream: try Self.stream(row), sequence: try row.number("sequence"), id: try row.text("id"),
          header: try row.bytes("header"), headerDigest: try row.bytes("header_hash"),
          body: try row.bytesIfPresent("body"), sealed: try row.bytesIfPresent("sealed"), hash: try row.bytes("hash"),
          standing: try row.text("standing"), change: try row.integerIfPresent("change").map { Int($0) },
          counted: try row.bytesIfPresent("counted"))
      }
    }
  }

  /// The changes of a team's feed after a number, up to another, or the first of them.
  func heldChanges(of team: String, after: Int, to: Int) async throws -> [HeldChange] {
    try await engine.read { session in
      try session.query(
        """
        SELECT device, incarnation, sequence, id, header, change, feed_hash FROM entry
        WHERE team = $1 AND change > $2 AND change <= $3 ORDER BY change LIMIT $4
        """, [.text(team), .number(after), .number(to), .number(Self.pageRows)]
      ).map { row in
        HeldChange(
          stream: try Self.stream(row), sequence: try row.number("sequence"), id: try row.text("id"),
          header: try row.bytes("header"), change: try row.number("change"), hash: try row.bytesIfPresent("feed_hash"))
      }
    }
  }

  /// Of each message that waits aside whose it is, and whether it is the one that came.
  func asideDigests(team: String) async throws -> [(device: String, fits: Bool)] {
    let names = try await engine.read { session in
      try session.query(
        "SELECT fingerprint FROM aside WHERE team = $1 AND decision IS NULL ORDER BY fingerprint", [.text(team)]
      ).map { try $0.bytes("fingerprint") }
    }
    var digests: [(device: String, fits: Bool)] = []
    for name in names {
      let row = try await engine.read { session in
        try session.row(
          "SELECT device, message FROM aside WHERE team = $1 AND fingerprint = $2 AND decision IS NULL",
          [.text(team), .bytes(name)])
      }
      guard let row else { continue }
      digests.append((try row.text("device"), Fingerprint(of: try row.bytes("message")).bytes == name))
    }
    return digests
  }

  /// Every version of every guide, by name.
  func guideNames() async throws -> [(guide: String, version: Int)] {
    try await engine.read { session in
      try session.query("SELECT id, version FROM guide ORDER BY change", []).map { row in
        (try row.text("id"), try row.number("version"))
      }
    }
  }

  /// A version of a guide, or nil where its columns make none.
  func guideIfReadable(_ guide: String, version: Int) async throws -> SignedGuide? {
    do {
      return try await engine.read { try Self.guide(guide, version: version, in: $0) }
    } catch StoreFault.damaged { return nil }
  }

  private static func stream(_ row: SQLRow) throws -> StreamID {
    StreamID(device: try row.text("device"), incarnation: try row.text("incarnation"))
  }
}
