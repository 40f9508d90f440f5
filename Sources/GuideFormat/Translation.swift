/// The words of one translation file, each under its address, such as `steps/co-tin-nhan/choices/co`.
struct Translation {
  let language: String
  let log: FaultLog
  /// The words by address.
  private(set) var words: [String: String] = [:]
  /// Where each address stands, and each that only leads to others.
  private(set) var positions: [String: Position] = [:]
  /// How people say it in this language.
  private(set) var aliases: [String] = []

  /// Reads a guide's translation.
  init(guide root: SourceNode?, language: String, log: FaultLog) {
    self.init(language: language, log: log, root: root)
    guard let root else { return }
    let known = ["language", "title", "aliases", "procedure", "papers", "facts", "steps"]
    let fields = Fields(root, known: known, log: log)
    checkLanguage(fields)
    text("title", fields.optional("title"), limit: TextLimit.line)
    if let node = fields.optional("aliases") {
      positions["aliases"] = node.position
      aliases = Fields.list(node, log: log).compactMap { Fields.words($0, atMost: TextLimit.line, log: log) }
    }
    texts("procedure", fields.optional("procedure"), known: ["name", "authority"], limit: TextLimit.line)
    texts("papers", fields.optional("papers"), known: nil, limit: TextLimit.line)
    each("facts", fields.optional("facts")) { translation, address, node in
      translation.texts(address, node, known: ["label", "value", "verify_with"], limit: TextLimit.passage)
    }
    each("steps", fields.optional("steps")) { $0.step($1, $2) }
  }

  /// Reads a translation of lists of things, each thing under its name; by list the keys of a thing that are words.
  init(of lists: [String: [String]], in root: SourceNode, language: String, log: FaultLog) {
    self.init(language: language, log: log, root: root)
    let fields = Fields(root, known: ["language"] + lists.keys.sorted(), log: log)
    checkLanguage(fields)
    for (list, keys) in lists.sorted(by: { $0.key < $1.key }) {
      each(list, fields.optional(list)) { translation, address, node in
        translation.texts(address, node, known: keys, limit: TextLimit.passage)
      }
    }
  }

  /// Reads a file of phrases, each under its key.
  init(phrases root: SourceNode, language: String, log: FaultLog) {
    self.init(language: language, log: log, root: root)
    _ = Fields(root, known: nil, log: log)
    for entry in root.entries { text(entry.key, entry.value, limit: .max) }
  }

  private init(language: String, log: FaultLog, root: SourceNode?) {
    (self.language, self.log) = (language, log)
    positions[""] = root?.position ?? .start
  }

  private func checkLanguage(_ fields: Fields) {
    guard let node = fields.required("language"), let found = Fields.scalar(node, log: log) else { return }
    if found != language {
      log.report(.wrongLanguage, at: node.position, found: found, expected: [language], names: [])
    }
  }

  private mutating func step(_ address: String, _ node: SourceNode) {
    positions[address] = node.position
    let fields = Fields(node, known: ["text", "say", "choices", "trouble"], log: log)
    text(address + "/text", fields.optional("text"), limit: TextLimit.step)
    text(address + "/say", fields.optional("say"), limit: TextLimit.passage)
    texts(address + "/choices", fields.optional("choices"), known: nil, limit: TextLimit.line)
    texts(address + "/trouble", fields.optional("trouble"), known: nil, limit: TextLimit.passage)
  }

  private mutating func text(_ address: String, _ node: SourceNode?, limit: Int) {
    guard let node else { return }
    positions[address] = node.position
    // A fault in the words themselves has been noted; the address is there all the same.
    words[address] = Fields.words(node, atMost: limit, log: log) ?? ""
  }

  private mutating func texts(_ address: String, _ node: SourceNode?, known: [String]?, limit: Int) {
    guard let node else { return }
    positions[address] = node.position
    _ = Fields(node, known: known, log: log)
    for entry in node.entries where known?.contains(entry.key) ?? true {
      let inner = Self.address(address, entry.key)
      text(inner, entry.value, limit: limit)
      positions[inner] = entry.keyPosition
    }
  }

  private mutating func each(
    _ address: String, _ node: SourceNode?, _ read: (inout Translation, String, SourceNode) -> Void
  ) {
    guard let node else { return }
    positions[address] = node.position
    _ = Fields(node, known: nil, log: log)
    for entry in node.entries {
      let inner = Self.address(address, entry.key)
      read(&self, inner, entry.value)
      positions[inner] = entry.keyPosition
    }
  }

  /// The address of a key below another; a slash of the key's own does not part.
  private static func address(_ parent: String, _ key: String) -> String {
    parent + "/" + String(key.map { $0 == "/" ? "\u{2215}" : $0 })
  }
}
