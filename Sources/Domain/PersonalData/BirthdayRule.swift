/// Finds the birthday that somebody says a password or a passcode is: “mật khẩu là ngày sinh của bà 12/05/1952”.
///
/// The secret's word and the birthday's are joined by “là”, “bằng”, a colon and the like, or touch; whatever words stand
/// between and behind, the date or the digits that follow are the secret.
struct BirthdayRule {
  let text: ScannedText
  let topics: [TopicMatch]

  /// How many words may stand between the secret's word and the birthday's, and between the birthday's and the digits.
  private static let reach = 8
  private static let birthdays = [
    ["ngay", "thang", "nam", "sinh"], ["ngay", "thang", "sinh"], ["ngay", "sinh"], ["ngay", "sanh"], ["nam", "sinh"],
    ["nam", "sanh"], ["sinh", "nhat"],
  ]
  private static let joining: Set<String> = ["la", "laf", "bang", "thanh", "sang", "dat", "lay", "dung", "theo"]
  /// Between “là” and the birthday.
  private static let filling: Set<String> = ["so", "cai", "chinh", "luon", "theo", "bang"]
  private static let denying: Set<String> = ["không", "ko", "đừng", "cấm", "tránh", "chẳng", "chả", "chưa", "chớ"]
  /// What leads from the birthday to another day.
  private static let turning: Set<String> = ["hẹn", "nên", "nhưng", "rồi", "lúc", "vì", "mà"]

  func spans() -> [PersonalDataSpan] {
    topics.filter { $0.topic == .password || $0.topic == .passcode }.compactMap { match in
      guard let birthday = birthday(after: match), let range = value(after: birthday) else { return nil }
      return PersonalDataSpan(kind: match.topic == .password ? .password : .passcode, range: range)
    }
  }

  /// The words of the birthday that a secret is said to be.
  private func birthday(after match: TopicMatch) -> Range<Int>? {
    let first = match.words.upperBound
    for start in first..<min(first + Self.reach + 1, text.words.count) {
      guard text.words[start].sentence == text.words[first - 1].sentence else { return nil }
      guard !text.isParted(first, before: text.words[start].range.lowerBound) else { return nil }
      if FoldedWords.contain(Self.denying, text.words[start], in: text) { return nil }
      let rest = text.words[start...].prefix(4).map(\.plain)
      guard let phrase = Self.birthdays.first(where: { rest.starts(with: $0) }) else { continue }
      return isJoined(start, to: first) ? start..<start + phrase.count : nil
    }
    return nil
  }

  private func isJoined(_ start: Int, to first: Int) -> Bool {
    if start == first { return true }
    let gap = text.folded[text.words[start - 1].range.upperBound..<text.words[start].range.lowerBound]
    if gap.contains(where: { ":=".utf8.contains($0) }) { return true }
    let before = text.words[first..<start].map(\.text)
    if Self.joining.contains(before.last ?? "") { return true }
    return before.count > 1 && Self.filling.contains(before.last ?? "")
      && Self.joining.contains(before[before.count - 2])
  }

  /// The first date or digits behind it; a comma may stand right before them, and nowhere else.
  private func value(after birthday: Range<Int>) -> Range<Int>? {
    let last = birthday.upperBound
    for place in last..<min(last + Self.reach + 1, text.words.count) {
      let word = text.words[place]
      guard word.sentence == text.words[last - 1].sentence else { return nil }
      if word.isNumber, let range = digits(at: place) { return range }
      guard !text.isParted(last, before: word.range.lowerBound) else { return nil }
      if FoldedWords.contain(Self.turning, word, in: text) { return nil }
    }
    return nil
  }

  /// The date that begins with a word, or four to eight digits.
  private func digits(at place: Int) -> Range<Int>? {
    let word = text.words[place]
    let start = word.range.lowerBound
    let rest = String(decoding: text.folded[start..<min(start + 24, text.folded.count)], as: UTF8.self)
    let dates = [
      /(\d{1,2})(?:[\/.\- ]| thang )(\d{1,2})(?:(?:[\/.\- ]| nam )(?:\d{4}|\d{2}))?(?!\d)/,
      /\d{4}[\/.\-](\d{1,2})[\/.\-](\d{1,2})(?!\d)/,
    ]
    for date in dates {
      guard let match = rest.prefixMatch(of: date), let first = Int(match.1), let second = Int(match.2) else {
        continue
      }
      let isDate = (1...31).contains(max(first, second)) && (1...12).contains(min(first, second))
      if isDate { return start..<start + match.0.utf8.count }
    }
    return (4...8).contains(word.range.count) ? word.range : nil
  }
}
