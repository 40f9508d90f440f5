/// Finds e-mail addresses, also with a space on each side of the at sign, and those that are written so that no program
/// finds them: `a(at)b.com`, `a @ b . com`.
enum EmailRule {
  static func spans(in text: ScannedText) -> [PersonalDataSpan] {
    text.folded.indices.compactMap { sign in
      guard let length = atSign(at: sign, in: text) else { return nil }
      let space = UInt8(ascii: " ")
      // “Khoản 2 (a) …” is a place in a law.
      let mayBeWide = length != 3
      let isWide = mayBeWide && text.sign(sign - 1) == space && text.sign(sign + length) == space
      let end = isWide ? sign - 1 : sign
      var first = end
      while first > 0, isLocal(text.folded[first - 1]) { first -= 1 }
      while first < end, !isWord(text.folded[first]) { first += 1 }
      let start = sign + length + (isWide ? 1 : 0)
      var last = min(start, text.folded.count)
      while last < text.folded.count, isWord(text.folded[last]) || ".-".utf8.contains(text.folded[last]) { last += 1 }
      while last > start, !isWord(text.folded[last - 1]) { last -= 1 }
      guard first < end, start < last else { return nil }
      if isWide, let end = spacedEnd(of: start..<last, in: text) { last = end }
      let labels = text.folded[start..<last].filter { $0 != space }
      guard isDomain(labels), length == 1 || endsAsMailDoes(labels) else { return nil }
      return PersonalDataSpan(kind: .email, range: first..<last)
    }
  }

  /// How many signs stand for an at sign there, or nil.
  private static func atSign(at place: Int, in text: ScannedText) -> Int? {
    switch text.folded[place] {
    case UInt8(ascii: "@"): 1
    case UInt8(ascii: "("), UInt8(ascii: "["):
      ["(a)", "[a]", "(at)", "[at]"].first { text.folded[place...].starts(with: $0.utf8) }?.utf8.count
    default: nil
    }
  }

  /// The end of a domain that is written with a space on each side of its full stop: `gmail . com`.
  private static func spacedEnd(of label: Range<Int>, in text: ScannedText) -> Int? {
    ends.map { " . " + $0 }.first {
      text.folded[label.upperBound...].starts(with: $0.utf8) && !isWord(text.sign(label.upperBound + $0.utf8.count))
    }.map { label.upperBound + $0.utf8.count }
  }

  private static let ends = ["com", "vn", "net", "org", "edu"]

  /// Whether it ends as addresses do: “3(a)quy.định” is none.
  private static func endsAsMailDoes(_ domain: [UInt8]) -> Bool {
    ends.contains { domain.reversed().starts(with: ("." + $0).utf8.reversed()) }
  }

  /// Whether it is nothing but an address.
  static func isAddress(_ word: String) -> Bool {
    word.wholeMatch(of: /[a-z0-9._%+'-]+@[a-z0-9.-]+\.[a-z]{2,}/) != nil
  }

  private static func isWord(_ sign: UInt8) -> Bool { ScannedText.isDigit(sign) || ScannedText.isLetter(sign) }

  private static func isLocal(_ sign: UInt8) -> Bool { isWord(sign) || "._%+-'".utf8.contains(sign) }

  private static func isDomain(_ signs: [UInt8]) -> Bool {
    let parts = signs.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count >= 2, let top = parts.last else { return false }
    return top.count >= 2 && top.allSatisfy(ScannedText.isLetter) && parts.allSatisfy { !$0.isEmpty }
  }
}
