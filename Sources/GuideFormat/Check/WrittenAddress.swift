import Domain

/// Something in a text that a browser, or a telephone that makes links of what it shows, would take for a web address.
///
/// It goes by its shape alone, because new ends of names appear each year: labels joined by dots, the last of which is
/// letters, two or more; or four decimal numbers; or anything behind `://`.
struct WrittenAddress: Hashable {
  /// As it stands, without the punctuation behind it.
  let text: String
  /// Whether it is nothing but a name, or a name behind an @: no scheme, no path.
  let isBare: Bool

  /// The addresses in a text, in their order.
  static func all(in text: String) -> [WrittenAddress] {
    text.split(whereSeparator: { $0.isWhitespace || "«»()[]“”‘’\"'<>;,|{}".contains($0) }).flatMap { word in
      let word = trimmed(word)
      // Whatever a browser opens, in its looser spellings, too.
      if word.contains(/^[A-Za-z][A-Za-z0-9+.-]*:[\/\\]/) || word.contains("://") {
        return [WrittenAddress(text: word, isBare: false)]
      }
      // “Trang:vneid.help” is a word and an address, “vneid.help:8080” an address and a number.
      return word.split(separator: ":").compactMap { of(trimmed($0)) }
    }
  }

  private static func of(_ word: String) -> WrittenAddress? {
    let authority = word.prefix { !"/?#\\".contains($0) }
    let hasPath = authority.count < word.count
    var host = authority
    if let at = authority.lastIndex(of: "@") {
      let user = authority[..<at]
      // The address of a mailbox leads nowhere; but what looks like a site in front of an @ may be a trick.
      guard hasPath || user.contains(".") else { return nil }
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
  /// one, all of Vietnamese letters.
  var isAbbreviation: Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let end = labels.last, end.first?.isUppercase == true, labels.count >= 2 else { return false }
    return labels.dropLast().allSatisfy { label in
      label.first?.isUppercase == true && (label.count <= 3 || (label.count == 4 && label.allSatisfy(\.isUppercase)))
    } && labels.allSatisfy { FoldedText.text(String($0)).allSatisfy { ("a"..."z").contains($0) } }
  }

  private static func trimmed(_ word: some StringProtocol) -> String {
    var text = Substring(word)
    while let last = text.last, ".,!?:…".contains(last) { text.removeLast() }
    return String(text)
  }
}
