import Domain
import Sealing
import SyncCore

extension SQLServerStore {
  package func push(
    _ push: SyncRequest.Push, to stream: StreamID, team: String, now: Int64
  ) async throws -> PushResult {
    // A push without entries only asks for the mark, and waits for nobody.
    guard !push.entries.isEmpty else {
      return try await engine.read { try Self.outcome(of: push, to: stream, team: team, in: $0).result }
    }
    return try await engine.write { session in
      // Whoever brings entries waits here for the team's other writers. So the numbers of changes follow the order of
      // commits, and nothing of the stream changes between the decision and what it leads to.
      let head = try Self.lockFeed(of: team, in: session)
      let (result, additions) = try Self.outcome(of: push, to: stream, team: team, in: session)
      if !additions.isEmpty {
        try Self.keep(result.mark, of: stream, team: team, in: session)
        try Self.keep(additions, of: stream, team: team, after: head, now: now, in: session)
      }
      return result
    }
  }

  /// What becomes of a push, and what it adds.
  private static func outcome(
    of push: SyncRequest.Push, to stream: StreamID, team: String, in session: some SQLSession
  ) throws -> (result: PushResult, additions: [ServerJournalDecision.Addition]) {
    let mark = try mark(of: stream, team: team, in: session)
    let held = ServerJournalDecision.Held(
      mark: mark, hashes: try hashes(for: push, mark: mark, of: stream, team: team, in: session),
      headers: try headers(for: push, after: mark, team: team, in: session))
    switch ServerJournalDecision(push: push, held: held) {
    case .gap: return (PushResult(outcome: .gap, mark: mark), [])
    case .fork: return (PushResult(outcome: .fork, mark: mark), [])
    case .store(let additions):
      let last = additions.last.map { StreamMark(sequence: $0.sequence, hash: $0.hash) }
      return (PushResult(outcome: .stored, mark: last ?? mark), additions)
    }
  }

  private static func mark(of stream: StreamID, team: String, in session: some SQLSession) throws -> StreamMark {
    let row = try session.row(
      "SELECT sequence, hash FROM stream WHERE team = $1 AND device = $2 AND incarnation = $3",
      [.text(team), .text(stream.device), .text(stream.incarnation)])
    guard let row else { return StreamMark(sequence: 0, hash: EntryChain.start(of: stream)) }
    return StreamMark(sequence: try row.number("sequence"), hash: try row.fingerprint("hash"))
  }

  private static func hashes(
    for push: SyncRequest.Push, mark: StreamMark, of stream: StreamID, team: String, in session: some SQLSession
  ) throws -> [Int: Fingerprint] {
    guard let needed = ServerJournalDecision.neededSequences(of: push, mark: mark) else { return [:] }
    var hashes = [0: EntryChain.start(of: stream)]
    hashes[mark.sequence] = mark.hash
    guard needed.lowerBound < mark.sequence else { return hashes }
    let rows = try session.query(
      """
      SELECT sequence, hash FROM entry
      WHERE team = $1 AND device = $2 AND incarnation = $3 AND sequence BETWEEN $4 AND $5
      """,
      [
        .text(team), .text(stream.device), .text(stream.incarnation), .number(needed.lowerBound),
        .number(needed.upperBound),
      ])
    for row in rows { hashes[try row.number("sequence")] = try row.fingerprint("hash") }
    return hashes
  }

  private static func headers(
    for push: SyncRequest.Push, after mark: StreamMark, team: String, in session: some SQLSession
  ) throws -> [EntryID: Fingerprint] {
    let new = push.entries.dropFirst(max(0, mark.sequence - push.base.sequence))
    // One look into the index for each id, whatever PostgreSQL believes of the table: a join or a list it may answer by
    // reading all that the team has.
    let rows = try session.query(
      """
      WITH wanted (id) AS (VALUES $list)
      SELECT id, (
        SELECT header_hash FROM entry WHERE team = $1 AND entry.id = wanted.id AND standing = 'counted'
      ) AS header_hash FROM wanted
      """, [.text(team)], list: new.map(\.header.id.rawValue))
    var headers: [EntryID: Fingerprint] = [:]
    for row in rows where try row.bytesIfPresent("header_hash") != nil {
      guard let id = EntryID(rawValue: try row.text("id")) else { throw StoreFault.damaged }
      headers[id] = try row.fingerprint("header_hash")
    }
    return headers
  }

  package func entries(team: String) async throws -> [StoredEntry] {
    try await engine.read { session in
      try session.query(
        """
        SELECT device, sequence, header, body FROM entry
        WHERE team = $1 AND standing = 'counted' ORDER BY change
        """, [.text(team)]
      ).map { row in
        let body = try row.bytesIfPresent("body")
        guard let entry = Entry(headerBytes: try row.bytes("header"), bodyBytes: body, sealed: nil) else {
          throw StoreFault.damaged
        }
        return StoredEntry(entry: entry, device: try row.text("device"), sequence: try row.number("sequence"))
      }
    }
  }
}
