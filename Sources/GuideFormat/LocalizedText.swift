/// A human text in Vietnamese and in whichever languages it has been translated to.
package struct LocalizedText: Hashable, Sendable {
  /// The language that every text has and falls back to.
  package static let base = "vi"

  /// The words by language code, composed (NFC); Vietnamese is always among them.
  package let words: [String: String]

  /// A text from its Vietnamese words and their translations by language code.
  package init(_ vietnamese: String, translations: [String: String] = [:]) {
    words = translations.merging([Self.base: vietnamese]) { _, new in new }
  }

  /// The words in a language, else in Vietnamese.
  package func text(in language: String) -> String {
    words[language] ?? words[Self.base] ?? ""
  }

  /// The Vietnamese words.
  package var vietnamese: String { text(in: Self.base) }
}
