import Domain

/// No text asks for a secret: nobody tells the volunteer a password, a code or the whole number of a card, and no record
/// holds one. It goes by the words of `SecretWords`, in whatever language's file they stand.
package struct SecretRule {
  private let language: String

  /// The rule for texts of a language.
  init(language: String) { self.language = language }

  func check(_ root: SourceNode, log: FaultLog) {
    // Titles of sources are others' words, aliases are what citizens themselves ask; nobody is shown these, or ids.
    for node in root.texts(except: ["sources", "aliases", "id", "when"]) where Self.asks(node.text ?? "") {
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
  package static func asks(_ text: String) -> Bool {
    sentences(of: text).contains { sentence in SecretWords.all.contains { sentence.asks($0) } }
  }

  private static func sentences(of text: String) -> [AskedSentence] {
    joined(text).split(whereSeparator: { ".!?;\n".contains($0) }).map(AskedSentence.init).filter(\.maySpeakOfSecrets)
  }

  /// The text without the dots between single letters: “O.T.P” is one word.
  private static func joined(_ text: String) -> String {
    guard text.contains(".") else { return text }
    let letters = Array(text)
    var joined = ""
    // Whether the word that ends before here is one letter.
    var isSingle = false
    for (place, letter) in letters.enumerated() {
      let next = letters.dropFirst(place + 1).prefix(2).map(\.isLetter)
      if letter == ".", isSingle, next.first == true, next.count == 1 || next.last == false { continue }
      isSingle = letter.isLetter && (place == 0 || !letters[place - 1].isLetter)
      joined.append(letter)
    }
    return joined
  }
}
