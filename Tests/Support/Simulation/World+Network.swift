import Domain
import SyncCore

/// Exchanges over a network that loses, delays, doubles, reorders and cuts.
extension World {
  /// An answer on a slow line takes that long, in milliseconds, and keeps pushes at their smallest.
  private var answerTime: Int64 { circumstances.isSlow ? 20_000 : 100 }

  /// No exchange asks so often, however small the pages are.
  private var mostRequests: Int { 60 + 3 * tally.entries }

  /// Begins an exchange on the machine; one that is still open there ends.
  func sync(_ index: Int, _ fates: [Fate]) async throws {
    machines[index].open?.session.cut()
    exchanges += 1
    let budget = BatchBudget(bytes: circumstances.isSlow ? BatchBudget.smallest : BatchBudget.first)
    machines[index].open = (
      exchanges, DeviceSession(journal: machines[index].journal, team: Self.team, budget: budget, rules: rules)
    )
    var fates = fates[...]
    guard let letter = try step(index) else { return }
    try await send(letter, &fates)
  }

  /// A letter that is under way arrives, and what follows from it, without further faults.
  func deliver(_ number: Int, isCopy: Bool) async throws {
    guard !letters.isEmpty else { return }
    let index = number % letters.count
    let letter = isCopy ? letters[index] : letters.remove(at: index)
    var none: ArraySlice<Fate> = []
    guard let next = try await arrive(letter) else { return }
    try await send(next, &none)
  }

  /// Sends letters to and fro, until one does not come through or the exchange is over.
  private func send(_ first: Letter, _ fates: inout ArraySlice<Fate>) async throws {
    var next: Letter? = first
    var count = 0
    while let letter = next {
      count += 1
      guard count <= 2 * mostRequests else {
        return try broken(.restless, "an exchange sent \(count) letters and went on")
      }
      let fate = fates.popFirst() ?? .arrives
      if fate != .arrives { note("\(fate)") }
      if fate == .late || fate == .doubled, letters.count < Self.most { letters.append(letter) }
      if fate == .cut, circumstances.isWritten { try wire.refusesCut(letter.content, salt: exchanges * 7919) }
      next = fate == .arrives || fate == .doubled ? try await arrive(letter) : nil
    }
  }

  /// What the arrival of a letter leads to.
  private func arrive(_ letter: Letter) async throws -> Letter? {
    switch letter.content {
    case .request(let request):
      let request = circumstances.isWritten ? try wire.carry(request) : request
      return Letter(exchange: letter.exchange, content: .answer(try await answer(request), age: age))
    case .answer(let response, let answerAge):
      guard let index = machines.firstIndex(where: { $0.open?.number == letter.exchange }) else { return nil }
      let response = circumstances.isWritten ? try wire.carry(response) : response
      return try await receive(response, answerAge, at: index)
    }
  }

  /// The server acts on a request and answers.
  func answer(_ request: SyncRequest) async throws -> SyncResponse {
    if circumstances.isWritten, let problem = ServerJournalDecision.problem(of: request.push) {
      try broken(.garbled, "the server refused a push: \(problem.code.rawValue)")
    }
    let feed = request.feed.map {
      SyncRequest.FeedQuestion(
        after: $0.place, checkpoints: $0.checkpoints, bytes: min($0.bytes, circumstances.pageBytes))
    }
    let question = JournalExchange.Question(stream: request.stream, push: request.push, feed: feed)
    let answer = try await server.exchange(question)
    tally.requests += 1
    if answer.outcome == .gap { tally.gaps += 1 }
    if answer.outcome == .fork { tally.forks += 1 }
    if case .diverged = answer.feed { tally.divergences += 1 }
    note("server: \(request.stream.device) \(answer.outcome.rawValue) \(answer.mark.sequence)")
    do throws(Violation) { try witness.saw(question, answer) } catch { try broken(error.rule, error.details) }
    return SyncResponse(
      epoch: "e\(age)", stream: request.stream, outcome: answer.outcome, mark: answer.mark, feed: answer.feed,
      time: Int64(age))
  }

  private func receive(_ response: SyncResponse, _ answerAge: Int, at index: Int) async throws -> Letter? {
    let before = try machines[index].journal.standing()
    do {
      try machines[index].open?.session.receive(response, milliseconds: answerTime)
    } catch is PowerCut {
      tally.powerCuts += 1
      try losePower(index)
    } catch let fault as AnswerFault {
      // An answer of the server that nobody altered is always one that can be acted on.
      try broken(.brokenFeed, "machine \(index): \(fault)")
      machines[index].open = nil
    }
    try await learned(answerAge, before, at: index)
    return try machines[index].open == nil ? nil : step(index)
  }

  /// Keeps how old the device's mark is, where it has another than before, and checks it.
  func learned(_ answerAge: Int, _ before: DeviceStanding, at index: Int) async throws {
    let after = try machines[index].journal.standing()
    note("machine \(index): \(after.mark.sequence)/\(after.head.sequence) at \(after.place.change)")
    if (after.stream, after.mark) != (before.stream, before.mark) { machines[index].markAge = answerAge }
    try await checkMark(of: index)
    try checkErased(on: index)
  }

  /// The next letter of the machine's exchange, or nil where that is over.
  private func step(_ index: Int) throws -> Letter? {
    do {
      switch try machines[index].open?.session.next() {
      case .send(let request):
        try checkThrift(request)
        return Letter(exchange: machines[index].open?.number ?? 0, content: .request(request))
      case .finished(let ending):
        note("machine \(index): \(ending)")
        machines[index].open = nil
      case nil: break
      }
    } catch is PowerCut {
      tally.powerCuts += 1
      try losePower(index)
    }
    return nil
  }

  /// That a push stays within its budget.
  private func checkThrift(_ request: SyncRequest) throws {
    let bytes = request.push.entries.reduce(0) { $0 + $1.size }
    let budget = circumstances.isSlow ? BatchBudget.smallest : BatchBudget.largest
    if bytes > budget, request.push.entries.count > 1 { try broken(.wasteful, "a push has \(bytes) bytes") }
  }
}
