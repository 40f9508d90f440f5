import Domain
import SyncCore

extension SQLServerStore {
  /// How many rows are looked at in one go.
  private static var page: Int { 1000 }

  /// Keeps which entries the erasures among the additions name; those that are news.
  static func noteErasures(
    among additions: [ServerJournalDecision.Addition], team: String, in session: some SQLSession
  ) throws -> Set<EntryID> {
    var news: Set<EntryID> = []
    for addition in additions where addition.standing == .counted {
      guard let erased = addition.entry.header.erases else { continue }
      let added = try session.execute(
        "INSERT INTO erased (team, entry) VALUES ($1, $2) ON CONFLICT (team, entry) DO NOTHING",
        [.text(team), .text(erased.rawValue)])
      if added == 1 { news.insert(erased) }
    }
    return news
  }

  /// The additions whose sealed part is not to be kept: it was erased, on whatever road it comes now.
  static func erased(
    among additions: [ServerJournalDecision.Addition], team: String, in session: some SQLSession
  ) throws -> Set<EntryID> {
    let headers = additions.filter { $0.entry.sealed != nil }.map(\.entry.header)
    // Most teams have erased nothing, and a push of a thousand entries need not be compared with that.
    guard !headers.isEmpty,
      try session.row("SELECT entry FROM erased WHERE team = $1 LIMIT 1", [.text(team)]) != nil
    else { return [] }
    let rows = try session.query(
      """
      WITH wanted (id) AS (VALUES $list)
      SELECT id, (SELECT entry FROM erased WHERE team = $1 AND erased.entry = wanted.id) AS erased FROM wanted
      """, [.text(team)], list: Set(headers.flatMap { [$0.id, $0.root] }).map(\.rawValue).sorted())
    let erased = try Set(rows.compactMap { try $0.textIfPresent("erased") })
    return Set(
      headers.filter { erased.contains($0.id.rawValue) || erased.contains($0.root.rawValue) }.map(\.id))
  }

  /// Erases what is sealed with these entries and their changes, wherever in the team's streams; how many sealed parts
  /// that were. What changes an entry only its header says, so the headers are read of all that is still sealed.
  @discardableResult
  static func eraseSealed(of roots: Set<EntryID>, team: String, in session: some SQLSession) throws -> Int {
    var count = 0
    try forEachSealed(team: team, in: session) { header, change in
      guard roots.contains(header.id) || roots.contains(header.root) else { return }
      count += try session.execute(
        "UPDATE entry SET sealed = NULL WHERE team = $1 AND change = $2", [.text(team), .number(change)])
    }
    return count
  }

  private static func forEachSealed(
    team: String, in session: some SQLSession, _ body: (EntryHeader, _ change: Int) throws -> Void
  ) throws {
    var last = 0
    while true {
      let rows = try session.query(
        """
        SELECT change, header FROM entry WHERE team = $1 AND sealed IS NOT NULL AND change > $2
        ORDER BY change LIMIT $3
        """, [.text(team), .number(last), .number(page)])
      for row in rows {
        last = try row.number("change")
        guard let entry = Entry(headerBytes: try row.bytes("header"), bodyBytes: nil, sealed: nil) else {
          throw StoreFault.damaged
        }
        try body(entry.header, last)
      }
      if rows.count < page { return }
    }
  }

  package func sealedAssistances(team: String) async throws -> [ReceivedEntry] {
    try await engine.read { session in
      var roots: Set<EntryID> = []
      try Self.forEachSealed(team: team, in: session) { header, _ in roots.insert(header.root) }
      guard !roots.isEmpty else { return [] }
      var entries: [ReceivedEntry] = []
      var last = 0
      while true {
        let rows = try session.query(
          """
          SELECT change, header, body, received_at FROM entry
          WHERE team = $1 AND change > $2 AND standing = 'counted' ORDER BY change LIMIT $3
          """, [.text(team), .number(last), .number(Self.page)])
        for row in rows {
          last = try row.number("change")
          let body = try row.bytesIfPresent("body")
          guard let entry = Entry(headerBytes: try row.bytes("header"), bodyBytes: body, sealed: nil) else {
            throw StoreFault.damaged
          }
          guard roots.contains(entry.header.root) else { continue }
          entries.append(ReceivedEntry(entry: entry, time: try row.integer("received_at")))
        }
        if rows.count < Self.page { return entries }
      }
    }
  }

  package func eraseSealed(of roots: Set<EntryID>, team: String) async throws -> Int {
    try await engine.write { try Self.eraseSealed(of: roots, team: team, in: $0) }
  }

  package func reclaim(fully: Bool) async throws { try await engine.reclaim(fully: fully) }

  package func vouchedTime(now: Int64, isConfirmed: Bool) async throws -> Int64? {
    try await engine.write { session in
      try Self.lockFacts(session)
      let kept = try Self.keptTime(in: session)
      let known = try kept ?? Self.latestArrival(in: session)
      let time = ServerDay.next(after: known, now: now, isConfirmed: isConfirmed)
      if let time, isConfirmed || known != nil {
        try session.execute(
          """
          INSERT INTO fact (name, value) VALUES ('vouched_time', $1)
          ON CONFLICT (name) DO UPDATE SET value = excluded.value
          """, [.text(String(max(time, kept ?? time)))])
      }
      return time
    }
  }

  /// The latest moment by which this server has purged, in milliseconds since 1970.
  static func keptTime(in session: some SQLSession) throws -> Int64? {
    try session.row("SELECT value FROM fact WHERE name = 'vouched_time'").flatMap { Int64(try $0.text("value")) }
  }

  /// When an entry came last, of whatever team, on this server's clock.
  private static func latestArrival(in session: some SQLSession) throws -> Int64? {
    try session.row("SELECT max(received_at) AS time FROM entry")?.integerIfPresent("time")
  }
}
