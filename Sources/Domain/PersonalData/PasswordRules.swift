/// Finds passwords: what follows their word and looks chosen, or follows a colon, an equals sign or “là” and is no
/// ordinary word; and those that come after the first: “mật khẩu cũ: …, mới: …”.
struct PasswordRules {
  let text: ScannedText
  let topics: [TopicMatch]

  /// So many pieces after the word are looked at.
  private static let reach = 8
  /// No password is longer; what is longer is cut, so that a text without spaces takes no longer than its length asks for.
  private static let longest = 100

  func spans() -> [PersonalDataSpan] {
    let matches = topics.filter { $0.topic == .password || $0.topic == .passcode } + TopicMatch.short(in: text)
    return matches.flatMap { match in
      let last = text.words[match.words.upperBound - 1]
      let rest = pieces(after: last.range.upperBound)
      guard let first = value(among: rest, from: last.range.upperBound) else { return [PersonalDataSpan]() }
      let kind: PersonalDataKind = match.topic == .password ? .password : .passcode
      return ([first] + further(after: first)).map { PersonalDataSpan(kind: kind, range: $0) }
    }
  }

  /// The values behind a first one, each right behind “cũ”, “mới”, “trước” or “sau”.
  private func further(after first: Range<Int>) -> [Range<Int>] {
    var values: [Range<Int>] = []
    var start = first.upperBound
    while start < text.folded.count, ",; ".utf8.contains(text.folded[start]) { start += 1 }
    var isNamed = false
    var isSaid = false
    for piece in pieces(after: start) {
      let word = trimmed(piece)
      let isSigned = text.folded[piece].contains { ":=".utf8.contains($0) }
      if Self.further.contains(string(word)) {
        isNamed = true
        isSaid = isSigned
      } else if word.isEmpty || Self.joining.contains(string(word)) {
        isSaid = isSaid || isSigned || !word.isEmpty
      } else {
        if isNamed, looksChosen(word, isSaid: isSaid) || (isSaid && isNoWord(word)) { values.append(word) }
        // “Sau này đổi thành …”: what was named ends at a comma.
        isNamed = isNamed && values.last != word && text.folded[piece].last != UInt8(ascii: ",")
        isSaid = isSigned
      }
    }
    return values
  }

  private static let further: Set<String> = ["cu", "moi", "sau", "truoc"]
  private static let joining: Set<String> = ["la", "laf", "thanh", "sang", "bang"]

