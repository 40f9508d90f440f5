import Domain

/// No text asks for a secret: nobody tells the volunteer a password, a code or the whole number of a card, and no record
/// holds one. It goes by the words of `SecretWords`, in whatever language's file they stand.
struct SecretRule {
  private let language: String

  /// The rule for texts of a language.
  init(language: String) { self.language = language }

  func check(_ root: SourceNode, log: FaultLog) {
    // Titles of sources are others' words, and no citizen reads them.
    for node in root.texts(except: ["sources"]) where Self.asks(node.text ?? "") {
      log.report(.asksSecret, at: node.position, found: node.text ?? "", names: [])
    }
    let lists = SecretWords.lists(of: language)
    for step in root["steps"]?.list ?? [] {
      guard let record = step["record"], let text = record.text,
        Self.sentences(of: text).contains(where: { sentence in lists.contains { sentence.names($0) } })
      else { continue }
      log.report(.asksSecret, at: record.position, found: text, names: [])
    }
  }

  /// Whether a sentence of the text asks for a secret.
  static func asks(_ text: String) -> Bool {
    sentences(of: text).contains { sentence in SecretWords.all.contains { sentence.asks($0) } }
  }

  private static func sentences(of text: String) -> [AskedSentence] {
    text.split(whereSeparator: { ".!?;\n".contains($0) }).map(AskedSentence.init).filter(\.maySpeakOfSecrets)
  }
}
