import Domain

/// No step asks for a secret: nobody tells the volunteer a password, a code or the whole number of a card, and no record
/// holds one.
struct SecretRule {
  private let secrets: [String]
  private let askings: [String]
  private let denials: [String]

  /// The rule for texts of a language; of one that it does not know it knows the Vietnamese words only.
  init(language: String) {
    let isEnglish = language == "en"
    secrets =
      isEnglish
      ? ["password", "passcode", "otp", "pin", "one-time code", "card number", "identity number"]
      : ["mat khau", "passcode", "otp", "ma pin", "ma xac thuc", "so the ngan hang", "so can cuoc", "so cccd"]
    askings =
      isEnglish
      ? ["tell me", "give me", "read me", "send me", "tell the volunteer", "show me", "hand me", "let me type"]
      : [
        "doc cho chau", "doc cho em", "noi cho chau", "noi cho em", "cho chau", "cho em", "dua chau", "dua em",
        "gui chau",
        "gui cho chau", "gui cho em", "chau nhap", "em nhap", "chau go", "em go", "tinh nguyen vien nhap",
        "tinh nguyen vien go",
      ]
    denials =
      isEnglish
      ? ["not", "never", "nobody", "no one", "don't", "without", "keep", "alone"]
      : ["khong", "dung", "cho co", "ai cung", "tuyet doi", "chang"]
  }

  func check(_ root: SourceNode, log: FaultLog) {
    for node in root.texts(except: ["sources", "facts", "aliases"]) where asks(node.text ?? "") {
      log.report(.asksSecret, at: node.position, found: node.text ?? "", names: [])
    }
    for step in root["steps"]?.list ?? [] {
      guard let record = step["record"], let text = record.text, sentences(of: text).contains(where: names) else {
        continue
      }
      log.report(.asksSecret, at: record.position, found: text, names: [])
    }
  }

  /// Whether a sentence of the text asks for a secret.
  private func asks(_ text: String) -> Bool {
    sentences(of: text).contains { words in names(words) && askings.contains { words.contains(" " + $0 + " ") } }
  }

  /// The sentences of a text that deny nothing, folded, with a blank at either end.
  private func sentences(of text: String) -> [String] {
    text.split(whereSeparator: { ".!?;\n".contains($0) })
      .map { " " + FoldedText.words(String($0), keeping: "'").joined(separator: " ") + " " }
      .filter { words in !denials.contains { words.contains(" " + $0 + " ") } }
  }

  private func names(_ folded: String) -> Bool { secrets.contains { folded.contains($0) } }
}
