import Domain

/// Reads the steps of a guide.
struct StepReader {
  /// The keys that say what kind a step is.
  static let kinds = ["do", "ask", "papers", "record", "link", "warn", "wait", "guide", "end"]
  private static let common = ["id", "say", "facts", "when", "trouble"]
  /// The keys that go with a kind.
  private static let companions = [
    "ask": ["choices"], "record": ["value", "optional"], "link": ["url"], "wait": ["for"], "guide": ["text"],
    "end": ["outcome"],
  ]

  let log: FaultLog
  let words: TranslationTable
  let facts: [String]
  let hasPapers: Bool
  /// The blockers' codes; nil where their list could not be read, and nothing can be checked against it.
  let blockers: [String]?

  /// A step, and where its kind stands.
  func read(_ node: SourceNode, at place: Int, conditions: inout ConditionReader) -> (step: Step, kind: Position) {
    let kindEntries = node.entries.filter { Self.kinds.contains($0.key) }
    let kindEntry = kindEntries.first
    let companions = kindEntry.flatMap { Self.companions[$0.key] } ?? []
    var known = Self.common + (kindEntry == nil ? Self.kinds : [kindEntry?.key ?? ""] + companions)
    known += kindEntries.dropFirst().map(\.key)
    let fields = Fields(node, known: known, log: log)
    if let second = kindEntries.dropFirst().first {
      log.report(
        .severalKinds, at: second.keyPosition, found: kindEntries.map(\.key).joined(separator: ", "),
        expected: Self.kinds, names: [])
    } else if kindEntry == nil, case .mapping = node.content {
      log.report(.noKind, at: node.position, expected: Self.kinds, names: [])
    }
    let id = fields.id() ?? ""
    let address = "steps/\(id)"
    let step = Step(
      id: id, kind: kind(kindEntry, fields: fields, address: address),
      text: words.text(text(kindEntry, fields: fields), at: address + "/text"),
      say: fields.optional("say").map { _ in
        words.text(fields.optionalText("say", atMost: TextLimit.passage), at: address + "/say")
      },
      facts: factIDs(fields), when: conditions.read(fields.optional("when"), before: place),
      trouble: trouble(fields, address: address))
    return (step, kindEntry?.keyPosition ?? node.position)
  }

  private func text(_ kind: SourceNode.Entry?, fields: Fields) -> String? {
    guard let kind else { return nil }
    if kind.key == "guide" { return fields.text("text", atMost: TextLimit.step) }
    return Fields.words(kind.value, atMost: TextLimit.step, log: log)
  }

  private func kind(_ entry: SourceNode.Entry?, fields: Fields, address: String) -> Step.Kind {
    guard let entry else { return .act }
    switch entry.key {
    case "ask": return .ask(choices(fields, address: address))
    case "papers":
      if !hasPapers { log.report(.noPapers, at: entry.keyPosition, names: []) }
      return .papers
    case "record": return .record(fields.word("value", RecordKind.self) ?? .note, optional: fields.flag("optional"))
    case "link": return .link(url: fields.url("url") ?? "")
    case "warn": return .warn
    case "wait": return .wait(fields.word("for", WaitKind.self) ?? .otp)
    case "guide": return .guide(GuideID(rawValue: Fields.id(entry.value, log: log) ?? ""))
    case "end":
      let outcome = fields.word("outcome", of: Outcome.known.map(\.rawValue)).map(Outcome.init(rawValue:))
      return .end(outcome ?? .solved)
    default: return .act
    }
  }

  private func choices(_ fields: Fields, address: String) -> [Choice] {
    guard let node = fields.required("choices") else { return [] }
    let nodes = Fields.list(node, log: log)
    if case .list = node.content, !(2...9).contains(nodes.count) {
      log.report(.choiceCount, at: node.position, found: "\(nodes.count)", expected: ["2-9"], names: [])
    }
    var taken = TakenIDs(log: log)
    return nodes.map { node in
      let choice = Fields(node, known: ["id", "text", "service"], log: log)
      let id = choice.id() ?? ""
      taken.take(id, at: node["id"]?.position)
      let service =
        choice.optional("service") == nil ? nil : choice.word("service", of: ServiceType.known.map(\.rawValue))
      return Choice(
        id: id, text: words.text(choice.text("text"), at: address + "/choices/\(id)"),
        service: service.map(ServiceType.init(rawValue:)))
    }
  }

  private func factIDs(_ fields: Fields) -> [String] {
    fields.list("facts").compactMap { node in
      guard let id = Fields.scalar(node, log: log) else { return nil }
      if !facts.contains(id) { log.report(.unknownFact, at: node.position, found: id, expected: facts) }
      return id
    }
  }

  private func trouble(_ fields: Fields, address: String) -> [Trouble] {
    var taken = TakenIDs(log: log)
    return fields.list("trouble").map { node in
      let trouble = Fields(node, known: ["blocker", "remedy"], log: log)
      let code = trouble.required("blocker").flatMap { Fields.scalar($0, log: log) } ?? ""
      if let place = node["blocker"]?.position, !code.isEmpty {
        taken.take(code, at: place)
        if let blockers, !blockers.contains(code) {
          log.report(
            .unknownBlocker, at: place, found: code,
            expected: EditDistance.nearest(to: code, among: blockers).map { [$0] } ?? [])
        }
      }
      let remedy = trouble.text("remedy", atMost: TextLimit.passage)
      return Trouble(
        blocker: BlockerCode(rawValue: code), remedy: words.text(remedy, at: address + "/trouble/\(code)"))
    }
  }
}

/// Notes ids that are taken twice.
struct TakenIDs {
  let log: FaultLog
  private var ids: Set<String> = []

  init(log: FaultLog) { self.log = log }

  /// Takes an id, unless it is faulty and so empty.
  mutating func take(_ id: String, at position: Position?) {
    guard !id.isEmpty, let position else { return }
    if !ids.insert(id).inserted { log.report(.duplicateID, at: position, found: id, names: []) }
  }
}
