import Domain
import GuideFormat
import LocalStore

/// A guide walked step by step with a citizen. Every key is on the disk before what follows it is shown.
final class GuidedSession {
  /// How a session was left.
  enum Leaving {
    /// Ended, with or without an entry.
    case ended
    /// Paused; `tiếp` goes on with it.
    case paused
    /// Paused by Ctrl-D: the shell is left as well.
    case left
  }

  /// As many notes as one entry has room for.
  private static let maximumNotes = 30

  let shell: Shell
  let store: Store
  var log: SessionLog
  private(set) var walk: Walk
  private let keys: SessionKeys
  /// The step that stands on the screen, which is not shown again for a slip of the fingers.
  private var shown: StepPath?

  /// A session that goes on where its events end.
  ///
  /// - Throws: `UserFault` where the content that the session began with can no longer be read.
  init(_ record: SessionRecord, in shell: Shell) throws {
    self.shell = shell
    store = try shell.store
    log = try SessionLog(record, in: store)
    keys = SessionKeys(shell.phrases)
    let catalogue = Catalogue.build(try store.content(of: record).files).catalogue
    guard let guide = catalogue[GuideID(rawValue: record.guide)] else {
      throw UserFault("session.unreadable", ["number": String(record.number)])
    }
    walk = Walk.resumed(guide, in: catalogue, after: log.walkEvents).walk
  }

  private var screen: Screen { shell.screen }
  private var view: StepView { StepView(screen: screen, phrases: shell.phrases, today: shell.today) }

  /// Walks until the session is ended or paused.
  func run() throws -> Leaving {
    // What was written down before the pause is needed for the entry.
    if log.isSealed {
      let lost = log.open(with: try shell.keys.reading().ring)
      // The help itself is not lost with them.
      if lost > 0 { screen.show(shell.phrases("session.closed-texts", ["count": String(lost)]), .warning) }
    }
    if let procedure = log.procedure { try show(procedure) }
    GuideAge(guide: walk.guide, phrases: shell.phrases, today: shell.today).show(on: screen)
    // Whoever asks for a secret after this is nobody of ours.
    if walk.guide.kind != .safety { screen.show(shell.phrases("session.never-asks"), .strong) }
    screen.show(shell.phrases("session.keys", keyLetters), .faint)
    while let placed = walk.current {
      if shown != placed.path { view.show(placed, of: walk) }
      shown = placed.path
      if !log.closing.values.isEmpty || placed.step.isEnd {
        if let leaving = try close(at: placed) { return leaving }
        continue
      }
      if let leaving = try turn(at: placed) { return leaving }
    }
    return .paused
  }

  /// What the catalogue says of the procedure; of its page only an address to which people may be sent.
  private func show(_ procedure: ListedProcedure) throws {
    screen.show(label: shell.phrases("session.procedure"), "\(procedure.code) · \(procedure.name)", .strong)
    if let authority = procedure.authority { screen.show(label: shell.phrases("session.authority"), authority) }
    if procedure.level.rawValue != "unknown", let level = shell.phrases.optional("level.\(procedure.level.rawValue)") {
      screen.show(label: shell.phrases("session.level"), level)
    }
    if let url = procedure.url, try shell.tables.sites?.verdict(on: url).isSafe == true {
      screen.show(label: shell.phrases("session.page"), url)
    }
  }

  /// The letters of the keys, for phrases that name them.
  var keyLetters: [String: String] {
    SessionKeys.Key.allCases.reduce(into: [:]) { $0[$1.rawValue] = keys.letter($1) }
  }

  /// At an end: Enter goes on to the questions, everything else is a key as at any step.
  private func close(at placed: PlacedStep) throws -> Leaving? {
    if log.closing.values.isEmpty {
      switch ask("session.prompt.end") {
      case .line(""): break
      case let reply: return try key(reply, at: placed)
      }
    }
    return try ClosingForm(session: self).run()
  }

  /// One prompt at a step; nil where the session goes on.
  private func turn(at placed: PlacedStep) throws -> Leaving? {
    let reply = ask(prompt(for: placed.step))
    guard case .line(let line) = reply, keys.key(line) == nil, noteText(line) == nil else {
      return try key(reply, at: placed)
    }
    do throws(UserFault) {
      let answer = try StepAnswer(line, to: placed.step, papers: walk.papers)
      try record(answer, at: placed)
    } catch {
      shell.show(error)
    }
    return nil
  }

  private func record(_ answer: StepAnswer, at placed: PlacedStep) throws(UserFault) {
    let papers = walk.papers
    switch answer {
    case .event(let action): try confirm(action, at: placed)
    case .value(var text):
      if case .record(.note, _) = placed.step.kind { text = try NoteGuard(shell: shell).settled(text) }
      try confirm(.recorded(log.nextReference), at: placed, text: text)
    }
    if case .event(.ticked(let ids)) = answer {
      let names = papers.filter { !ids.contains($0.id) }.map { $0.name.text(in: shell.phrases.language) }
      if !names.isEmpty {
        screen.show(shell.phrases("session.papers-missing", ["papers": names.joined(separator: "; ")]), .warning)
      }
    }
  }

