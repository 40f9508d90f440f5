/// Finds numbers that belong to one person: by their length and beginning, and by the words round them.
struct IdentifierRules {
  let text: ScannedText
  let topics: [TopicMatch]
  private(set) var spans: [PersonalDataSpan] = []

  /// The longest number that means anything: a payment card's.
  private static let mostDigits = 19

  init(text: ScannedText, topics: [TopicMatch]) {
    self.text = text
    self.topics = topics
  }

  /// Takes the numbers out of a chain, longer ones first, and answers what is left of it.
  mutating func take(_ chain: DigitChain) -> [DigitChain] {
    let around = Surroundings(chain.range, in: text, topics: topics)
    if chain.isAmount(in: text), around.distanceBefore(Self.named).map({ $0 > 2 }) ?? true { return [chain] }
    if UnitWords.isMoney(around), around.distanceBefore(Self.named) != 0, mayBeMoney(chain) { return [chain] }
    var rest: [DigitChain] = []
    var left: [DigitChain.Group] = []
    var start = 0
    let gaps = chain.gaps(in: text)
    let moments = moments(in: chain)
    while start < chain.groups.count {
      if let (kind, range, count) = number(at: start, of: chain, gaps, moments) {
        spans.append(PersonalDataSpan(kind: kind, range: range))
        if !left.isEmpty { rest.append(DigitChain(groups: left)) }
        left = []
        start += count
      } else {
        left.append(chain.groups[start])
        start += 1
      }
    }
    if !left.isEmpty { rest.append(DigitChain(groups: left)) }
    return rest
  }

  /// What is read loosely counts where a word near it says what it is, and where it is as such numbers are.
  mutating func takeLoose(_ chain: DigitChain) -> Bool {
    guard chain.digits.count >= 9 else { return false }
    let around = Surroundings(chain.range, in: text, topics: topics)
    guard
      around.distanceBefore(Self.named.union([.phone])).map({ $0 <= 4 }) ?? false
        || around.distanceAfter(Self.named.union([.phone])).map({ $0 <= 3 }) ?? false
    else { return false }
    let gaps = chain.gaps(in: text)
    let moments = moments(in: chain)
    // A number may end at a space, and where the sign between its groups changes.
    func isEdge(_ gap: Int, from inner: Int) -> Bool {
      guard gaps.indices.contains(gap), gaps.indices.contains(inner) else { return true }
      return Self.parts(gaps[gap]) || gaps[gap] != gaps[inner]
    }
    for start in chain.groups.indices where isEdge(start - 1, from: start) {
      var end = min(chain.groups.count, start + Self.mostDigits) - 1
      while end >= start {
        defer { end -= 1 }
        guard isEdge(end, from: end - 1), !moments.contains(where: { $0.overlaps(start..<end + 1) }) else { continue }
        let window = DigitChain(groups: Array(chain.groups[start...end]))
        guard window.isUniform(in: text) else { continue }
        guard (9...Self.mostDigits).contains(window.digits.count), !window.isListOfYears else { continue }
        guard let kind = looseKind(of: window, around) else { continue }
        spans.append(PersonalDataSpan(kind: kind, range: range(of: window, kind)))
        return true
      }
    }
    return false
  }

  private func looseKind(of window: DigitChain, _ around: Surroundings) -> PersonalDataKind? {
    switch (kind(of: window, around), window.digits.count) {
    case (.identityNumber, _): IdentityPrefix.isPlausible(window.number) ? .identityNumber : nil
    case (.bankCard, _): around.mentions([.card]) ? .bankCard : nil
    case (let kind, _): kind
    }
  }

  /// Nobody writes an amount with a nought in front; and a card's number is one, whatever it is an amount of.
  private func mayBeMoney(_ chain: DigitChain) -> Bool {
    chain.digits.first != 0
      && !(PaymentCard.hasCheckDigit(chain.digits) && PaymentCard.isOfNetwork(chain.number))
  }

  private static let named: Set<Topic> = [.identity, .oldIdentity, .taxCode, .socialInsurance, .card]

