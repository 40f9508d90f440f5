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
    let bytes = Array(content.utf8)
    var texts: [String: String] = [:]
    texts.reserveCapacity(512)
    var (start, number) = (0, 0)
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
      number += 1
      if end > start, bytes[start] != UInt8(ascii: "#") {
        guard let (key, words) = phrase(bytes[start..<end]), texts.updateValue(words, forKey: key) == nil else {
          throw PhraseFault(file: file, line: number, reason: "not one key: \"words\"")
        }
      }
      start = end + 1
    }
    return texts
  }

  /// A line as key and words. In the words `\"`, `\\` and `\n` are escapes.
  private static func phrase(_ line: ArraySlice<UInt8>) -> (key: String, words: String)? {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), line[colon...].starts(with: ": \"".utf8),
      line.count > colon - line.startIndex + 3, line.last == UInt8(ascii: "\"")
    else { return nil }
    var words: [UInt8] = []
    words.reserveCapacity(line.count)
    var isEscaped = false
    for byte in line[(colon + 3)...].dropLast() {
      if isEscaped {
        guard byte == UInt8(ascii: "n") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { return nil }
        words.append(byte == UInt8(ascii: "n") ? 0x0A : byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        return nil
      } else {
        words.append(byte)
      }
    }
    if isEscaped { return nil }
    return (String(decoding: line[..<colon], as: UTF8.self), String(decoding: words, as: UTF8.self))
  }
}