  /// What stands between spaces, up to the end of the sentence.
  private func pieces(after start: Int) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var place = start
    while place < text.folded.count, pieces.count < Self.reach {
      while place < text.folded.count, text.folded[place] == UInt8(ascii: " ") { place += 1 }
      let first = place
      while place < text.folded.count, place < first + Self.longest, text.folded[place] != UInt8(ascii: " ") {
        place += 1
      }
      if first < place { pieces.append(first..<place) }
      if let last = text.folded[first..<place].last, ".?;".utf8.contains(last) { break }
    }
    return pieces
  }

  private func value(among pieces: [Range<Int>], from start: Int) -> Range<Int>? {
    var isSaid = false
    if let first = pieces.first.map(trimmed), first.lowerBound > start, isRunTogether(first) { return first }
    for piece in pieces {
      let leading = text.folded[piece].prefix { ":=".utf8.contains($0) }
      if !leading.isEmpty { isSaid = true }
      let value = trimmed(piece)
      if !value.isEmpty {
        // A word that the secret's own word runs into, as in “passcode”, is none.
        let isApart = value.lowerBound > start || !ScannedText.isLetter(text.sign(value.lowerBound))
        if isApart, looksChosen(value, isSaid: isSaid) || (isSaid && isNoWord(value)) { return value }
        isSaid = Self.joining.contains(string(value))
      }
      if let last = text.folded[piece].last, ":=".utf8.contains(last) { isSaid = true }
    }
    return nil
  }

  private func string(_ range: Range<Int>) -> String { String(decoding: text.folded[range], as: UTF8.self) }

  /// Without signs and quotation marks at the ends that no password ends with.
  private func trimmed(_ piece: Range<Int>) -> Range<Int> {
    let signs = ":=,;.()\"'?".utf8
    var range = piece
    while let first = range.first, signs.contains(text.folded[first]) || text.folded[first] == 0 {
      range = range.dropFirst().startIndex..<range.upperBound
    }
    while let last = range.last, signs.contains(text.folded[last]) || text.folded[last] == 0 {
      range = range.lowerBound..<last
    }
    return range
  }

  /// Letters with digits or signs among them, which are no time, amount, address or code of a case; with a slash only
  /// where a sign says that it is one, as in “tk/mk: lan88/lan8888”.
  private func looksChosen(_ range: Range<Int>, isSaid: Bool) -> Bool {
    let value = string(range)
    let letters = value.utf8.count(where: ScannedText.isLetter)
    let digits = value.utf8.count(where: ScannedText.isDigit)
    guard range.count >= 5, letters > 0, digits > 0 || value.utf8.contains(where: { "@#$%^&*!".utf8.contains($0) }),
      !value.hasPrefix("@"), !EmailRule.isAddress(value)
    else {
      return false
    }
    if value.contains(/^https?:|^www\.|\.(?:vn|com|gov|net|top)\b/) { return false }
    if value.contains("/"), !isSaid || ScannedText.isDigit(text.folded[range.lowerBound]) { return false }
    if value.dropFirst().dropLast().contains(where: { "@#$%^&*!".contains($0) }) || value.hasSuffix("!") && digits > 0 {
      return true
    }
    if value.hasSuffix("@") || value.hasSuffix("#") || value.hasSuffix("$") { return true }
    guard digits > 0 else { return false }
    let isMeasured = value.contains(/^[\d.,:]+(?:k|d|h|p|g|m|tr|cm|km|mah|vnd|gb|mb|ngan|nghin|dong|phut|trieu)\d*$/)
    return !isMeasured && !value.contains(/-\d{6}-\d|^\d{1,2}h\d{1,2}|^(?:vneid|android|ios|v)\d/)
  }

  /// After a sign: digits, capitals inside, or letters that are no Vietnamese syllable and no name of a service.
  private func isNoWord(_ range: Range<Int>) -> Bool {
    let value = string(range)
    let isDigits = value.utf8.allSatisfy(ScannedText.isDigit)
    if isDigits { return range.count >= 4 && !isCounted(range) }
    guard range.count >= 5, value.utf8.allSatisfy(ScannedText.isLetter), !Self.names.contains(value) else {
      return false
    }
    guard !value.utf8.contains(1) else { return false }
    return !Self.isSyllable(value) && !Self.isSyllable(RawTelex.plain(value))
  }

  /// Whether it is three syllables or more without a space, as people write their passwords and nothing else: “iloveyou”.
  private func isRunTogether(_ range: Range<Int>) -> Bool {
    let value = string(range)
    guard (8...30).contains(range.count), value.utf8.allSatisfy(ScannedText.isLetter), !Self.names.contains(value)
    else {
      return false
    }
    guard text.typed(range).allSatisfy(\.isASCII), !Self.isSyllable(RawTelex.plain(value)) else { return false }
    return Self.syllables(in: Array(value)) >= 3
  }

  /// Into how many syllables a word can be taken apart at most; 0 where it cannot be.
  private static func syllables(in letters: [Character]) -> Int {
    var most: [Int: Int] = [0: 0]
    for start in letters.indices {
      guard let count = most[start] else { continue }
      for end in (start + 1)...min(start + 7, letters.count) where isSyllable(String(letters[start..<end])) {
        most[end] = max(most[end] ?? 0, count + 1)
      }
    }
    return most[letters.count] ?? 0
  }

  private func isCounted(_ range: Range<Int>) -> Bool {
    UnitWords.isCount(Surroundings(range, in: text, topics: topics))
  }

  private static let names: Set<String> = [
    "vneid", "vssid", "email", "gmail", "facebook", "google", "internet", "password", "passcode", "online", "banking",
    "viettel", "vinaphone", "mobifone", "vietnamobile", "viettelmoney", "samsung", "iphone", "android", "telegram",
    "username", "faceid", "touchid", "smart", "youtube", "tiktok", "verification", "login", "reset", "etax", "admin",
    "default", "dichvucong", "taikhoan", "matkhau",
  ]

  static func isSyllable(_ word: String) -> Bool {
    word.wholeMatch(
      of: /(?:ngh|ng|nh|th|tr|ch|kh|ph|gh|gi|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?/) != nil
  }
}
