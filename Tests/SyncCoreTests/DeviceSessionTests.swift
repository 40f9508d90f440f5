import Domain
import Sealing
import SyncCore
import SyncTesting
import Testing

/// Whole exchanges of a journal with a server in memory, without a wire.
@Suite struct DeviceSessionTests {
  /// Answers that take this long neither widen nor narrow a push.
  private static let steady = BatchBudget.slow

  private static func answer(_ request: SyncRequest, of server: inout TeamJournal) -> SyncResponse {
    let answer = server.exchange(.init(request))
    return SyncResponse(
      epoch: "e", stream: request.stream, outcome: answer.outcome, mark: answer.mark, feed: answer.feed, time: 9)
  }

  /// Plays an exchange to its end.
  private func exchange(
    _ journal: MemoryJournal, with server: inout TeamJournal
  ) throws -> (ending: DeviceExchange.Ending, requests: [SyncRequest], summary: SyncSummary) {
    var session = DeviceSession(journal: journal, team: "team")
    var requests: [SyncRequest] = []
    while true {
      switch try session.next() {
      case .finished(let ending): return (ending, requests, session.summary)
      case .send(let request):
        requests.append(request)
        try session.receive(Self.answer(request, of: &server), milliseconds: Self.steady)
      }
    }
  }

  private func write(_ count: Int, to journal: MemoryJournal) { for _ in 0..<count { journal.append(.sample()) } }

  @Test func aDaysWorkIsOneRoundTrip() throws {
    var server = TeamJournal(team: "team")
    let journal = MemoryJournal.sample()
    write(30, to: journal)
    let done = try exchange(journal, with: &server)
    #expect(done.ending == .settled)
    #expect(done.requests.count == 1)
    #expect(done.summary.entriesSent == 30)
    #expect(done.summary.entriesReceived == 0)
    #expect(done.summary.serverTime == 9)
    #expect(try exchange(journal, with: &server).requests.map(\.push.entries.count) == [0])
  }

  /// 20,000 entries after 400 days: each is sent once, in pushes within the budget.
  @Test func aLongAbsenceIsManyPushesAndNothingIsSentTwice() throws {
    var server = TeamJournal(team: "team")
    let journal = MemoryJournal.sample()
    write(20_000, to: journal)
    let done = try exchange(journal, with: &server)
    #expect(done.ending == .settled)
    #expect(done.requests.reduce(0) { $0 + $1.push.entries.count } == 20_000)
    #expect(done.requests.allSatisfy { $0.push.entries.reduce(0) { $0 + $1.size } <= BatchBudget.first })
    #expect(server.entries.count == 20_000)
  }

  /// The answer is lost after the server has committed.
  @Test func aLostAnswerCostsOnePushAndCountsNothingTwice() throws {
    var server = TeamJournal(team: "team")
    let journal = MemoryJournal.sample()
    write(4, to: journal)
    var session = DeviceSession(journal: journal, team: "team")
    guard case .send(let request) = try session.next() else { return }
    _ = Self.answer(request, of: &server)
    session.cut()
    #expect(try exchange(journal, with: &server).requests.map(\.push) == [request.push])
    #expect(server.entries.count == 4)
  }

  @Test func everyoneSeesWhatOthersWroteAndTheirOwnComesAsReceipts() throws {
    var server = TeamJournal(team: "team")
    let journals = [MemoryJournal.sample(.sample(1)), .sample(.sample(2))]
    for journal in journals { write(3, to: journal) }
    _ = try exchange(journals[0], with: &server)
    var session = DeviceSession(journal: journals[1], team: "team")
    guard case .send(let request) = try session.next() else { return }
    let response = Self.answer(request, of: &server)
    guard case .goesOn(_, let changes, _, false) = response.feed else { return #expect(Bool(false), "no feed") }
    #expect(changes.suffix(3) == [.own(sequence: 1), .own(sequence: 2), .own(sequence: 3)])
    try session.receive(response, milliseconds: 1)
    #expect(session.summary.entriesReceived == 3)
    _ = try exchange(journals[0], with: &server)
    #expect(Set(journals[0].entries) == Set(journals[1].entries))
  }

  /// A change altered on the way, a hash that does not follow, and a receipt for what was never written.
  @Test func aFeedThatDoesNotLeadToItsPlaceIsNotTaken() throws {
    var server = TeamJournal(team: "team")
    let writer = MemoryJournal.sample(.sample(2))
    write(1, to: writer)
    _ = try exchange(writer, with: &server)
    let entry = server.entries[0]
    let other = Entry.sample()
    let altered = try #require(
      Entry(headerBytes: entry.headerBytes, bodyBytes: other.bodyBytes.map { $0 + [0x20] }, sealed: nil))
    let journal = MemoryJournal.sample()
    let before = journal.standing()
    for change in [FeedChange.entry(other), .entry(altered), .own(sequence: 1)] {
      var session = DeviceSession(journal: journal, team: "team")
      guard case .send(let request) = try session.next() else { return }
      let answer = Self.answer(request, of: &server)
      let response = SyncResponse(
        epoch: "e", stream: answer.stream, outcome: answer.outcome, mark: answer.mark,
        feed: .goesOn(after: server.start, changes: [change], to: server.head, more: false), time: 9)
      #expect(throws: AnswerFault.brokenFeed) { try session.receive(response, milliseconds: 1) }
      #expect(journal.standing() == before)
      #expect(journal.entries.isEmpty)
    }
  }

  /// A chance of one in 2^128, or somebody's malice: both entries are kept, one counts, everybody is told.
  @Test func twoEntriesUnderOneIdAreToldAndNobodyWaits() throws {
    var server = TeamJournal(team: "team")
    let id = Randomness.entryID()
    let journals = [MemoryJournal.sample(.sample(1)), .sample(.sample(2))]
    for (index, journal) in journals.enumerated() {
      journal.append(.sample(id: id, minutes: index))
      write(2, to: journal)
    }
    var conflicts = 0
    for _ in 0..<3 {
      for journal in journals {
        let done = try exchange(journal, with: &server)
        #expect(done.ending == .settled)
        conflicts += done.summary.conflicts
      }
    }
    #expect(conflicts == 2)
    #expect(server.entries.filter { $0.header.id == id }.count == 1)
    #expect(server.changes.filter { $0.standing == .conflict }.count == 1)
    #expect(journals.map(\.conflicts) == [1, 1])
  }

  /// A server that was replaced by an empty one gets everything again, also what its author cannot bring any more.
  @Test func anEmptyServerGetsEverythingAgainFromWhomeverHoldsIt() throws {
    var server = TeamJournal(team: "team")
    let journals = [MemoryJournal.sample(.sample(1)), .sample(.sample(2))]
    for journal in journals { write(3, to: journal) }
    for index in [0, 1, 0] { _ = try exchange(journals[index], with: &server) }
    var empty = TeamJournal(team: "team")
    let done = try exchange(journals[0], with: &empty)
    #expect(done.ending == .settled)
    #expect(done.summary.isServerRestored)
    #expect(empty.entries.count == 6)
    #expect(try exchange(journals[1], with: &empty).ending == .settled)
    #expect(empty.entries.count == 6)
  }
}
