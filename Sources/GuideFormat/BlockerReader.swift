import Domain

/// Reads `blockers.yaml` with its translations.
enum BlockerReader {
  /// The blockers in the files of a guides' folder, and what is wrong with them and their translations; nil where the file
  /// cannot be read as a list of them.
  static func read(_ files: [String: String], languages: [String]) -> ReadTable<BlockerTaxonomy> {
    TranslatedFile(.blockers, isNeeded: true).read(files, languages: languages) { root, language, log in
      Translation(of: ["blockers": ["name", "remedy"]], in: root, language: language, log: log)
    } body: { root, words, log in
      read(root, words: words, log: log)
    }
  }

  private static func read(_ root: SourceNode, words: TranslationTable, log: FaultLog) -> BlockerTaxonomy? {
    guard GuideReader.isSupported(root, log: log) else { return nil }
    let fields = Fields(table: root, known: ["blockers"], log: log)
    guard let list = fields.required("blockers"), case .list(let nodes) = list.content else {
      if let list = fields.optional("blockers") { Fields.reportType(of: list, expected: "list", log: log) }
      return nil
    }
    var taken = TakenIDs(log: log)
    let blockers = nodes.map { node in
      let blocker = Fields(node, known: ["code", "name", "remedy"], log: log)
      let code = code(blocker, log: log)
      taken.take(code, at: node["code"]?.position)
      let name = blocker.text("name")
      let remedy = blocker.text("remedy", atMost: TextLimit.passage)
      return Blocker(
        code: BlockerCode(rawValue: code), name: words.text(name, at: "blockers/\(code)/name"),
        remedy: words.text(remedy, at: "blockers/\(code)/remedy"))
    }
    return BlockerTaxonomy(blockers)
  }

  /// A code: A-Z, 0-9 and hyphens.
  private static func code(_ fields: Fields, log: FaultLog) -> String {
    guard let node = fields.required("code"), let text = Fields.scalar(node, log: log) else { return "" }
    let isSound = text.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
      default: false
      }
    }
    if isSound, (1...60).contains(text.utf8.count) { return text }
    log.report(.badID, at: node.position, found: text, expected: ["A-Z, 0-9, -"], names: [])
    return ""
  }
}
