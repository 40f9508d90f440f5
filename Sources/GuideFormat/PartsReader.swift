import Domain

/// Reads what stands beside a guide's steps: procedure, papers, sources, facts.
struct PartsReader {
  let log: FaultLog
  let words: TranslationTable

  /// The administrative procedure.
  func procedure(_ node: SourceNode?) -> Procedure? {
    guard let node else { return nil }
    let fields = Fields(node, known: ["code", "name", "authority", "level"], log: log)
    let code = fields.text("code") ?? ""
    if let value = fields.optional("code"), case .text(let text, let isQuoted) = value.content, !isQuoted,
      text.allSatisfy({ $0.isNumber || $0 == "." })
    {
      log.report(.notQuoted, at: value.position, found: text, expected: ["\"\(text)\""], names: [])
    }
    let level = fields.word("level", of: ServiceLevel.known.map(\.rawValue)).map(ServiceLevel.init(rawValue:))
    return Procedure(
      code: code, name: words.text(fields.text("name"), at: "procedure/name"),
      authority: words.text(fields.text("authority"), at: "procedure/authority"),
      level: level ?? ServiceLevel(rawValue: "unknown"))
  }

  /// The papers; their conditions may look at whatever was asked before they are first shown.
  func papers(_ fields: Fields, conditions: inout ConditionReader) -> [Paper] {
    var taken = TakenIDs(log: log)
    var papers: [Paper] = []
    let place = conditions.outline.firstPapers ?? conditions.outline.count
    for node in fields.list("papers") {
      let paper = Fields(node, known: ["id", "name", "when"], log: log)
      let id = paper.id() ?? ""
      taken.take(id, at: node["id"]?.position)
      papers.append(
        Paper(
          id: id, name: words.text(paper.text("name"), at: "papers/\(id)"),
          when: conditions.read(paper.optional("when"), before: place)))
    }
    return papers
  }

  /// Where the facts were read.
  func sources(_ fields: Fields) -> [Source] {
    var taken = TakenIDs(log: log)
    return fields.list("sources").compactMap { node in
      let source = Fields(node, known: ["id", "title", "url", "seen"], log: log)
      let id = source.id() ?? ""
      taken.take(id, at: node["id"]?.position)
      let (title, url, seen) = (source.text("title"), source.url("url", mayBePlain: true), source.partialDate("seen"))
      guard let seen = seen ?? PartialDate("2000") else { return nil }
      return Source(id: id, title: title ?? "", url: url ?? "", seen: seen)
    }
  }

  /// What goes out of date.
  func facts(_ fields: Fields, sources: [String]) -> [Fact] {
    let known = ["id", "label", "value", "source", "mark", "verify_with", "valid_from", "valid_to"]
    var taken = TakenIDs(log: log)
    return fields.list("facts").map { node in
      let fact = Fields(node, known: known, log: log)
      let id = fact.id() ?? ""
      taken.take(id, at: node["id"]?.position)
      let address = "facts/\(id)"
      let mark = fact.word("mark", Fact.Mark.self)
      if mark == .toVerify, fact.optional("verify_with") == nil {
        log.report(.missingVerifier, at: fact.position, found: id, expected: ["verify_with"], names: [])
      }
      let (from, to) = (fact.optionalDate("valid_from"), fact.optionalDate("valid_to"))
      if let from, let to, to < from {
        log.report(
          .datesReversed, at: node["valid_to"]?.position ?? fact.position, found: "\(to)", expected: ["\(from)"],
          names: [])
      }
      return Fact(
        id: id, label: words.text(fact.text("label"), at: address + "/label"),
        value: words.text(fact.text("value", atMost: TextLimit.passage), at: address + "/value"),
        source: source(of: fact, mark: mark, among: sources), mark: mark ?? .confirmed,
        verifyWith: fact.optional("verify_with").map { _ in
          words.text(fact.optionalText("verify_with"), at: address + "/verify_with")
        }, validFrom: from, validTo: to)
    }
  }

  /// A confirmed fact says where it was read; one still to be verified need not.
  private func source(of fact: Fields, mark: Fact.Mark?, among sources: [String]) -> String? {
    let node = mark == .toVerify ? fact.optional("source") : fact.required("source")
    guard let node, let id = Fields.scalar(node, log: log) else { return nil }
    if !sources.contains(id) { log.report(.unknownSource, at: node.position, found: id, expected: sources) }
    return id
  }
}
