/// Finds one-time codes, passcodes and passwords of digits: four to eight digits beside their words, in a sentence.
struct CodeRules {
  let text: ScannedText
  let topics: [TopicMatch]

  private static let secrets = Topic.secrets

  /// The secrets among what identifiers left of the chains, those that are spelled out, and those with letters in them.
  func spans(among chains: [DigitChain], loose: [DigitChain], spoken: [SpokenDigits]) -> [PersonalDataSpan] {
    guard topics.contains(where: { Self.secrets.contains($0.topic) || $0.topic == .someCode }) else { return [] }
    return chains.flatMap { chain -> [PersonalDataSpan] in
      if let span = span(of: chain) { return [span] }
      guard chain.groups.count > 1, !chain.isHotline else { return [] }
      return chain.groups.compactMap { $0.digits.count >= 4 ? span(of: DigitChain(groups: [$0])) : nil }
    } + loose.compactMap(separated) + spoken.compactMap(spelledOut) + topics.compactMap(mixed)
  }

  /// Digits one by one with a sign between each, or two halves of six right behind the word: “4,8,2,9,1,3”, “482/913”.
  private func separated(_ chain: DigitChain) -> PersonalDataSpan? {
    let lengths = Set(chain.groups.map(\.digits.count))
    let areHalves = lengths == [3] && chain.groups.count == 2
    guard lengths == [1] || areHalves, (4...8).contains(chain.digits.count), chain.isUniform(in: text) else {
      return nil
    }
    let around = Surroundings(chain.range, in: text, topics: topics)
    guard let distance = around.distanceBefore(Self.secrets), distance <= (areHalves ? 0 : 3) else { return nil }
    guard !UnitWords.isCount(around), let topic = nearestBefore(around, distance: distance) else { return nil }
    return PersonalDataSpan(kind: Self.kind(topic), range: chain.range)
  }

  private func span(of chain: DigitChain) -> PersonalDataSpan? {
    let count = chain.digits.count
    guard (3...8).contains(count) else { return nil }
    let around = Surroundings(chain.range, in: text, topics: topics)
    guard count > 3 || around.distanceBefore([.cardCode]).map({ $0 <= 3 }) ?? false, isFree(chain, around) else {
      return nil
    }
    guard !isCounted(chain, around), let topic = topic(around, digits: count) else { return nil }
    let isYear = count == 4 && ["19", "20"].contains(chain.number.prefix(2))
    if isYear, !mayBeYear(topic, chain, around) { return nil }
    return PersonalDataSpan(kind: Self.kind(topic), range: chain.range)
  }

  /// Whether a secret may look like a year: right behind its word, a passcode also further off, where no word between
  /// says that it is a year. A bare “pin” is a battery, but that of a card.
  private func mayBeYear(_ topic: Topic, _ chain: DigitChain, _ around: Surroundings) -> Bool {
    guard let match = around.nearestBefore([topic]) else { return false }
    let between = text.words[match.words.upperBound..<around.before]
    if between.count <= 1 { return true }
    guard topic == .passcode, !text.isParted(match.words.upperBound, before: chain.range.lowerBound) else {
      return false
    }
    if !around.isBehindPerson, UnitWords.introduceYear(between, in: text) { return false }
    return match.words.count > 1 || text.words[match.words.lowerBound].text != "pin"
      || between.contains { ["the", "atm", "sim", "cuoc"].contains($0.plain) }
  }

  private static func kind(_ topic: Topic) -> PersonalDataKind {
    switch topic {
    case .passcode, .cardCode: .passcode
    case .password: .password
    default: .otp
    }
  }

