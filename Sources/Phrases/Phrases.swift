import Domain
import Yams

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
/// A phrase file is a flat YAML mapping of keys to texts; `{name}` stands for an argument. The folder `locales/` is
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

  /// The texts of a phrase file.
  package static func texts(of content: String, file: String) throws -> [String: String] {
    let node: Node?
    do { node = try Yams.compose(yaml: content) } catch { throw PhraseFault(file: file, line: 0, reason: "\(error)") }
    guard let mapping = node?.mapping else { throw PhraseFault(file: file, line: 1, reason: "not a mapping") }
    var texts: [String: String] = [:]
    for (key, value) in mapping {
      guard let key = key.scalar?.string, let text = value.scalar?.string else {
        throw PhraseFault(file: file, line: key.mark?.line ?? 0, reason: "not a text")
      }
      texts[key] = text.normalizedToFormC
    }
    return texts
  }

  /// The names of the arguments that a text has places for.
  package static func placeholders(in text: String) -> Set<String> {
    Set(text.matches(of: /\{([a-z_]+)\}/).map { String($0.output.1) })
  }
}
