/// Finds e-mail addresses, also with a space on each side of the at sign.
enum EmailRule {
  static func spans(in text: ScannedText) -> [PersonalDataSpan] {
    text.folded.indices.filter { text.folded[$0] == UInt8(ascii: "@") }.compactMap { sign in
      let space = UInt8(ascii: " ")
      let isWide = text.sign(sign - 1) == space && text.sign(sign + 1) == space
      let end = isWide ? sign - 1 : sign
      var first = end
      while first > 0, isLocal(text.folded[first - 1]) { first -= 1 }
      while first < end, !isWord(text.folded[first]) { first += 1 }
      let start = isWide ? sign + 2 : sign + 1
      var last = min(start, text.folded.count)
      while last < text.folded.count, isWord(text.folded[last]) || ".-".utf8.contains(text.folded[last]) { last += 1 }
      while last > start, !isWord(text.folded[last - 1]) { last -= 1 }
      guard first < end, start < last, isDomain(text.folded[start..<last]) else { return nil }
      return PersonalDataSpan(kind: .email, range: first..<last)
    }
  }

  /// Whether it is nothing but an address.
  static func isAddress(_ word: String) -> Bool {
    word.wholeMatch(of: /[a-z0-9._%+'-]+@[a-z0-9.-]+\.[a-z]{2,}/) != nil
  }

  private static func isWord(_ sign: UInt8) -> Bool { ScannedText.isDigit(sign) || ScannedText.isLetter(sign) }

  private static func isLocal(_ sign: UInt8) -> Bool { isWord(sign) || "._%+-'".utf8.contains(sign) }

  private static func isDomain(_ signs: ArraySlice<UInt8>) -> Bool {
    let parts = signs.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count >= 2, let top = parts.last else { return false }
    return top.count >= 2 && top.allSatisfy(ScannedText.isLetter) && parts.allSatisfy { !$0.isEmpty }
  }
}
