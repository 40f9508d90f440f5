/// What can be wrong with a translation, of phrases and of guides alike.
package struct TranslationCheck: Sendable {
  /// One thing that is wrong.
  package enum Problem: Hashable, Sendable {
    /// The text has no translation.
    case missing
    /// The translation has no words.
    case empty
    /// The source was changed after the translation was made, and the translation was not.
    case stale
    /// The places for arguments differ; these are in one of the two only.
    case placeholders([String])
  }

  /// What is wrong, and with the text at which address.
  package struct Finding: Hashable, Sendable {
    package let address: String
    package let problem: Problem
  }

  private let sources: TranslationSources?

  /// A check by what the translations were made from; nil where nobody kept that.
  package init(_ sources: TranslationSources? = nil) { self.sources = sources }

  /// What is wrong, in the order of the addresses.
  ///
  /// - Parameters:
  ///   - base: the source's texts by address.
  ///   - translation: the translated texts by address.
  package func findings(base: [String: String], translation: [String: String]) -> [Finding] {
    base.keys.sorted().compactMap { address in
      guard let source = base[address] else { return nil }
      return problem(source, translation[address], at: address).map { Finding(address: address, problem: $0) }
    }
  }

  private func problem(_ source: String, _ words: String?, at address: String) -> Problem? {
    guard let words else { return .missing }
    if words.allSatisfy(\.isWhitespace) { return source.allSatisfy(\.isWhitespace) ? nil : .empty }
    let differing = Self.placeholders(in: source).symmetricDifference(Self.placeholders(in: words))
    if !differing.isEmpty { return .placeholders(differing.sorted()) }
    return sources?.isStale(source: source, translation: words, at: address) == true ? .stale : nil
  }

  /// The names of the arguments that a text has places for: `{count}`.
  package static func placeholders(in text: String) -> Set<String> {
    // An expression costs much, and nearly every text of a guide has none.
    guard text.utf8.contains(UInt8(ascii: "{")) else { return [] }
    return Set(text.matches(of: /\{([a-z_]+)\}/).map { String($0.output.1) })
  }
}

/// From which words each translation was made: two short digests for each address, kept in a file beside the
/// translation, one line each.
package struct TranslationSources: Hashable, Sendable {
  private struct Pair: Hashable {
    let source: String
    let translation: String
  }

  private var pairs: [String: Pair] = [:]

  /// What a file says; lines that say nothing are passed over.
  package init(file: String) {
    for line in file.split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ").map(String.init)
      if words.count == 3 { pairs[words[0]] = Pair(source: words[1], translation: words[2]) }
    }
  }

  /// What holds where every translation is right as it is.
  package init(base: [String: String], translation: [String: String]) {
    for (address, source) in base {
      guard let words = translation[address] else { continue }
      pairs[address] = Pair(source: Self.digest(source), translation: Self.digest(words))
    }
  }

  /// The file.
  package var file: String {
    let lines = pairs.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.source) \($0.value.translation)\n" }
    return "# From which words each translation was made; `camtay guides translated` writes this.\n" + lines.joined()
  }

  /// Whether the source is another than the one that these very words were made from.
  func isStale(source: String, translation: String, at address: String) -> Bool {
    guard let pair = pairs[address] else { return false }
    return pair.source != Self.digest(source) && pair.translation == Self.digest(translation)
  }

  /// 64 bits of FNV-1a: it tells a changed text, and protects nothing.
  package static func digest(_ text: String) -> String {
    let hash = text.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
