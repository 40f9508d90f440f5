/// A file of phrases that cannot be read.
package struct PhraseFault: Error, Equatable {
  package let file: String
  package let line: Int
  package let reason: String

  /// What is wrong with that file, and where; line 0 where it cannot be read at all.
  package init(file: String, line: Int, reason: String) {
    self.file = file
    self.line = line
    self.reason = reason
  }
}

/// The sentences of one language, by key.
///
/// A phrase file has one `key: "words"` on a line; `{name}` stands for an argument. The folder `locales/` is
/// the registry: a file `xx.yaml` in it adds the language `xx`. What a language lacks is said in Vietnamese.
package struct Phrases: Sendable {
  /// The language's code, such as `vi`.
  package let language: String
  private let texts: [String: String]
  private let fallback: [String: String]

  /// The phrases of a language, with those that speak where it is silent.
  package init(language: String, texts: [String: String], fallback: [String: String] = [:]) {
    self.language = language
    self.texts = texts
    self.fallback = fallback
  }

  /// Every key that the language itself has.
  package var keys: Set<String> { Set(texts.keys) }

  /// The phrase with its arguments filled in; the key itself where no language has it.
  package func callAsFunction(_ key: String, _ arguments: [String: String] = [:]) -> String {
    guard let text = texts[key] ?? fallback[key] else { return key }
    guard !arguments.isEmpty else { return text }
    var said = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      said += rest[..<open]
      said += arguments[String(rest[rest.index(after: open)..<close])] ?? String(rest[open...close])
      rest = rest[rest.index(after: close)...]
    }
    return said + rest
  }

  /// The phrase, or nil where no language has it.
  package func optional(_ key: String) -> String? { texts[key] ?? fallback[key] }

  /// The texts of a phrase file: YAML in its plainest form, one `key: "words"` on a line, and comments. A shell must
  /// not wait for a whole YAML reader before its first prompt; that any YAML reader sees the same is tested.
  package static func texts(of content: String, file: String) throws(PhraseFault) -> [String: String] {
    var texts: [String: String] = [:]
    texts.reserveCapacity(512)
    for (index, line) in content.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated()
    {
      guard let first = line.first, first != UInt8(ascii: "#") else { continue }
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), let text = quoted(line[colon...].dropFirst()),
        texts.updateValue(text, forKey: String(Substring(line[..<colon]))) == nil
      else { throw PhraseFault(file: file, line: index + 1, reason: "not one key: \"words\"") }
    }
    return texts
  }

  /// The words between double quotes; `\"`, `\\` and `\n` are escapes.
  private static func quoted(_ bytes: Substring.UTF8View) -> String? {
    guard bytes.starts(with: " \"".utf8), bytes.count >= 3, bytes.last == UInt8(ascii: "\"") else { return nil }
    let inner = bytes.dropFirst(2).dropLast()
    guard inner.contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "\"") }) else {
      return String(Substring(inner))
    }
    var words: [UInt8] = []
    var rest = inner
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return nil
      case UInt8(ascii: "\\"):
        guard let escaped = rest.popFirst() else { return nil }
        switch escaped {
        case UInt8(ascii: "n"): words.append(0x0A)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): words.append(escaped)
        default: return nil
        }
      default: words.append(byte)
      }
    }
    return String(validating: words, as: UTF8.self)
  }

  /// The names of the arguments that a text has places for.
  package static func placeholders(in text: String) -> Set<String> {
    Set(text.matches(of: /\{([a-z_]+)\}/).map { String($0.output.1) })
  }
}
