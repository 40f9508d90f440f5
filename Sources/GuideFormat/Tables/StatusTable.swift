import Domain

/// `statuses.yaml`: what the statuses mean that portals show of a dossier, and what to do next.
package struct StatusTable: Sendable {
  /// The file below the guides' folder that has it.
  package static let file = ContentTable.statuses.file

  /// One status with its words.
  package struct Row: Sendable {
    package let status: PortalStatus
    package let name: LocalizedText
    package let meaning: LocalizedText
    package let next: LocalizedText
    /// Whom to ask where it is not sure.
    package let verifyWith: LocalizedText?
  }

  /// In the order of the file.
  package let rows: [Row]
  /// The day from which the table counts as old.
  package let reviewBy: GuideDate

  /// The table in the files of a guides' folder, and what is wrong with it; no table where the file is missing or has a
  /// fault.
  ///
  /// - Parameter languages: the languages into which every text must be translated.
  package static func read(
    _ files: [String: String], languages: [String] = []
  ) -> (table: StatusTable?, faults: [Fault]) {
    reading(files, languages: languages).sound
  }

  static func reading(_ files: [String: String], languages: [String]) -> ReadTable<StatusTable> {
    TranslatedFile(.statuses).read(files, languages: languages) {
      Translation(of: ["statuses": ["name", "meaning", "next", "verify_with"]], in: $0, language: $1, log: $2)
    } body: { root, words, log in
      read(root, words: words, log: log)
    }
  }

  /// The rows that somebody may have read off a screen, the likeliest first: see `PortalStatus.matching`.
  package func rows(for text: String) -> [Row] {
    let found = PortalStatus.matching(text, among: rows.map(\.status)) { status in
      rows.first { $0.status == status }.map { Array($0.name.words.values) } ?? []
    }
    return found.compactMap { status in rows.first { $0.status == status } }
  }

  private static func read(_ root: SourceNode, words: TranslationTable, log: FaultLog) -> StatusTable? {
    guard GuideReader.isSupported(root, log: log) else { return nil }
    let fields = Fields(table: root, known: ["review_by", "sources", "statuses"], log: log)
    let reviewBy = fields.date("review_by")
    let sources = PartsReader(log: log, words: words).sources(fields).map(\.id)
    var taken = TakenIDs(log: log)
    let rows = fields.list("statuses").compactMap { row($0, sources: sources, taken: &taken, words: words, log: log) }
    return reviewBy.map { StatusTable(rows: rows, reviewBy: $0) }
  }

  private static func row(
    _ node: SourceNode, sources: [String], taken: inout TakenIDs, words: TranslationTable, log: FaultLog
  ) -> Row? {
    let known = ["code", "name", "meaning", "next", "raw", "source", "mark", "verify_with"]
    let fields = Fields(node, known: known, log: log)
    fields.checkSource(among: sources)
    let (name, meaning) = (fields.text("name"), fields.text("meaning", atMost: TextLimit.step))
    let next = fields.text("next", atMost: TextLimit.step)
    let raw = (fields.required("raw").map { Fields.list($0, log: log) } ?? [])
      .compactMap { Fields.words($0, atMost: TextLimit.line, log: log) }
    guard let code = fields.number("code") else { return nil }
    taken.take("\(code)", at: node["code"]?.position)
    func text(_ text: String?, _ key: String) -> LocalizedText { words.text(text, at: "statuses/\(code)/\(key)") }
    return Row(
      status: PortalStatus(code: code, raw: raw), name: text(name, "name"), meaning: text(meaning, "meaning"),
      next: text(next, "next"),
      verifyWith: fields.optionalText("verify_with").map { text($0, "verify_with") })
  }
}
