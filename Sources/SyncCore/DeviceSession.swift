import Domain
import Sealing

/// Why an answer was not acted on. The journal is as it was.
package enum AnswerFault: Error, Hashable, Sendable {
  /// The changes do not lead to the place that the answer names, or an entry's payload is not the one its header names.
  case brokenFeed
}

/// One exchange of a device's journal, without the wire: it hands out requests and takes answers.
///
/// Whoever carries the bytes asks for the `next` step, sends the request, and brings the answer to `receive`, or says
/// that it was `cut`. After any fault it is enough to begin another exchange.
package struct DeviceSession<Journal: DeviceJournal> {
  /// What is next.
  package enum Step {
    case send(SyncRequest)
    case finished(DeviceExchange.Ending)
  }

  let journal: Journal
  let team: String
  let rules: SyncRules
  private var exchange: DeviceExchange
  /// The entries of the last request, by their numbers in the present stream.
  private var sent: [Int: Entry] = [:]
  /// The marks of what came in this exchange and was not kept.
  private var refused: Set<Fingerprint> = []
  /// What the exchange has brought so far.
  package internal(set) var summary = SyncSummary()

  /// An exchange of a device of that team.
  package init(
    journal: Journal, team: String, budget: BatchBudget = BatchBudget(), rules: SyncRules = .all
  ) {
    self.journal = journal
    self.team = team
    self.rules = rules
    exchange = DeviceExchange(budget: budget, rules: rules)
  }

  /// What to do now.
  ///
  /// - Throws: what the journal throws.
  package mutating func next() throws -> Step {
    while true {
      switch exchange.next(try journal.standing()) {
      case .offer: _ = try journal.offerUnconfirmed()
      case .finish(let ending): return .finished(ending)
      case .send(let plan):
        do {
          return .send(try request(plan))
        } catch let entry as UnsendableEntry { try setApart(entry.id) }
      }
    }
  }

  /// Takes the answer to the last request, which took that long.
  ///
  /// - Throws: `AnswerFault`, or what the journal throws.
  package mutating func receive(_ response: SyncResponse, milliseconds: Int64) throws {
    let standing = try journal.standing()
    let own = try journal.chainHash(at: response.mark.sequence)
    summary.noteAnswer(time: response.time)
    let actions = exchange.answered(response, stream: standing.stream, own: own, milliseconds: milliseconds)
    for action in actions {
      switch action {
      case .take(let mark, let feed):
        let receipt = ExchangeReceipt(
          mark: mark, feed: try feed.flatMap(movement), epoch: response.epoch, time: response.time)
        summary.note(try journal.take(receipt))
        summary.note(mark: mark, after: standing.mark)
        if case .back = receipt.feed { summary.noteRestoredServer() }
      case .beginIncarnation:
        try journal.beginIncarnation()
        summary.noteRebirth()
      case .install(let guides):
        try receive(guides)
      }
    }
  }

  /// Learns that the server refused the last request, in words that it signed; whether it is worth going on: one entry
  /// of the request was to blame, and was set apart.
  ///
  /// - Throws: what the journal throws.
  package mutating func refused(_ problem: Problem) throws -> Bool {
    guard [.entryDamaged, .entryIncomplete, .entryTooLarge, .entryUnreadable].contains(problem.code),
      let entry = problem.entry,
      sent.values.contains(where: { $0.header.id == entry })
    else { return false }
    try setApart(entry)
    return true
  }

  mutating func setApart(_ entry: EntryID) throws {
    try journal.setApart(entry)
    summary.note(setApart: entry)
  }

  /// Learns that no answer came.
  package mutating func cut() { exchange.cut() }

  private mutating func request(_ plan: DeviceExchange.Plan) throws -> SyncRequest {
    let entries = try journal.entries(
      after: plan.base.sequence, count: SyncLimits.batchEntries, bytes: plan.bytes)
    sent = Dictionary(uniqueKeysWithValues: zip((plan.base.sequence + 1)..., entries))
    let checkpoints = plan.namesCheckpoints ? try journal.checkpoints() + [.start(of: team)] : []
    return SyncRequest(
      stream: try journal.standing().stream, push: .init(base: plan.base, entries: entries),
      feed: .init(after: plan.place, checkpoints: checkpoints, bytes: plan.bytes), guides: try journal.guideVersions(),
      refused: try refusedGuides())
  }

  /// What need not come again: of what was refused in this exchange nothing, or it would stand before what follows.
  func refusedGuides() throws -> Set<Fingerprint> {
    refused.union(try journal.refusedGuides().prefix(max(0, SyncLimits.refusedGuides - refused.count)))
  }

  /// How the journal moves by an answer, once every change is known to lead to the next place.
  func movement(_ feed: FeedAnswer) throws -> ExchangeReceipt.Feed? {
    switch feed {
    case .diverged(let common): return common.map { .back(to: $0) }
    case .goesOn(let after, let changes, let place, _):
      var reached = after
      for change in changes { reached = reached.next(header: try header(of: change)) }
      guard reached == place || !rules.hashInCursor else { throw AnswerFault.brokenFeed }
      return .forward(changes, to: place)
    }
  }

  /// The digest of the header that a change brings.
  private func header(of change: FeedChange) throws -> Fingerprint {
    switch change {
    case .entry(let entry):
      guard entry.matchesItsDigests else { throw AnswerFault.brokenFeed }
      return Fingerprint(of: entry.headerBytes)
    case .own(let sequence):
      // Nearly always what was sent a moment ago.
      if let entry = sent[sequence] { return Fingerprint(of: entry.headerBytes) }
      guard let entry = try journal.entries(after: sequence - 1, count: 1, bytes: .max).first else {
        throw AnswerFault.brokenFeed
      }
      return Fingerprint(of: entry.headerBytes)
    }
  }

  /// Takes guides and tables that came.
  mutating func receive(_ guides: [SignedGuide]) throws {
    // A signature vouches for the content; where it lands on the disk is not left to it.
    for (guide, reception) in try guides.received({ $0.hasSafeNames ? try journal.install($0) : .unreadable }) {
      if reception != .installed, refused.count < SyncLimits.refusedGuides { refused.insert(guide.mark) }
      summary.guides.append(GuideArrival(guide, reception))
    }
  }
}
