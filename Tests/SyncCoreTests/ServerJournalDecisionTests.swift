import Domain
import Sealing
import SyncCore
import SyncTesting
import Testing

@Suite struct ServerJournalDecisionTests {
  private let stream = StreamID.sample(1)
  private let entries = (0..<5).map { Entry.sample(minutes: $0) }
  private var start: StreamMark { StreamMark(sequence: 0, hash: EntryChain.start(of: stream)) }

  /// The mark after so many of the entries.
  private func mark(_ count: Int) -> StreamMark {
    StreamMark(
      sequence: count,
      hash: entries.prefix(count).reduce(start.hash) { EntryChain.next(after: $0, header: $1.headerBytes) })
  }

  private func held(_ count: Int, headers: [EntryID: Fingerprint] = [:]) -> ServerJournalDecision.Held {
    let hashes = Dictionary(uniqueKeysWithValues: (0...count).map { ($0, mark($0).hash) })
    return ServerJournalDecision.Held(mark: mark(count), hashes: hashes, headers: headers)
  }

  private func additions(_ decision: ServerJournalDecision) -> [ServerJournalDecision.Addition]? {
    guard case .store(let additions) = decision else { return nil }
    return additions
  }

  /// Pushes from `base` up to `end` against a server that holds `held`; what is stored of it, nil for a gap.
  @Test(arguments: [
    (base: 0, end: 3, held: 0, stored: [1, 2, 3] as [Int]?), (base: 0, end: 3, held: 3, stored: []),
    (base: 0, end: 5, held: 2, stored: [3, 4, 5]), (base: 2, end: 4, held: 2, stored: [3, 4]),
    (base: 1, end: 2, held: 4, stored: []), (base: 3, end: 3, held: 3, stored: []),
    (base: 3, end: 5, held: 2, stored: nil), (base: 1, end: 1, held: 0, stored: nil),
  ])
  func storesExactlyWhatFollowsTheMark(base: Int, end: Int, held count: Int, stored: [Int]?) {
    let push = SyncRequest.Push(base: mark(base), entries: Array(entries[base..<end]))
    let decision = ServerJournalDecision(push: push, held: held(count))
    #expect(additions(decision)?.map(\.sequence) == stored)
    #expect((decision == .gap) == (stored == nil))
    if let last = additions(decision)?.last { #expect(last.hash == mark(end).hash) }
  }

  @Test func aBaseWithAnotherHashIsAFork() {
    let push = SyncRequest.Push(base: StreamMark(sequence: 2, hash: mark(3).hash), entries: [entries[2]])
    #expect(ServerJournalDecision(push: push, held: held(2)) == .fork)
    #expect(ServerJournalDecision(push: push, held: held(4)) == .fork)
  }

  @Test func anotherEntryInTheOverlapIsAForkAndNothingOfThePushIsStored() {
    let push = SyncRequest.Push(base: mark(1), entries: [entries[1], .sample(), .sample(), .sample()])
    #expect(ServerJournalDecision(push: push, held: held(3)) == .fork)
  }

  /// The server reads no more hashes than the base and what both hold, and none for a gap.
  @Test func needsTheHashesOfTheBaseAndTheOverlap() {
    func needed(base: Int, end: Int, held: Int) -> ClosedRange<Int>? {
      let push = SyncRequest.Push(base: mark(base), entries: Array(entries[base..<end]))
      return ServerJournalDecision.neededSequences(of: push, mark: mark(held))
    }
    #expect(needed(base: 1, end: 4, held: 3) == 1...3)
    #expect(needed(base: 1, end: 2, held: 5) == 1...2)
    #expect(needed(base: 3, end: 3, held: 3) == 3...3)
    #expect(needed(base: 3, end: 5, held: 2) == nil)
  }

  @Test func theSameEntryElsewhereIsAnAliasAndAnotherOneAConflict() {
    let same = [entries[0].header.id: Fingerprint(of: entries[0].headerBytes)]
    let other = [entries[0].header.id: Fingerprint(of: entries[1].headerBytes)]
    let push = SyncRequest.Push(base: start, entries: [entries[0]])
    #expect(additions(.init(push: push, held: held(0, headers: same)))?.map(\.standing) == [.alias])
    #expect(additions(.init(push: push, held: held(0, headers: other)))?.map(\.standing) == [.conflict])
    let twice = SyncRequest.Push(base: start, entries: [entries[0], entries[0]])
    #expect(additions(.init(push: twice, held: held(0)))?.map(\.standing) == [.counted, .alias])
  }

  @Test func refusesOnlyWhatCannotBeAnEntry() {
    let whole = Entry.sample(kind: EntryKind(rawValue: "of-the-year-2035"), body: .array([.null]))
    #expect(ServerJournalDecision.problem(of: .init(base: start, entries: [whole])) == nil)
    let gone = Entry(headerBytes: whole.headerBytes, bodyBytes: nil, sealed: nil)
    let erased = Entry.sample(sealed: [1]).withoutSealed
    let altered = Entry(headerBytes: whole.headerBytes, bodyBytes: Array("{}".utf8), sealed: nil)
    let added = Entry(headerBytes: whole.headerBytes, bodyBytes: whole.bodyBytes, sealed: [1])
    #expect(ServerJournalDecision.problem(of: .init(base: start, entries: [erased])) == nil)
    let incomplete = gone.flatMap { ServerJournalDecision.problem(of: .init(base: start, entries: [erased, $0])) }
    #expect(incomplete == Problem(.entryIncomplete, entry: whole.header.id))
    for damaged in [altered, added] {
      let problem = damaged.flatMap { ServerJournalDecision.problem(of: .init(base: start, entries: [whole, $0])) }
      #expect(problem == Problem(.entryDamaged, entry: whole.header.id))
    }
    let large = Entry.sample(sealed: [UInt8](repeating: 1, count: SyncLimits.entryBytes))
    #expect(
      ServerJournalDecision.problem(of: .init(base: start, entries: [large]))
        == Problem(.entryTooLarge, entry: large.header.id))
    let many = [Entry](repeating: whole, count: SyncLimits.entries + 1)
    #expect(ServerJournalDecision.problem(of: .init(base: start, entries: many))?.code == .tooManyEntries)
  }
}