  /// Makes an event durable, then takes it in. Where the disk refuses, the walk stays where it was.
  private func confirm(_ action: WalkEvent.Action, at placed: PlacedStep, text: String? = nil) throws(UserFault) {
    let event = WalkEvent(action, at: placed.path)
    guard let next = try? walk.applying(event) else { throw UserFault("session.does-not-fit") }
    if text != nil { try shell.keys.requireVault() }
    try shell.faulting { try log.append(event.fields, text: text) }
    walk = next
  }

  // MARK: Keys

  private func key(_ reply: Reply, at placed: PlacedStep) throws -> Leaving? {
    do throws(UserFault) {
      switch reply {
      case .interrupted:
        screen.show(shell.phrases("session.interrupted", keyLetters), .faint)
        shown = nil
      case .ended:
        showPaused()
        return .left
      case .refused(let refusal): throw UserFault(refusal.rawValue)
      case .line(let line):
        if let text = noteText(line) {
          try note(text, at: placed)
          return nil
        }
        return try perform(keys.key(line), at: placed)
      }
    } catch {
      shell.show(error)
    }
    return nil
  }

  private func perform(_ key: SessionKeys.Key?, at placed: PlacedStep) throws(UserFault) -> Leaving? {
    switch key {
    case .back:
      guard walk.canGoBack else { throw UserFault("session.first-step") }
      try confirm(.back, at: placed)
    case .skip:
      guard (try? walk.applying(WalkEvent(.skipped, at: placed.path))) != nil else {
        throw UserFault("session.cannot-skip")
      }
      try confirm(.skipped, at: placed)
    case .blocker: return try markBlocker(at: placed)
    case .note:
      switch ask("session.prompt.note") {
      case .line(let line): try note(line, at: placed)
      case let reply: return try breakOff(reply)
      }
    case .help:
      screen.show(shell.phrases("session.help", keyLetters), indent: 2)
      view.showSources(of: placed)
    case .pause:
      showPaused()
      return .paused
    case .quit: return try quit()
    case nil: throw UserFault("session.unknown-key", keyLetters)
    }
    return nil
  }

  private func showPaused() {
    screen.show(shell.phrases("session.paused", ["number": String(log.record.number)]), .strong)
  }

  /// The words after the note key, where the line is that key and words.
  private func noteText(_ line: String) -> String? {
    let parts = line.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].count == 1, keys.key(String(parts[0])) == .note else { return nil }
    return String(parts[1])
  }

  /// What is neither line nor answer at a prompt inside a step: a refusal is said, Ctrl-C goes back to the step,
  /// Ctrl-D pauses and leaves.
  private func breakOff(_ reply: Reply) throws(UserFault) -> Leaving? {
    switch reply {
    case .refused(let refusal): throw UserFault(refusal.rawValue)
    case .ended:
      showPaused()
      return .left
    case .line, .interrupted: return nil
    }
  }

  private func note(_ note: String, at placed: PlacedStep) throws(UserFault) {
    guard !note.isEmpty else { return }
    guard walk.notes.count < Self.maximumNotes else { throw UserFault("session.too-many-notes") }
    let note = try NoteGuard(shell: shell).settled(note)
    try confirm(.noted(log.nextReference), at: placed, text: note)
    screen.show(shell.phrases("session.noted"), .good)
  }

  private func markBlocker(at placed: PlacedStep) throws(UserFault) -> Leaving? {
    let chooser = BlockerChooser(shell: shell, taxonomy: walk.blockerTaxonomy)
    let code: BlockerCode
    switch chooser.choose(first: placed.step.trouble.map(\.blocker)) {
    case .blocker(let chosen): code = chosen
    case .none(let reply): return try breakOff(reply)
    }
    try confirm(.blocked(code), at: placed)
    let own = placed.step.trouble.first { $0.blocker == code }?.remedy
    let remedy = own ?? walk.blockerTaxonomy[code]?.remedy
    screen.show(label: shell.phrases("step.blocked"), view.name(of: code, in: walk.blockerTaxonomy))
    if let remedy {
      screen.show(label: shell.phrases("step.remedy"), remedy.text(in: shell.phrases.language), .strong)
    }
    return nil
  }

  private func quit() throws(UserFault) -> Leaving? {
    for number in 1...3 { screen.item(number, shell.phrases("session.quit.\(number)")) }
    switch ask("session.prompt.quit") {
    case .line("1"):
      return try shell.faulting { try ClosingForm(session: self).run() }
    case .line(""), .line("2"):
      showPaused()
      return .paused
    case .line("3"):
      try shell.faulting { try store.drop(log.record) }
      screen.show(shell.phrases("session.dropped"))
      return .ended
    case .line: throw UserFault("input.no-such-number", ["count": "3"])
    case let reply: return try breakOff(reply)
    }
  }

  private func ask(_ key: String) -> Reply { screen.ask(shell.phrases(key, keyLetters) + " ›", .answer) }

  private func prompt(for step: Step) -> String {
    switch step.kind {
    case .ask: "session.prompt.ask"
    case .papers: "session.prompt.papers"
    case .record(let kind, let optional): "session.prompt.\(kind.rawValue)\(optional ? ".optional" : "")"
    default: "session.prompt.step"
    }
  }
}