  private func number(
    at start: Int, of chain: DigitChain, _ gaps: [String], _ moments: [Range<Int>]
  ) -> (kind: PersonalDataKind, range: Range<Int>, groups: Int)? {
    // So many digits without anything between them are a number, whatever it is joined to.
    guard start == 0 || Self.parts(gaps[start - 1]) || chain.groups[start].digits.count >= 10 else { return nil }
    var ends: [Int] = []
    var digits = 0
    for end in start..<chain.groups.count {
      digits += chain.groups[end].digits.count
      if digits > Self.mostDigits { break }
      let isAlone = end == start && digits >= 10
      if digits >= 9, isAlone || end + 1 == chain.groups.count || Self.parts(gaps[end]) { ends.append(end) }
    }
    for end in ends.reversed() where !moments.contains(where: { $0.overlaps(start..<end + 1) }) {
      let window = DigitChain(groups: Array(chain.groups[start...end]))
      let around = Surroundings(window.range, in: text, topics: topics)
      if let letters = insuranceLetters(before: window, around) {
        return (.healthInsurance, letters..<window.range.upperBound, end - start + 1)
      }
      if let kind = kind(of: window, around) { return (kind, range(of: window, kind), end - start + 1) }
    }
    return nil
  }

  /// The groups of a chain that are a day and a time, with no identity number announced right before them.
  private func moments(in chain: DigitChain) -> [Range<Int>] {
    chain.moments.filter {
      let range = DigitChain(groups: Array(chain.groups[$0])).range
      let around = Surroundings(range, in: text, topics: topics)
      return around.distanceBefore([.identity, .oldIdentity]).map { $0 > 2 } ?? true
    }
  }

  /// Whether one number may end and another begin there: dots and hyphens hold a number together.
  private static func parts(_ gap: String) -> Bool { gap.contains(" ") }

  /// A phone number's plus sign belongs to it.
  private func range(of window: DigitChain, _ kind: PersonalDataKind) -> Range<Int> {
    let start = window.range.lowerBound
    let hasPlus = kind == .phone && text.sign(start - 1) == UInt8(ascii: "+")
    return (hasPlus ? start - 1 : start)..<window.range.upperBound
  }

  private func kind(of window: DigitChain, _ around: Surroundings) -> PersonalDataKind? {
    let number = window.number
    let isOther = around.distanceBefore([.other]) == 0
    if PaymentCard.hasCheckDigit(window.digits),
      around.mentions([.card]) || (PaymentCard.isOfNetwork(number) && isCardWritten(window))
    {
      return .bankCard
    }
    if PhoneNumber.isMobile(number) {
      return number.count == 10 ? kindInstead(of: window, around) ?? .phone : .phone
    }
    switch number.count {
    case 13: return around.nearest(Self.named) == .taxCode ? .taxCode : nil
    case 12: return isIdentity(number, around, isOther: isOther) ? .identityNumber : nil
    case 11:
      if PhoneNumber.isLandline(number), !isOther { return .phone }
      return PhoneNumber.isFormerMobile(number) && around.nearest(Self.any) == .phone ? .phone : nil
    case 10: return isOther ? nil : kindOfTen(number, around)
    case 9:
      if followsIdentity(window) { return .oldIdentityNumber }
      if isOther { return nil }
      switch around.nearest([.identity, .oldIdentity, .phone, .taxCode, .socialInsurance]) {
      case .identity, .oldIdentity: return .oldIdentityNumber
      case .phone: return PhoneNumber.isMobile("0" + number) ? .phone : nil
      default: return around.mentions([.oldIdentity]) ? .oldIdentityNumber : nil
      }
    default: return nil
    }
  }

  /// What ten digits are that look like a mobile number: insurance's or the tax's where its word stands right before them,
  /// nearer than a telephone's and with no comma between, or is joined to them: “… là mã số BHXH”.
  private func kindInstead(of window: DigitChain, _ around: Surroundings) -> PersonalDataKind? {
    let wanted: [(topics: Set<Topic>, kind: PersonalDataKind)] = [
      ([.socialInsurance, .healthInsurance], .socialInsurance), ([.taxCode], .taxCode),
    ]
    return wanted.first { topics, _ in
      if let match = around.nearestAfter(topics), around.next?.text == "la" {
        let between = text.words[around.after..<match.words.lowerBound]
        if !between.isEmpty, between.allSatisfy({ ["la", "ma", "so", "the"].contains($0.text) }) { return true }
      }
      guard let match = around.nearestBefore(topics), around.before - match.words.upperBound <= 3 else { return false }
      return match.words.upperBound > around.nearestBefore([.phone])?.words.upperBound ?? 0
        && !text.isParted(match.words.upperBound, before: window.range.lowerBound)
    }?.kind
  }

