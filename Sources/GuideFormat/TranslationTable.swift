/// Brings the translations to the texts of a guide while it is read, and finds what has no translation and which
/// translations have no text.
final class TranslationTable {
  private let translations: [Translation]
  private var addresses: [String] = []
  private var known: Set<String> = [""]

  init(_ translations: [Translation]) {
    self.translations = translations
  }

  /// The text at an address with its translations.
  ///
  /// Where the Vietnamese words are faulty the address counts as known, so that one fault does not bring others.
  func text(_ vietnamese: String?, at address: String) -> LocalizedText {
    let isNamed = address.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
    guard isNamed else { return LocalizedText(vietnamese ?? "") }
    addresses.append(address)
    var ancestor = address
    while known.insert(ancestor).inserted { ancestor = Self.parent(of: ancestor) }
    var words: [String: String] = [:]
    for translation in translations {
      if let text = translation.words[address] { words[translation.language] = text }
    }
    return LocalizedText(vietnamese ?? "", translations: words)
  }

  /// How people say it, by language; `vietnamese` first.
  func aliases(_ vietnamese: [String]) -> [String: [String]] {
    if !vietnamese.isEmpty { addresses.append("aliases") }
    known.insert("aliases")
    var aliases = [LocalizedText.base: vietnamese]
    for translation in translations where !translation.aliases.isEmpty {
      aliases[translation.language] = translation.aliases
    }
    return aliases
  }

  /// Notes what is missing and what is too much, once every text has been asked for.
  func check() {
    for translation in translations {
      reportMissing(in: translation)
      reportUnknown(in: translation)
    }
  }

  /// Notes each address without words; where a whole step has none, the step only.
  private func reportMissing(in translation: Translation) {
    var reported: Set<String> = []
    for address in addresses where translation.positions[address] == nil {
      var missing = address
      while translation.positions[Self.parent(of: missing)] == nil { missing = Self.parent(of: missing) }
      guard reported.insert(missing).inserted else { continue }
      let position = translation.positions[Self.parent(of: missing)] ?? .start
      translation.log.report(.missingTranslation, at: position, found: missing, names: [])
    }
  }

  /// Notes each address that the guide does not have; where a whole step is unknown, the step only.
  private func reportUnknown(in translation: Translation) {
    for (address, position) in translation.positions.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
      let parent = Self.parent(of: address)
      guard !known.contains(address), known.contains(parent) else { continue }
      let siblings = known.filter { !$0.isEmpty && Self.parent(of: $0) == parent }.map(Self.name).sorted()
      translation.log.report(.unknownTranslation, at: position, found: Self.name(address), expected: siblings)
    }
  }

  private static func parent(of address: String) -> String {
    address.lastIndex(of: "/").map { String(address[..<$0]) } ?? ""
  }

  private static func name(_ address: String) -> String {
    address.lastIndex(of: "/").map { String(address[address.index(after: $0)...]) } ?? address
  }
}
