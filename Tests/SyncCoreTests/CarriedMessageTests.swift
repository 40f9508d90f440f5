import Domain
import Sealing
import SyncCore
import SyncTesting
import Testing

/// Messages that people carry: what a device writes, which answers it takes, and what a carrier hands on.
@Suite struct CarriedMessageTests {
  private let journal = MemoryJournal.sample()
  private var session: DeviceSession<MemoryJournal> { DeviceSession(journal: journal, team: "team") }

  private func write(_ count: Int) { for _ in 0..<count { journal.append(.sample()) } }

  /// The server's answers, in the order of the requests.
  private func answers(_ requests: [SyncRequest], of server: inout TeamJournal) -> [SyncResponse] {
    requests.map { request in
      let answer = server.exchange(.init(request))
      return SyncResponse(
        epoch: "e", stream: request.stream, outcome: answer.outcome, mark: answer.mark, feed: answer.feed, time: 1)
    }
  }

  private func take(_ responses: [SyncResponse]) throws -> SyncSummary {
    var session = session
    for response in responses { try session.takeCarried(response) }
    return session.summary
  }

  @Test func everythingAfterTheMarkGoesOntoTheStickInPushesOfBoundedSize() throws {
    var server = TeamJournal(team: "team")
    write(SyncLimits.batchEntries + 3)
    let requests = try session.carriedRequests()
    #expect(requests.map(\.push.entries.count) == [SyncLimits.batchEntries, 3])
    #expect(requests.map { $0.feed == nil } == [true, false])
    let summary = try take(answers(requests, of: &server))
    #expect(summary.entriesSent == SyncLimits.batchEntries + 3)
    #expect(journal.standing().mark == journal.standing().head)
    #expect(journal.standing().place == server.head)
    #expect(try session.carriedRequests().map(\.push.entries.count) == [0])
  }

  @Test func anAnswerMayComeTwiceLateAndInAnyOrder() throws {
    var server = TeamJournal(team: "team")
    write(2)
    let first = answers(try session.carriedRequests(), of: &server)
    write(1)
    let second = answers(try session.carriedRequests(), of: &server)
    for responses in [second, first, second, first] { _ = try take(responses) }
    #expect(journal.standing().mark.sequence == 3)
    #expect(journal.standing().place == server.head)
    #expect(journal.entries.count == 3)
  }

  @Test func aServerThatForgotIsToldByItsStick() throws {
    var server = TeamJournal(team: "team")
    write(3)
    _ = try take(answers(try session.carriedRequests(), of: &server))
    var empty = TeamJournal(team: "team")
    let summary = try take(answers(try session.carriedRequests(), of: &empty))
    #expect(summary.isServerRestored)
    #expect(journal.standing().mark.sequence == 0)
    #expect(journal.standing().place == empty.start)
    _ = try take(answers(try session.carriedRequests(), of: &empty))
    #expect(empty.entries.count == 3)
    #expect(journal.standing().place == empty.head)
  }

  @Test func aForkBeginsANewIncarnationWhichTheNextStickBrings() throws {
    var server = TeamJournal(team: "team")
    write(2)
    let clone = journal.copy()
    write(1)
    _ = answers(try session.carriedRequests(), of: &server)
    clone.append(.sample())
    let cloned = DeviceSession(journal: clone, team: "team")
    let told = answers(try cloned.carriedRequests(), of: &server)
    #expect(told.map(\.outcome) == [.fork])
    #expect(server.forks == [.sample(1)])
    var taking = cloned
    try taking.takeCarried(told[0])
    #expect(taking.summary.isReborn)
    #expect(clone.standing().stream != .sample(1))
    #expect(answers(try cloned.carriedRequests(), of: &server).map(\.outcome) == [.stored])
    #expect(server.entries.count == 4)
  }

  /// An answer to an earlier life of the device: it names entries by numbers that mean nothing now.
  @Test func anAnswerToAnotherIncarnationMovesNothing() throws {
    var server = TeamJournal(team: "team")
    write(3)
    let responses = answers(try session.carriedRequests(), of: &server)
    journal.beginIncarnation()
    write(3)
    let before = journal.standing()
    _ = try take(responses)
    #expect(journal.standing() == before)
  }

  /// A device that was put back gets answers that were meant for what it was: nothing of them may let it pass over changes
  /// that it no longer holds.
  @Test func answersForAPlaceThatTheDeviceHasLeftAreNotTaken() throws {
    var server = TeamJournal(team: "team")
    let other = MemoryJournal.sample(.sample(2))
    let backup = journal.copy()
    for _ in 0..<2 {
      other.append(.sample())
      _ = answers(try DeviceSession(journal: other, team: "team").carriedRequests(), of: &server)
      let here = answers(try session.carriedRequests(), of: &server)
      // The first answer reached the device before it was put back; the second comes after that.
      guard journal.standing().place.change == 0 else {
        var restored = DeviceSession(journal: backup, team: "team")
        try restored.takeCarried(here[0])
        #expect(backup.standing().place == server.start)
        #expect(backup.entries.isEmpty)
        return
      }
      _ = try take(here)
    }
  }

  /// The same with a way back, to a place of a history that the device, put back, has never seen.
  @Test func aWayBackToAPlaceThatTheDeviceDoesNotRememberIsNotTaken() throws {
    var server = TeamJournal(team: "team")
    let place = server.start.next(header: Fingerprint(of: [1])).next(header: Fingerprint(of: [2]))
    write(3)
    _ = try take(answers(try session.carriedRequests(), of: &server))
    let before = journal.standing()
    let back = SyncResponse(
      epoch: "e", stream: before.stream, outcome: .stored, mark: before.mark, feed: .diverged(common: place), time: 1)
    _ = try take([back])
    #expect(journal.standing() == before)
  }

  @Test func whatCannotJoinItsStreamIsHandedOnByTheCarrierAndCountsOnce() throws {
    var server = TeamJournal(team: "team")
    write(2)
    let lost = try session.carriedRequests()
    _ = try take(answers(lost, of: &server))
    write(2)
    let requests = try session.carriedRequests()
    var other = TeamJournal(team: "team")
    #expect(answers(requests, of: &other).map(\.outcome) == [.gap])
    let carrier = StreamID.sample(2).device
    let handedOn = try #require(requests[0].handedOn(by: carrier))
    #expect(handedOn.stream.device == carrier)
    for _ in 0..<2 { #expect(answers([handedOn], of: &other).map(\.outcome) == [.stored]) }
    #expect(other.entries == requests[0].push.entries)
    #expect(requests[0].handedOn(by: carrier) == handedOn)
    // The author's own stick comes after all: two more entries count, the others are known.
    #expect(answers(lost + requests, of: &other).map(\.outcome) == [.stored, .stored])
    #expect(other.entries.count == 4)
    #expect(try session.carriedRequests().last?.push.entries.isEmpty == false)
    #expect(
      SyncRequest(stream: .sample(1), push: .init(base: other.mark(of: .sample(1)), entries: []))
        .handedOn(by: carrier) == nil)
  }

  @Test func handingOnOtherEntriesIsAnotherStream() {
    let start = StreamMark(sequence: 0, hash: EntryChain.start(of: .sample(1)))
    let names = (0..<3).map { _ in
      SyncRequest(stream: .sample(1), push: .init(base: start, entries: [.sample()])).handedOn(by: "d")?.stream
    }
    #expect(Set(names).count == 3)
  }
}