  /// Whether nothing but the sign between the fields of an identity card's QR code parts nine digits from the identity
  /// number before them: they are the former card's.
  private func followsIdentity(_ window: DigitChain) -> Bool {
    guard let last = spans.last, last.kind == .identityNumber, last.range.upperBound < window.range.lowerBound else {
      return false
    }
    return text.folded[last.range.upperBound..<window.range.lowerBound].filter { $0 != UInt8(ascii: " ") }
      == [UInt8(ascii: "|")]
  }

  private static let any: Set<Topic> = [.identity, .oldIdentity, .phone, .taxCode, .socialInsurance, .healthInsurance]

  private func isIdentity(_ number: String, _ around: Surroundings, isOther: Bool) -> Bool {
    if IdentityPrefix.isPlausible(number) { return true }
    if around.mentions([.identity, .oldIdentity]) { return !isOther }
    return number.hasPrefix("0") && !isOther
  }

  private func kindOfTen(_ number: String, _ around: Surroundings) -> PersonalDataKind? {
    switch around.nearest(Self.any) {
    case .socialInsurance, .healthInsurance: .socialInsurance
    case .taxCode: .taxCode
    case .phone where PhoneNumber.isLandline(number): .phone
    default: nil
    }
  }

  /// Whether the groups are those of a card: all in one, or of three digits and more.
  private func isCardWritten(_ window: DigitChain) -> Bool {
    window.groups.first?.isGluedBefore != true && window.groups.allSatisfy { $0.digits.count >= 3 }
  }

  /// Where the two letters of a health insurance card before these thirteen digits begin.
  private func insuranceLetters(before window: DigitChain, _ around: Surroundings) -> Int? {
    guard window.digits.count == 13, let first = window.digits.first, (1...5).contains(first) else { return nil }
    guard let letters = around.previous, letters.range.count == 2 else { return nil }
    let gap = text.folded[letters.range.upperBound..<window.range.lowerBound]
    guard gap.count <= 1, gap.allSatisfy({ " .-_".utf8.contains($0) }) else { return nil }
    let isWritten = text.typed(letters.range).allSatisfy(\.properties.isUppercase) || gap.isEmpty
    guard isWritten || around.mentions([.healthInsurance]) else { return nil }
    return letters.range.lowerBound
  }
}

/// The first three digits of identity numbers: codes of the 63 provinces as they were when birth was registered
/// (Circular 07/2016/TT-BCA, annex). They never change; the 34 provinces of 2025 give no prefixes.
enum IdentityPrefix {
  static let provinces: Set<Int> = [
    1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40, 42, 44, 45,
    46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92,
    93, 94, 95, 96,
  ]

  /// Whether twelve digits begin as a province's numbers do, with a century and sex of the 20th or 21st century.
  static func isPlausible(_ number: String) -> Bool {
    guard number.count == 12, let prefix = Int(number.prefix(3)), let sex = number.dropFirst(3).first else {
      return false
    }
    return provinces.contains(prefix) && ("0"..."3").contains(sex)
  }
}

/// Numbers of payment cards (ISO/IEC 7812-1).
enum PaymentCard {
  /// Whether so many digits may be a card's, and the last is the right check digit (Luhn).
  static func hasCheckDigit(_ digits: [UInt8]) -> Bool {
    guard (13...19).contains(digits.count), digits.contains(where: { $0 != 0 }) else { return false }
    let sum = digits.reversed().enumerated().reduce(0) { sum, place in
      let doubled = Int(place.element) * 2
      return sum + (place.offset % 2 == 0 ? Int(place.element) : doubled > 9 ? doubled - 9 : doubled)
    }
    return sum % 10 == 0
  }

  /// Whether a network has cards that begin so and are so long; 9704 is NAPAS. Device numbers (IMEI) are of none.
  static func isOfNetwork(_ number: String) -> Bool {
    switch number.count {
    case 13: number.hasPrefix("4")
    case 14: number.hasPrefix("3")
    case 15: number.hasPrefix("34") || number.hasPrefix("37")
    case 16: number.wholeMatch(of: /(?:4|5|6|35|9704|2[2-7])\d+/) != nil
    default: number.wholeMatch(of: /(?:4|5|6|9704)\d+/) != nil
    }
  }
}
