import Domain
import Sealing
import SyncCore

extension SQLServerStore {
  /// The head of a team's feed of changes.
  struct FeedHead: Hashable, Sendable {
    /// The number of the last change; 0 before the first.
    var change: Int64
    /// The running chain there.
    var hash: Fingerprint
  }

  /// The head of the team's feed, which nobody else moves until the transaction ends.
  static func lockFeed(of team: String, in session: some SQLSession) throws -> FeedHead {
    let row = try session.row(
      "SELECT change, feed_hash FROM team WHERE team = $1\(session.forUpdate)", [.text(team)])
    guard let row else { throw StoreFault.teamUnknown(team) }
    return FeedHead(change: try row.integer("change"), hash: try row.fingerprint("feed_hash"))
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

  /// Adds entries of a stream to the team's feed, whose head is locked and was read as that.
  static func keep(
    _ additions: [ServerJournalDecision.Addition], of stream: StreamID, team: String, after head: FeedHead,
    now: Int64, in session: some SQLSession
  ) throws {
    var head = head
    var rows: [[SQLValue]] = []
    for addition in additions {
      head.change += 1
      head.hash = FeedChain.next(after: head.hash, entry: addition.hash)
      let entry = addition.entry
      rows.append([
        .text(team), .text(stream.device), .text(stream.incarnation), .number(addition.sequence),
        .text(entry.header.id.rawValue), .bytes(entry.headerBytes), .bytes(addition.header.bytes),
        .optional(entry.bodyBytes), .optional(entry.sealed), .bytes(addition.hash.bytes),
        .text(addition.standing.rawValue), .integer(now), .integer(head.change), .bytes(head.hash.bytes),
      ])
    }
    try session.insert(into: "entry", entryColumns, rows)
    try session.execute(
      "UPDATE team SET change = $1, feed_hash = $2 WHERE team = $3",
      [.integer(head.change), .bytes(head.hash.bytes), .text(team)])
  }

  private static var entryColumns: [String] {
    [
      "team", "device", "incarnation", "sequence", "id", "header", "header_hash", "body", "sealed", "hash", "standing",
      "received_at", "change", "feed_hash",
    ]
  }
}