  /// Whether the digits stand for themselves: no part of a date, time, fraction, decree, hotline or procedure code, nor
  /// of a number that somebody masked.
  private func isFree(_ chain: DigitChain, _ around: Surroundings) -> Bool {
    if chain.isDate(in: text) || chain.isAmount(in: text) || chain.isHotline { return false }
    if chain.groups.map(\.digits.count) == [1, 6], chain.gaps(in: text) == ["."] { return false }
    if chain.groups.last?.isGluedAfter == true { return false }
    if chain.groups.first?.isGluedBefore == true, !followsSecretWord(chain) { return false }
    let range = chain.range
    let before = (text.sign(range.lowerBound - 1), text.sign(range.lowerBound - 2))
    let after = (text.sign(range.upperBound), text.sign(range.upperBound + 1))
    if "*x".utf8.contains(before.0) || "*x".utf8.contains(after.0) { return false }
    // Six digits right behind the word stay a code in what only looks like one of another thing: “otp A.482913-261121-1”.
    if chain.groups.count == 1, chain.digits.count == 6, around.distanceBefore(Self.secrets).map({ $0 <= 2 }) ?? false,
      [before.0, after.0].allSatisfy({ " .-".utf8.contains($0) })
    {
      return true
    }
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
    if let next = around.next, UnitWords.isCount(around), isBeside(chain.range, next.range) {
      if UnitWords.isMeasure(around) { return true }
      // A round number is one of something; any other is the secret that its word has just announced.
      let isRound = chain.digits.suffix(2) == [0, 0] && chain.digits.first != 0
      return isRound || !(around.distanceBefore(Self.secrets).map { $0 <= 2 } ?? false)
    }
    guard around.distanceBefore(Self.secrets) != 0, let previous = around.previous else { return false }
    if previous.text == "so", around.wordBeforePrevious?.text == "dau" { return true }
    return UnitWords.introducing.contains(previous.text) && !around.isBehindPerson
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
      return Topic.allCases.first { Self.secrets.contains($0) && around.distanceAfter([$0]) == after }
    }
    return digits == 6 && code <= 6 ? .otp : nil
  }

  private func nearestBefore(_ around: Surroundings, distance: Int) -> Topic? {
    [Topic.otp, .passcode, .password, .cardCode].first { around.distanceBefore([$0]) == distance }
  }

  /// How many words may stand between a secret's word and the digits that are read out.
  private static let reach = 5

  /// Four digits or more that are written as words, as somebody dictates them: “mã OTP của bà là tám ba chín hai”; six or
  /// more where commas stand between them, or where the secret's word comes behind.
  private func spelledOut(_ run: SpokenDigits) -> PersonalDataSpan? {
    let count = run.chain.groups.count
    let around = Surroundings(run.chain.range, in: text, topics: topics)
    if let distance = around.distanceBefore(Self.secrets), distance <= Self.reach,
      let topic = nearestBefore(around, distance: distance)
    {
      // “Bà hai, bà ba, bà tư” are people.
      let least = run.isListed ? 6 : topic == .cardCode && distance == 0 ? 3 : 4
      return count >= least ? PersonalDataSpan(kind: Self.kind(topic), range: run.chain.range) : nil
    }
    guard (6...8).contains(count), let distance = around.distanceAfter(Self.secrets), distance <= 3 else { return nil }
    return Topic.allCases.first { Self.secrets.contains($0) && around.distanceAfter([$0]) == distance }
      .map { PersonalDataSpan(kind: Self.kind($0), range: run.chain.range) }
  }

  /// A one-time code with letters in it, right behind its word: “mã otp A1B2C3”. Letters and digits take turns in it, as
  /// they do in no name of a thing and in no time.
  private func mixed(_ match: TopicMatch) -> PersonalDataSpan? {
    guard match.topic == .otp else { return nil }
    var place = text.words[match.words.upperBound - 1].range.upperBound
    while " :=".utf8.contains(text.sign(place)), place < text.folded.count { place += 1 }
    if text.folded[place...].starts(with: "la ".utf8) { place += 3 }
    var end = place
    while end < text.folded.count, ScannedText.isDigit(text.folded[end]) || ScannedText.isLetter(text.folded[end]) {
      end += 1
    }
    let code = text.folded[place..<end]
    let isTime = String(decoding: code, as: UTF8.self).contains(/^\d{1,2}[hgp]/)
    let turns = zip(code, code.dropFirst()).count { ScannedText.isDigit($0) != ScannedText.isDigit($1) }
    guard (5...8).contains(code.count), turns >= 3, !isTime else { return nil }
    return PersonalDataSpan(kind: .otp, range: place..<end)
  }
}
