import Domain
import Sealing
import SyncCore

extension SQLServerStore {
  /// The head of the team's feed, which nobody else moves until the transaction ends.
  static func lockFeed(of team: String, in session: some SQLSession) throws -> FeedPlace {
    try head(of: team, in: session, clause: session.forUpdate)
  }

  private static func head(of team: String, in session: some SQLSession, clause: String = "") throws -> FeedPlace {
    let row = try session.row("SELECT change, feed_hash FROM team WHERE team = $1\(clause)", [.text(team)])
    guard let row else { throw StoreFault.teamUnknown(team) }
    return FeedPlace(change: try row.number("change"), hash: try row.fingerprint("feed_hash"))
  }

  /// Keeps how far a stream is held.
  static func keep(_ mark: StreamMark, of stream: StreamID, team: String, in session: some SQLSession) throws {
    try session.execute(
      """
      INSERT INTO stream (team, device, incarnation, sequence, hash) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (team, device, incarnation) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash
      """,
      [
        .text(team), .text(stream.device), .text(stream.incarnation), .number(mark.sequence), .bytes(mark.hash.bytes),
      ])
  }

  /// Adds entries to a stream, and those that are not there in another place to the team's feed, whose head is locked
  /// and was read as that.
  static func keep(
    _ additions: [ServerJournalDecision.Addition], of stream: StreamID, team: String, after head: FeedPlace,
    now: Int64, in session: some SQLSession
  ) throws {
    var head = head
    let erasures = try noteErasures(among: additions, team: team, in: session)
    let erased = try erased(among: additions, team: team, in: session)
    var rows: [[SQLValue]] = []
    for addition in additions {
      let isAlias = addition.standing == .alias
      if !isAlias { head = head.next(header: addition.header) }
      let entry = addition.entry
      rows.append([
        .text(team), .text(stream.device), .text(stream.incarnation), .number(addition.sequence),
        .text(entry.header.id.rawValue), .bytes(entry.headerBytes), .bytes(addition.header.bytes),
        isAlias ? .null : .optional(entry.bodyBytes),
        isAlias || erased.contains(entry.header.id) ? .null : .optional(entry.sealed),
        .bytes(addition.hash.bytes), .text(addition.standing.rawValue), .integer(now),
        isAlias ? .null : .number(head.change), isAlias ? .null : .bytes(head.hash.bytes),
      ])
    }
    try session.insert(into: "entry", entryColumns, rows)
    if !erasures.isEmpty { try eraseSealed(of: erasures, team: team, in: session) }
    try session.execute(
      "UPDATE team SET change = $1, feed_hash = $2 WHERE team = $3",
      [.number(head.change), .bytes(head.hash.bytes), .text(team)])
  }

  private static var entryColumns: [String] {
    [
      "team", "device", "incarnation", "sequence", "id", "header", "header_hash", "body", "sealed", "hash", "standing",
      "received_at", "change", "feed_hash",
    ]
  }

  /// What follows a device's place in the feed.
  ///
  /// - Parameter shown: up to which number of its stream the device has shown that it holds the entries.
  static func read(
    _ question: SyncRequest.FeedQuestion, of stream: StreamID, shown: Int, team: String, in session: some SQLSession
  ) throws -> FeedAnswer {
    let head = try head(of: team, in: session)
    let decision = try FeedDecision(question, head: head, start: .start(of: team)) { change throws(any Error) in
      try session.row(
        "SELECT feed_hash FROM entry WHERE team = $1 AND change = $2", [.text(team), .number(change)]
      )?.fingerprint("feed_hash")
    }
    if case .diverged(let common) = decision { return .diverged(common: common) }
    var page = FeedPage(bytes: question.bytes)
    var place = question.place
    var isOver = place.change == head.change
    while !isOver {
      let rows = try session.query(
        feedQuery,
        [
          .text(team), .number(place.change), .text(stream.device), .text(stream.incarnation), .number(shown),
          .number(feedRows),
        ])
      for row in rows where !isOver {
        isOver = !page.add(try change(row))
        if !isOver { place = FeedPlace(change: try row.number("change"), hash: try row.fingerprint("feed_hash")) }
      }
      isOver = isOver || place.change == head.change
      if rows.isEmpty, !isOver { throw StoreFault.damaged }
    }
    return .goesOn(after: question.place, changes: page.changes, to: place, more: page.isFull)
  }

  /// How many changes are read at a time.
  private static var feedRows: Int { 256 }

  /// A device's own entries that it has shown to hold come without their content.
  private static var feedQuery: String {
    """
    SELECT change, feed_hash, sequence,
      CASE WHEN device = $3 AND incarnation = $4 AND sequence <= $5 THEN NULL ELSE header END AS header,
      CASE WHEN device = $3 AND incarnation = $4 AND sequence <= $5 THEN NULL ELSE body END AS body,
      CASE WHEN device = $3 AND incarnation = $4 AND sequence <= $5 THEN NULL ELSE sealed END AS sealed
    FROM entry WHERE team = $1 AND change > $2 ORDER BY change LIMIT $6
    """
  }

  private static func change(_ row: SQLRow) throws -> FeedChange {
    guard let header = try row.bytesIfPresent("header") else { return .own(sequence: try row.number("sequence")) }
    let entry = Entry(
      headerBytes: header, bodyBytes: try row.bytesIfPresent("body"), sealed: try row.bytesIfPresent("sealed"))
    guard let entry else { throw StoreFault.damaged }
    return .entry(entry)
  }
}
