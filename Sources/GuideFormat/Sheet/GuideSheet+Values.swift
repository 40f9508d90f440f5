extension GuideSheet {
  /// What `guide.yaml` is to say.
  var structure: SourceValue {
    let base = LocalizedText.base
    func field(_ row: SheetRow?, _ column: SheetColumn) -> SourceValue? { row?.fields[column].map(SourceValue.text) }
    func words(_ row: SheetRow?) -> SourceValue? { row?.words[base].map(SourceValue.text) }
    let guide = rows.first { $0.part == .guide }
    let procedure = rows.first { $0.part == .procedure && $0.key == "name" }
    return .mapping(of: [
      ("format", field(guide, .format)), ("id", guide.map { .text($0.id) }), ("version", field(guide, .version)),
      ("title", words(guide)), ("kind", field(guide, .kind)), ("service", field(guide, .service)),
      ("aliases", aliases(in: base)),
      (
        "procedure",
        .mapping(of: [
          ("code", field(procedure, .code)), ("name", words(procedure)),
          ("authority", words(rows.first { $0.part == .procedure && $0.key == "authority" })),
          ("level", field(procedure, .level)),
        ])
      ),
      (
        "papers",
        list(.paper) { row in
          .mapping(of: [("id", .text(row.id)), ("name", words(row)), ("when", row.condition)])
        }
      ),
      (
        "sources",
        list(.source) { row in
          .mapping(of: [
            ("id", .text(row.id)), ("title", words(row)), ("url", field(row, .url)), ("seen", field(row, .seen)),
          ])
        }
      ),
      (
        "facts",
        list(.fact, "label") { row in
          func text(_ key: String) -> SourceValue? {
            words(rows.first { $0.part == .fact && $0.id == row.id && $0.key == key })
          }
          return .mapping(of: [
            ("id", .text(row.id)), ("label", words(row)), ("value", text("value")), ("source", field(row, .source)),
            ("mark", field(row, .mark)), ("verify_with", text("verify_with")), ("valid_from", field(row, .validFrom)),
            ("valid_to", field(row, .validTo)),
          ])
        }
      ),
      ("review_by", field(guide, .reviewBy)), ("steps", list(.step, "text", step)),
    ])
  }

  /// What the file of a translation is to say; nil where the sheet has no words in that language.
  func translation(_ language: String) -> SourceValue? {
    guard rows.contains(where: { $0.words[language] != nil }) else { return nil }
    func words(_ part: SheetPart, _ id: String, _ key: String) -> SourceValue? {
      rows.first { $0.part == part && $0.id == id && $0.key == key }?.words[language].map(SourceValue.text)
    }
    func named(_ part: SheetPart, of id: String) -> SourceValue {
      .mapping(of: rows.filter { $0.part == part && $0.id == id }.map { ($0.key, words(part, id, $0.key)) })
    }
    let parts = { (part: SheetPart, key: String) in rows.filter { $0.part == part && $0.key == key }.map(\.id) }
    return .mapping(of: [
      ("language", .text(language)),
      ("title", rows.first { $0.part == .guide }?.words[language].map(SourceValue.text)),
      ("aliases", aliases(in: language)),
      (
        "procedure",
        .mapping(
          of: ["name", "authority"].map { key in
            (key, rows.first { $0.part == .procedure && $0.key == key }?.words[language].map(SourceValue.text))
          })
      ),
      ("papers", .mapping(of: parts(.paper, "name").map { ($0, words(.paper, $0, "name")) })),
      (
        "facts",
        .mapping(
          of: parts(.fact, "label").map { id in
            (id, .mapping(of: ["label", "value", "verify_with"].map { ($0, words(.fact, id, $0)) }))
          })
      ),
      (
        "steps",
        .mapping(
          of: parts(.step, "text").map { id in
            (
              id,
              .mapping(of: [
                ("text", words(.step, id, "text")), ("say", words(.step, id, "say")),
                ("choices", named(.choice, of: id)), ("trouble", named(.trouble, of: id)),
              ])
            )
          })
      ),
    ])
  }

  private func aliases(in language: String) -> SourceValue {
    .list(rows.compactMap { $0.part == .alias ? $0.words[language].map(SourceValue.text) : nil })
  }

  private func list(_ part: SheetPart, _ key: String? = nil, _ value: (SheetRow) -> SourceValue) -> SourceValue {
    .list(rows.filter { $0.part == part && (key == nil || $0.key == key) }.map(value))
  }

  private func step(_ row: SheetRow) -> SourceValue {
    let text = row.words[LocalizedText.base].map(SourceValue.text)
    func field(_ column: SheetColumn) -> SourceValue? { row.fields[column].map(SourceValue.text) }
    func own(_ part: SheetPart, _ names: (id: String, text: String)) -> SourceValue {
      .list(
        rows.filter { $0.part == part && $0.id == row.id }.map { inner in
          .mapping(of: [
            (names.id, .text(inner.key)), (names.text, inner.words[LocalizedText.base].map(SourceValue.text)),
            ("service", inner.fields[.service].map(SourceValue.text)),
          ])
        })
    }
    let kind = row.fields[.step] ?? ""
    let isGuide = kind == "guide"
    let facts = (row.fields[.facts] ?? "").split { ",; ".contains($0) }.map { SourceValue.text(String($0)) }
    return .mapping(of: [
      ("id", .text(row.id)), (kind, isGuide ? field(.guide) : text), ("text", isGuide ? text : nil),
      // Beside another kind the cell is left as a key, so that the guide's own check refuses it with its place.
      ("guide", isGuide ? nil : field(.guide)),
      (
        "say",
        rows.first { $0.part == .step && $0.id == row.id && $0.key == "say" }?.words[LocalizedText.base].map(
          SourceValue.text)
      ),
      ("choices", own(.choice, ("id", "text"))), ("value", field(.value)), ("optional", field(.optional)),
      ("url", field(.url)), ("for", field(.waitsFor)), ("facts", .list(facts)), ("outcome", field(.outcome)),
      ("when", row.condition), ("trouble", own(.trouble, ("blocker", "remedy"))),
    ])
  }
}

extension SheetRow {
  /// The row's condition.
  fileprivate var condition: SourceValue? { fields[.when].flatMap(ConditionCell.value) }
}
