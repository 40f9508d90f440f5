import Domain
import Sealing
import SyncCore

extension SQLServerStore {
  package func exchange(
    _ question: JournalExchange.Question, team: String, admitting authors: AdmittedAuthors, now: Int64
  ) async throws -> JournalExchange.Answer {
    // A push without entries only asks for the mark, and waits for nobody.
    if question.push.entries.isEmpty {
      let answer = try await engine.read { session in
        try Self.admit(question.stream.device, of: team, authors, in: session)
        let (outcome, mark, _) = try Self.outcome(of: question, team: team, in: session)
        return try Self.answer(question, outcome, mark, team: team, in: session)
      }
      if answer.outcome != .fork { return answer }
    }
    return try await engine.write { session in
      // Whoever brings entries waits here for the team's other writers. So the numbers of changes follow the order of
      // commits, and nothing of the stream changes between the decision and what it leads to.
      let head = try Self.lockFeed(of: team, in: session)
      try Self.admit(question.stream.device, of: team, authors, in: session)
      let (outcome, mark, additions) = try Self.outcome(of: question, team: team, in: session)
      if outcome == .fork { try Self.noteFork(of: question.stream, team: team, now: now, in: session) }
      if !additions.isEmpty {
        try Self.keep(mark, of: question.stream, team: team, in: session)
        try Self.keep(additions, of: question.stream, team: team, after: head, now: now, in: session)
      }
      if outcome == .stored {
        try Self.fill(from: question.push.entries, team: team, besides: additions, in: session)
      }
      return try Self.answer(question, outcome, mark, team: team, in: session)
    }
  }

  /// Refuses a device that was revoked since somebody looked at its token.
  private static func admit(
    _ device: String, of team: String, _ authors: AdmittedAuthors, in session: some SQLSession
  ) throws {
    guard authors == .members else { return }
    let row = try session.row(
      "SELECT revoked_at FROM device WHERE team = $1 AND device = $2", [.text(team), .text(device)])
    if try row?.integerIfPresent("revoked_at") != nil { throw Problem(.deviceRevoked) }
  }

  private static func answer(
    _ question: JournalExchange.Question, _ outcome: SyncResponse.Outcome, _ mark: StreamMark, team: String,
    in session: some SQLSession
  ) throws -> JournalExchange.Answer {
    let feed = try question.feed.map {
      try read($0, of: question.stream, shown: question.shown(outcome), team: team, in: session)
    }
    return JournalExchange.Answer(outcome: outcome, mark: mark, feed: feed)
  }

  /// What becomes of a push, how far the stream is held after that, and what is added.
  private static func outcome(
    of question: JournalExchange.Question, team: String, in session: some SQLSession
  ) throws -> (SyncResponse.Outcome, StreamMark, [ServerJournalDecision.Addition]) {
    let (push, stream) = (question.push, question.stream)
    let mark = try mark(of: stream, team: team, in: session)
    let held = ServerJournalDecision.Held(
      mark: mark, hashes: try hashes(for: push, mark: mark, of: stream, team: team, in: session),
      headers: try headers(for: push, after: mark, team: team, in: session))
    switch ServerJournalDecision(push: push, held: held) {
    case .gap: return (.gap, mark, [])
    case .fork: return (.fork, mark, [])
    case .store(let additions):
      let last = additions.last.map { StreamMark(sequence: $0.sequence, hash: $0.hash) }
      return (.stored, last ?? mark, additions)
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
        SELECT device, header, body FROM entry
        WHERE team = $1 AND standing = 'counted' ORDER BY change
        """, [.text(team)]
      ).map { row in
        let body = try row.bytesIfPresent("body")
        guard let entry = Entry(headerBytes: try row.bytes("header"), bodyBytes: body, sealed: nil) else {
          throw StoreFault.damaged
        }
        return StoredEntry(entry: entry, device: try row.text("device"))
      }
    }
  }
}
