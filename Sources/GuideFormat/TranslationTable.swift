import Domain

/// Brings the translations to the texts of a guide while it is read, and finds what has no translation and which
/// translations have no text.
final class TranslationTable {
  private let translations: [Translation]
  private let sources: [String: TranslationSources]
  /// The Vietnamese words by address.
  private(set) var base: [String: String] = [:]
  private var addresses: [String] = []
  private var known: Set<String> = [""]

  /// A table of those translations; `sources` has, by language, what they were made from, where somebody kept that.
  init(_ translations: [Translation], sources: [String: TranslationSources] = [:]) {
    self.translations = translations
    self.sources = sources
  }

  /// A table of those translations, with what was kept of them in files such as `blockers.en.sources`, whose names begin
  /// with the prefix.
  convenience init(_ translations: [Translation], recordedIn files: [String: String], prefix: String = "") {
    let sources = translations.compactMap { translation in
      files["\(prefix)\(translation.language).sources"].map { (translation.language, TranslationSources(file: $0)) }
    }
    self.init(translations, sources: Dictionary(uniqueKeysWithValues: sources))
  }

  /// What each language's translations are made from, as they stand now.
  var presentSources: [String: TranslationSources] {
    Dictionary(uniqueKeysWithValues: translations.map { ($0.language, .init(base: base, translation: $0.words)) })
  }

  /// The text at an address with its translations.
  ///
  /// Where the Vietnamese words are faulty the address counts as known, so that one fault does not bring others.
  func text(_ vietnamese: String?, at address: String) -> LocalizedText {
    let isNamed = address.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
    guard isNamed else { return LocalizedText(vietnamese ?? "") }
    addresses.append(address)
    if let vietnamese { base[address] = vietnamese }
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
      reportDifferences(in: translation)
    }
  }

  /// Notes what was left behind when the Vietnamese words changed, and places for arguments that differ.
  private func reportDifferences(in translation: Translation) {
    let known = base.filter { translation.words[$0.key]?.isEmpty == false }
    let check = TranslationCheck(sources[translation.language])
    for finding in check.findings(base: known, translation: translation.words) {
      let position = translation.positions[finding.address] ?? .start
      switch finding.problem {
      case .stale: translation.log.report(.staleTranslation, at: position, found: finding.address, names: [])
      case .placeholders(let names):
        translation.log.report(
          .placeholdersDiffer, at: position, found: finding.address, expected: names.map { "{\($0)}" }, names: [])
      case .missing, .empty: break
      }
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
