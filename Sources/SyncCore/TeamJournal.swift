import Domain
import Sealing

/// One team's journal as a server keeps it, in memory: a value, so that a copy of it is a backup.
///
/// It decides as the stores in SQL do, with the same decisions; the conformance suite holds them to each other.
package struct TeamJournal: Sendable {
  /// One change of the feed.
  package struct Change: Sendable {
    package let entry: Entry
    package let stream: StreamID
    package let sequence: Int
    package let standing: ServerJournalDecision.Standing
    /// The place in the feed after the change.
    package let place: FeedPlace
  }

  /// The place before the first change.
  package let start: FeedPlace
  /// The feed, from change number 1 on.
  package private(set) var changes: [Change] = []
  /// Streams whose name two histories bear.
  package private(set) var forks: Set<StreamID> = []
  private var streams: [StreamID: [Fingerprint]] = [:]
  private var counted: [EntryID: Fingerprint] = [:]
  private var erased = ErasedEntries()
  /// Where in the feed something of an entry that counts is missing.
  private var lacking: [EntryID: Int] = [:]
  private let rules: SyncRules

  /// The empty journal of a team.
  package init(team: String, rules: SyncRules = .all) {
    start = .start(of: team)
    self.rules = rules
  }

  /// The place after the last change.
  package var head: FeedPlace { changes.last?.place ?? start }

  /// What counts, in the order of the feed.
  package var entries: [Entry] { changes.filter { $0.standing == .counted }.map(\.entry) }

  /// How far a stream is held.
  package func mark(of stream: StreamID) -> StreamMark {
    StreamMark(
      sequence: streams[stream]?.count ?? 0, hash: streams[stream]?.last ?? EntryChain.start(of: stream))
  }

  /// The chain hash of a stream after the entry with that number; nil where the stream is not held so far.
  package func chainHash(of stream: StreamID, at sequence: Int) -> Fingerprint? {
    if sequence == 0 { return EntryChain.start(of: stream) }
    guard let hashes = streams[stream], hashes.indices.contains(sequence - 1) else { return nil }
    return hashes[sequence - 1]
  }

  /// Acts on a question and answers it.
  ///
  /// - Parameters:
  ///   - day: by which day sealed parts were purged, so that those are not kept again; nil where none were.
  ///   - received: when entries came, in milliseconds since 1970.
  package mutating func exchange(
    _ question: JournalExchange.Question, purgedBy day: CivilDate? = nil, received: [EntryID: Int64] = [:]
  ) -> JournalExchange.Answer {
    let outcome = store(question.push, to: question.stream)
    if outcome == .stored { fill(from: question.push.entries, purgedBy: day, received: received) }
    let feed = question.feed.map { read($0, of: question.stream, shown: question.shown(outcome)) }
    return JournalExchange.Answer(outcome: outcome, mark: mark(of: question.stream), feed: feed)
  }

  private mutating func store(_ push: SyncRequest.Push, to stream: StreamID) -> SyncResponse.Outcome {
    var hashes: [Int: Fingerprint] = [:]
    let mark = mark(of: stream)
    for sequence in ServerJournalDecision.neededSequences(of: push, mark: mark) ?? 0...0 {
      hashes[sequence] = chainHash(of: stream, at: sequence)
    }
    switch ServerJournalDecision(
      push: push, held: .init(mark: mark, hashes: hashes, headers: counted), rules: rules)
    {
    case .gap: return .gap
    case .fork:
      forks.insert(stream)
      return .fork
    case .store(let additions):
      for addition in additions { keep(addition, of: stream) }
      return .stored
    }
  }

  private mutating func keep(_ addition: ServerJournalDecision.Addition, of stream: StreamID) {
    streams[stream, default: []].append(addition.hash)
    guard addition.standing != .alias else { return }
    let entry = rules.erasuresHold ? erased.kept(addition.entry) : addition.entry
    if addition.standing == .counted {
      counted[entry.header.id] = addition.header
      if !entry.isWhole { lacking[entry.header.id] = changes.count }
    }
    changes.append(
      Change(
        entry: entry, stream: stream, sequence: addition.sequence, standing: addition.standing,
        place: head.next(header: addition.header)))
    if addition.standing == .counted, erased.note(addition.entry.header) != nil {
      let erased = erased
      erase { erased.covers($0.header) }
    }
  }

  /// Takes from entries that came again what is missing of them here, and neither erased nor purged by right.
  private mutating func fill(from entries: [Entry], purgedBy day: CivilDate?, received: [EntryID: Int64]) {
    let candidates = entries.filter { $0.bodyBytes != nil && $0.matchesItsDigests && lacking[$0.header.id] != nil }
    guard !candidates.isEmpty else { return }
    var absence = SealedAbsence()
    for entry in self.entries { absence.note(entry, received: received[entry.header.id]) }
    for entry in candidates {
      guard let index = lacking[entry.header.id] else { continue }
      let mayBeGone = absence.explains(entry.header, on: day ?? .distantPast)
      put(changes[index].entry.filled(from: entry, keepsSealed: !mayBeGone), at: index)
    }
  }

  /// Puts the entry in the place of the same one with more or less of it.
  private mutating func put(_ entry: Entry, at index: Int) {
    let change = changes[index]
    changes[index] = Change(
      entry: entry, stream: change.stream, sequence: change.sequence, standing: change.standing, place: change.place)
    if change.standing == .counted { lacking[entry.header.id] = entry.isWhole ? nil : index }
  }

  /// Erases what is sealed with the entries that are chosen; how many sealed parts that were.
  @discardableResult
  package mutating func erase(_ isChosen: (Entry) -> Bool) -> Int {
    var count = 0
    for (index, change) in changes.enumerated() where change.entry.sealed != nil && isChosen(change.entry) {
      put(change.entry.withoutSealed, at: index)
      count += 1
    }
    return count
  }

  private func read(_ question: SyncRequest.FeedQuestion, of stream: StreamID, shown: Int) -> FeedAnswer {
    switch FeedDecision(question, head: head, start: start, rules: rules, hash: { changes[$0 - 1].place.hash }) {
    case .diverged(let common): return .diverged(common: common)
    case .goOn:
      var page = FeedPage(bytes: question.bytes)
      for change in changes.dropFirst(question.place.change) {
        let isOwn = change.stream == stream && change.sequence <= shown
        guard page.add(isOwn ? .own(sequence: change.sequence) : .entry(change.entry)) else { break }
      }
      let last = question.place.change + page.changes.count
      return .goesOn(
        after: question.place, changes: page.changes, to: last == 0 ? start : changes[last - 1].place,
        more: page.isFull)
    }
  }
}
