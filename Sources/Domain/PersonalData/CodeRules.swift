/// Finds one-time codes, passcodes and passwords of digits: four to eight digits beside their words, in a sentence.
struct CodeRules {
  let text: ScannedText
  let topics: [TopicMatch]

  private static let secrets: Set<Topic> = [.otp, .passcode, .password]

  /// The secrets among what identifiers left of the chains, and those that are spelled out.
  func spans(among chains: [DigitChain]) -> [PersonalDataSpan] {
    guard topics.contains(where: { Self.secrets.contains($0.topic) || $0.topic == .someCode }) else { return [] }
    return chains.flatMap { chain -> [PersonalDataSpan] in
      if let span = span(of: chain) { return [span] }
      guard chain.groups.count > 1 else { return [] }
      return chain.groups.compactMap { $0.digits.count >= 4 ? span(of: DigitChain(groups: [$0])) : nil }
    } + spelledOut()
  }

  private func span(of chain: DigitChain) -> PersonalDataSpan? {
    let count = chain.digits.count
    guard (4...8).contains(count), isFree(chain) else { return nil }
    let around = Surroundings(chain.range, in: text, topics: topics)
    guard !isCounted(chain, around), let topic = topic(around, digits: count) else { return nil }
    let isYear = count == 4 && ["19", "20"].contains(chain.number.prefix(2))
    if isYear, around.distanceBefore([topic]).map({ $0 > 1 }) ?? true { return nil }
    return PersonalDataSpan(kind: Self.kind(topic), range: chain.range)
  }

  private static func kind(_ topic: Topic) -> PersonalDataKind {
    switch topic {
    case .passcode: .passcode
    case .password: .password
    default: .otp
    }
  }

  /// Whether the digits stand for themselves: no part of a date, time, fraction, decree, hotline or procedure code, nor
  /// of a number that somebody masked.
  private func isFree(_ chain: DigitChain) -> Bool {
    if chain.isDate(in: text) || chain.isAmount(in: text) { return false }
    let number = chain.number
    if number.hasPrefix("1900") || number.hasPrefix("1800"), number.count == 6 || number.count == 8 { return false }
    if chain.groups.map(\.digits.count) == [1, 6], chain.gaps(in: text) == ["."] { return false }
    if chain.groups.last?.isGluedAfter == true { return false }
    if chain.groups.first?.isGluedBefore == true, !followsSecretWord(chain) { return false }
    let range = chain.range
    let before = (text.sign(range.lowerBound - 1), text.sign(range.lowerBound - 2))
    let after = (text.sign(range.upperBound), text.sign(range.upperBound + 1))
    if "*x".utf8.contains(before.0) || "*x".utf8.contains(after.0) { return false }
    let parts = "/:,.-".utf8
    if before.0 == UInt8(ascii: "/") || after.0 == UInt8(ascii: "/") || after.0 == UInt8(ascii: "%") { return false }
    return !(parts.contains(before.0) && ScannedText.isDigit(before.1))
      && !(parts.contains(after.0) && ScannedText.isDigit(after.1))
  }

  /// As in “otp482913”.
  private func followsSecretWord(_ chain: DigitChain) -> Bool {
    topics.contains {
      Self.secrets.contains($0.topic) && text.words[$0.words.upperBound - 1].range.upperBound == chain.range.lowerBound
    }
  }

  private func isCounted(_ chain: DigitChain, _ around: Surroundings) -> Bool {
    if let next = around.next, UnitWords.counted.contains(next.text), isBeside(chain.range, next.range) { return true }
    guard around.distanceBefore(Self.secrets) != 0, let previous = around.previous else { return false }
    if previous.text == "so", around.wordBeforePrevious?.text == "dau" { return true }
    guard UnitWords.introducing.contains(previous.text) else { return false }
    return true
  }

  /// Whether nothing but spaces stands between.
  private func isBeside(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    text.folded[left.upperBound..<right.lowerBound].allSatisfy { $0 == UInt8(ascii: " ") }
  }

  /// What the sentence says the digits are: six digits are a code wherever the word stands, others only near it.
  private func topic(_ around: Surroundings, digits: Int) -> Topic? {
    let other = around.distanceBefore([.other]) ?? .max
    let before = around.distanceBefore(Self.secrets) ?? .max
    let code = around.distanceBefore([.someCode]) ?? .max
    if min(before, code) > other { return nil }
    let isNear = before <= (digits == 6 ? .max - 1 : 6)
    if isNear, let topic = nearestBefore(around, distance: before) {
      if topic != .password || before <= 3 || digits == 6 { return topic }
    }
    if let after = around.distanceAfter(Self.secrets), after <= (digits == 6 ? 5 : 2) {
      return Self.secrets.first { around.distanceAfter([$0]) == after }
    }
    return digits == 6 && code <= 6 ? .otp : nil
  }

  private func nearestBefore(_ around: Surroundings, distance: Int) -> Topic? {
    [Topic.otp, .passcode, .password].first { around.distanceBefore([$0]) == distance }
  }

  /// How many words may stand between a secret's word and the digits that are read out.
  private static let reach = 5

  /// Four digits or more that are written as words, as somebody dictates them: “mã OTP của bà là tám ba chín hai”.
  private func spelledOut() -> [PersonalDataSpan] {
    topics.filter { Self.secrets.contains($0.topic) }.compactMap { match in
      let sentence = text.words[match.words.lowerBound].sentence
      let end = min(match.words.upperBound + Self.reach, text.words.count - 1)
      guard match.words.upperBound <= end else { return nil }
      for start in match.words.upperBound...end {
        var last = text.words[start].range
        let words = text.words[start...].prefix { word in
          // “Bà hai, bà ba, bà tư” are people.
          defer { last = word.range }
          return word.sentence == sentence && UnitWords.digits.contains(word.plain)
            && (word.range == last || isBeside(last, word.range))
        }
        guard words.count >= 4, let first = words.first, let last = words.last else { continue }
        return PersonalDataSpan(kind: Self.kind(match.topic), range: first.range.lowerBound..<last.range.upperBound)
      }
      return nil
    }
  }
}
