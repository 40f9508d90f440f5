import Foundation

/// Something in a text that a browser, or a telephone that makes links of what it shows, would take for a web address.
///
/// It goes by its shape alone, because new ends of names appear each year: labels joined by dots, the last of which is
/// letters, two or more; or four decimal numbers; or anything behind `://`.
package struct WrittenAddress: Hashable, Sendable {
  /// As a browser reads it, without the punctuation behind it.
  package let text: String
  /// Whether it is nothing but a name, or a name behind an @: no scheme, no path.
  let isBare: Bool

  /// Where mail to it goes, if it is a mailbox; what looks like a site in front of the @ may still be a trick.
  var mailHost: String? {
    guard isBare, let at = text.lastIndex(of: "@") else { return nil }
    return String(text[text.index(after: at)...])
  }

  /// The addresses in a text, in their order.
  package static func all(in text: String) -> [WrittenAddress] {
    narrowed(text).split(whereSeparator: { $0.isWhitespace || isQuotation($0) }).flatMap { word in
      guard isTooLong(word) else { return addresses(inWord: trimmed(word)) }
      return [WrittenAddress(text: String(word.prefix(longest + 1)), isBare: false)]
    }
  }

  /// From how many bytes on a word is read no more: nobody can look at such an address, and to take it apart takes long.
  private static let longest = 2000

  /// Whether a word is longer than any address that people are to open; what it hides is not looked for.
  static func isTooLong(_ word: some StringProtocol) -> Bool {
    word.utf8.count > longest && word.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") }
  }

  /// Brackets and quotation marks of every kind, and what parts words as they do.
  private static func isQuotation(_ character: Character) -> Bool {
    if character.isASCII { return "()[]\"'<>;,|{}`".contains(character) }
    guard let scalar = character.unicodeScalars.first else { return false }
    switch scalar.properties.generalCategory {
    case .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation: return true
    default: return "´，、；′″".contains(character)
    }
  }

  private static func addresses(inWord word: String) -> [WrittenAddress] {
    // Nearly every word is none, and an expression costs much more than a look at the letters.
    guard word.contains(":") else { return word.contains(".") ? [inParts(word)].compactMap(\.self) : [] }
    // Whatever a browser opens, in its looser spellings, too.
    if let scheme = word.firstMatch(of: /^[A-Za-z][A-Za-z0-9+.-]*:[\/\\]/)
      ?? word.firstMatch(of: /[A-Za-z][A-Za-z0-9+.-]*:\/\//)
    {
      return addresses(inWord: trimmed(word[..<scheme.range.lowerBound]))
        + [WrittenAddress(text: String(word[scheme.range.lowerBound...]), isBare: false)]
    }
    if word.contains("://") { return [WrittenAddress(text: word, isBare: false)] }
    // “Trang:vneid.help” is a word and an address, “vneid.help:8080” an address and a number.
    return word.split(separator: ":").compactMap { inParts(trimmed($0)) }
  }

  /// The address that begins at one of the parts between slashes: “hoặc/vneid.help/x” is a word and an address, and so is
  /// “TP.HCM/vneid.help”.
  private static func inParts(_ word: String) -> WrittenAddress? {
    var rest = word[...]
    while true {
      let found = of(String(rest))
      let start = rest.firstIndex { "/\\".contains($0) }
      guard let start else { return found }
      if let found, of(String(rest[..<start]))?.isAbbreviation != true { return found }
      rest = rest[rest.index(after: start)...]
    }
  }

  /// The text as browsers read names of sites: letters and full stops of other widths are the plain ones, and what is not
  /// seen is not there (Unicode Technical Standard 46).
  static func narrowed(_ text: String) -> String {
    // “vneid[.]help”: so people write what must not be opened; others read it all the same.
    let text =
      text.contains("[") || text.contains("(") || text.contains("{")
      ? text.replacing(/[\[({](?:\.|dot|chấm)[\])}]/.ignoresCase(), with: ".") : text
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    var plain = String.UnicodeScalarView()
    for scalar in text.precomposedStringWithCompatibilityMapping.unicodeScalars {
      switch scalar.value {
      case 0x3002, 0x06D4, 0x0701, 0x0702, 0xA4F8, 0xA60E: plain.append(".")
      default: if !scalar.properties.isDefaultIgnorableCodePoint { plain.append(scalar) }
      }
    }
    return String(plain)
  }

  private static func of(_ word: String) -> WrittenAddress? {
    let authority = word.prefix { !"/?#\\".contains($0) }
    let hasPath = authority.count < word.count
    var host = authority
    if let at = authority.lastIndex(of: "@") {
      guard at > authority.startIndex else { return nil }
      host = authority[authority.index(after: at)...]
    }
    return isName(host) || isNumber(host) ? WrittenAddress(text: word, isBare: !hasPath) : nil
  }

  private static func isName(_ host: Substring) -> Bool {
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }), let end = labels.last else { return false }
    return (end.count >= 2 && end.allSatisfy(\.isLetter)) || end.lowercased().hasPrefix("xn--")
  }

  /// Four numbers of one byte each: the other spellings of such an address need a scheme to be taken for one.
  private static func isNumber(_ host: Substring) -> Bool {
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    return labels.count == 4 && labels.allSatisfy { $0.allSatisfy(\.isNumber) && UInt8($0) != nil }
  }

  /// Whether it is written as `TP.HCM`, `UBND.TP` and `Q.Bình Thạnh` are: a few capitals, then a word that begins with
  /// one, all of Vietnamese letters, and no end of names of sites.
  var isAbbreviation: Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let end = labels.last, end.first?.isUppercase == true, labels.count >= 2 else { return false }
    return labels.dropLast().allSatisfy { label in
      label.first?.isUppercase == true && (label.count <= 3 || (label.count == 4 && label.allSatisfy(\.isUppercase)))
    } && labels.allSatisfy { FoldedText.text(String($0)).allSatisfy { ("a"..."z").contains($0) } }
      && Self.isAbbreviated(end, behind: labels.dropLast())
  }

  /// Whether the last part is no end of names: `TP` and `TX` (of two letters all others may be a country's), capitals
  /// without a vowel, a word with marks, or a word behind what a place is: `TP.Vinh`, but not `DVC.Com`.
  private static func isAbbreviated(_ end: Substring, behind labels: ArraySlice<Substring>) -> Bool {
    guard end.allSatisfy(\.isASCII) else { return true }
    if ends.contains(end.lowercased()) { return false }
    if end.count == 2 { return ["TP", "TX"].contains(end) }
    if end.allSatisfy(\.isUppercase) { return !end.contains { "AEIOUY".contains($0) } }
    return labels.allSatisfy { ["TP", "TX", "TT", "Q", "P", "H", "X", "T", "KP", "UBND"].contains($0.uppercased()) }
  }

  /// Ends under which anybody registers names and which could be a Vietnamese word or abbreviation.
  private static let ends: Set<String> = [
    "com", "net", "top", "vip", "xyz", "men", "bid", "lat", "tel", "cat", "int", "icu", "mom", "llc", "llp", "gmbh",
    "bzh", "nrw", "tax", "pics", "link", "help", "page", "tech", "moe", "nhk", "ngo", "lol", "day", "ink", "one",
  ]

  private static func trimmed(_ word: some StringProtocol) -> String {
    var text = Substring(word)
    while let last = text.last, ".,!?:…".contains(last) { text.removeLast() }
    return String(text)
  }
}
