import Domain

/// Reads `guide.yaml`: the guide with its translations, and what only the catalogue can check.
struct GuideReader {
  /// The version of the format that this program reads.
  static let format = 1
  private static let keys = [
    "format", "id", "version", "title", "kind", "service", "aliases", "procedure", "papers", "sources", "facts",
    "review_by", "steps",
  ]

  /// A guide step and where the inner guide's name stands.
  struct Inclusion {
    let step: String
    let guide: GuideID
    let position: Position
  }

  private(set) var guide: Guide?
  private(set) var inclusions: [Inclusion] = []
  private(set) var namedEnds: [ConditionReader.NamedEnd] = []
  /// Where each end step stands.
  private(set) var ends: [(id: String, position: Position)] = []

  private let log: FaultLog
  private let words: TranslationTable
  private let blockers: [String]?

  init(log: FaultLog, words: TranslationTable, blockers: [String]?) {
    (self.log, self.words, self.blockers) = (log, words, blockers)
  }

  /// Reads a guide from the root of its file. Faults are in the log; with faults the guide is not to be used.
  mutating func read(_ root: SourceNode, folder: String) {
    guard Self.isSupported(root, log: log) else { return }
    let fields = Fields(root, known: Self.keys, log: log)
    _ = fields.required("format")
    let id = fields.id() ?? folder
    if id != folder, let node = root["id"] {
      log.report(.folderName, at: node.position, found: id, expected: [folder], names: [])
    }
    let stepNodes = fields.required("steps").map { Fields.list($0, log: log) } ?? []
    var conditions = ConditionReader(outline: StepOutline(stepNodes), log: log)
    let version = fields.number("version") ?? 1
    let title = words.text(fields.text("title"), at: "title")
    let kind = fields.word("kind", GuideKind.self) ?? .account
    let service = fields.word("service", of: ServiceType.known.map(\.rawValue)).map(ServiceType.init(rawValue:))
    let aliases = fields.list("aliases").compactMap { Fields.words($0, atMost: TextLimit.line, log: log) }
    let parts = PartsReader(log: log, words: words)
    let procedure = parts.procedure(fields.optional("procedure"))
    let papers = parts.papers(fields, conditions: &conditions)
    let sources = parts.sources(fields)
    let facts = parts.facts(fields, sources: sources.map(\.id))
    let reviewBy = fields.date("review_by")
    let reader = StepReader(
      log: log, words: words, facts: facts.map(\.id), hasPapers: !papers.isEmpty, blockers: blockers)
    let steps = steps(stepNodes, reader: reader, conditions: &conditions)
    if let node = fields.optional("steps"), case .list = node.content { checkEnd(steps, list: node) }
    namedEnds = conditions.namedEnds
    guard let reviewBy = reviewBy ?? GuideDate(year: 2000, month: 1, day: 1) else { return }
    guide = Guide(
      id: GuideID(rawValue: id), version: version, title: title, kind: kind, service: service ?? .other,
      aliases: words.aliases(aliases), procedure: procedure, papers: papers, sources: sources, facts: facts,
      reviewBy: reviewBy, steps: steps.map(\.step))
  }

  /// Whether a file is of the format that this program reads. Of a newer one nothing else can be said.
  static func isSupported(_ root: SourceNode, log: FaultLog) -> Bool {
    guard let node = root["format"], let text = node.text, text != "\(format)" else { return true }
    log.report(.unsupportedFormat, at: node.position, found: text, expected: ["\(format)"], names: [])
    return false
  }

  private mutating func steps(
    _ nodes: [SourceNode], reader: StepReader, conditions: inout ConditionReader
  ) -> [(step: Step, kind: Position)] {
    var taken = TakenIDs(log: log)
    var steps: [(step: Step, kind: Position)] = []
    for (place, node) in nodes.enumerated() {
      let read = reader.read(node, at: place, conditions: &conditions)
      taken.take(read.step.id, at: node["id"]?.position)
      if case .guide(let inner) = read.step.kind, let target = node["guide"], !inner.rawValue.isEmpty {
        inclusions.append(Inclusion(step: read.step.id, guide: inner, position: target.position))
      }
      if read.step.isEnd { ends.append((read.step.id, read.kind)) }
      steps.append(read)
    }
    return steps
  }

  /// Every walk ends, and every step can be come to.
  private func checkEnd(_ steps: [(step: Step, kind: Position)], list: SourceNode) {
    let nodes = list.list
    guard let last = steps.last else {
      log.report(.noFinalEnd, at: list.position, names: [])
      return
    }
    let hasCondition = { (place: Int) in nodes[place]["when"] != nil }
    guard let first = steps.indices.first(where: { steps[$0].step.isEnd && !hasCondition($0) }) else {
      log.report(.noFinalEnd, at: nodes[steps.count - 1].position, found: last.step.id, names: [])
      return
    }
    for place in steps.indices where place > first {
      log.report(.unreachableStep, at: nodes[place].position, found: steps[place].step.id, names: [])
    }
  }
}
