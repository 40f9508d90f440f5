extension LinkJudge {
  /// What can be said of the addresses in a text; of several, the worst. A text with a part that may be an address and
  /// was not understood is never official.
  package func verdict(on text: String) -> LinkVerdict {
    let verdicts = Self.joined(text).split(whereSeparator: \.isWhitespace).flatMap { self.verdicts(onWord: String($0)) }
    func first(_ isWanted: (LinkVerdict) -> Bool) -> LinkVerdict? { verdicts.first(where: isWanted) }
    if let worst = first({ $0.answer == .suspicious })
      ?? first({ $0.answer == .notOfficial && $0.reason != .notAnAddress })
    {
      return worst
    }
    let official = first { $0.answer == .official && !$0.isSafe } ?? first { $0.answer == .official }
    let isUnclear = verdicts.contains { $0.reason == .notAnAddress }
    if let official { return isUnclear ? LinkVerdict(.notOfficial, .notUnderstood) : official }
    return LinkVerdict(.notOfficial, .notAnAddress)
  }

  /// The addresses in a text to which nobody may be sent, and what is known of them.
  package func findings(in text: String) -> [(address: WrittenAddress, verdict: LinkVerdict)] {
    WrittenAddress.all(in: text).compactMap { address in
      verdict(on: address).flatMap { $0.isSafe ? nil : (address, $0) }
    }
  }

  /// What can be said of what looks like an address; nil where it is none: a suffix's name, a mailbox, a file or an
  /// abbreviation that imitates nothing, a scheme that is alone.
  private func verdict(on address: WrittenAddress) -> LinkVerdict? {
    if WrittenAddress.isTooLong(address.text) { return LinkVerdict(.suspicious, .notUnderstood) }
    let verdict = verdict(onOne: address.text)
    if verdict.reason == .notAnAddress, address.text.hasSuffix("://") { return nil }
    guard address.isBare, verdict.answer != .official else { return verdict }
    if isStateSuffix(address.text) { return nil }
    if let host = address.mailHost {
      if verdict.reason == .userInfo, verdict.official != nil { return verdict }
      let verdict = self.verdict(onOne: host)
      return verdict.answer == .suspicious ? verdict : nil
    }
    guard verdict.answer != .suspicious || (verdict.reason == .foreignLetters && verdict.official == nil) else {
      return verdict
    }
    return endsAsFile(address.text) || address.isAbbreviation ? nil : verdict
  }

  /// What can be said of what stands between two spaces: of each address in it, and of the whole as a browser would read
  /// it, because quotation marks and brackets that part words may stand inside an address.
  private func verdicts(onWord word: String) -> [LinkVerdict] {
    guard !WrittenAddress.isTooLong(word) else { return [LinkVerdict(.suspicious, .notUnderstood)] }
    let whole = Self.stripped(word)
    if MisleadingSigns.runs(whole) { return [LinkVerdict(.suspicious, .otherScheme)] }
    if MisleadingSigns.areIn(word) { return [LinkVerdict(.suspicious, .misleadingSigns)] }
    let addresses = WrittenAddress.all(in: word)
    var verdicts = addresses.compactMap { self.verdict(on: $0) }
    // A mailbox, a file or an abbreviation is none as a whole either.
    if addresses.map(\.text) == [whole] { return verdicts }
    let unclear = LinkVerdict(.notOfficial, .notAnAddress)
    if let location = WebLocation(whole) {
      let isSite = !location.scheme.isEmpty || location.hasNamedEnd
      if !addresses.isEmpty || isSite, !isStateSuffix(whole) { verdicts.append(self.verdict(onOne: whole)) }
      return verdicts
    }
    let isOtherScheme = whole.contains(/^(?:[a-z][a-z0-9+.-]*:[\/\\]|(?:data|market):)/.ignoresCase())
    // Letters of other widths, and what is left of the word, may belong to the address: “dichvucong.gov.vn,.example.com”.
    let plain = WrittenAddress.narrowed(word)
    let rest = addresses.reduce(plain) { $0.replacing($1.text, with: " ") }
    let isUnread = rest.contains(/\.\p{L}{2}/) || (plain != word && !addresses.isEmpty)
    return isOtherScheme || isUnread ? verdicts + [unclear] : verdicts
  }

  /// The text as a browser takes what is pasted: tabs and line breaks within an address are not there.
  private static func joined(_ text: String) -> String {
    guard text.contains(where: { $0 == "\t" || $0.isNewline }) else { return text }
    return text.replacing(/[\t\r\n]+(?=[.@:\/\\%_-])/, with: "")
      .replacing(/([@:\/\\%_-])[\t\r\n]+/) { String($0.output.1) }
  }

  /// A word without the signs in front of it and behind it that belong to the sentence.
  private static func stripped(_ word: String) -> String {
    var rest = word[...]
    while let first = rest.first, !first.isLetter, !first.isNumber, !"/\\@".contains(first) { rest.removeFirst() }
    while let last = rest.last, !last.isLetter, !last.isNumber, !"/\\=&#%-_+]".contains(last) { rest.removeLast() }
    while rest.last == "]", !rest.contains("[") { rest.removeLast() }
    return String(rest)
  }
}
