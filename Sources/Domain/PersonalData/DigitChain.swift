/// Groups of digits that may be one number: nothing stands between them but a space, a dot, a hyphen.
struct DigitChain {
  /// Digits without anything between them. O stands for 0 and l or I for 1 where the group is made of nothing else.
  struct Group {
    /// Folded characters.
    let range: Range<Int>
    let digits: [UInt8]
    /// Whether a letter touches it.
    let isGluedBefore: Bool
    let isGluedAfter: Bool
  }

  var groups: [Group]

  var digits: [UInt8] { groups.flatMap(\.digits) }
  /// Folded characters; empty for no groups.
  var range: Range<Int> { (groups.first?.range.lowerBound ?? 0)..<(groups.last?.range.upperBound ?? 0) }
  var number: String { String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self) }

  /// How freely a text is read as numbers.
  enum Reading {
    /// As anybody writes numbers.
    case plain
    /// As nobody writes them but who hides one, or slips: any one sign between groups, S for 5 and B for 8. It counts
    /// only beside words that say what the number is.
    case loose
  }

  /// Every chain of the text, the longest that there are; dossier codes are left out.
  static func all(in text: ScannedText, reading: Reading = .plain) -> [DigitChain] {
    var codes = DossierCodes.ranges(in: text)[...]
    var chains: [DigitChain] = []
    for group in groups(in: text, reading) {
      codes = codes.drop { $0.upperBound <= group.range.lowerBound }
      if let code = codes.first, code.overlaps(group.range) { continue }
      if let last = chains.last?.groups.last, joins(last, group, reading, in: text) {
        chains[chains.count - 1].groups.append(group)
      } else {
        chains.append(DigitChain(groups: [group]))
      }
    }
    return chains
  }

  private static func joins(
    _ left: Group, _ right: Group, _ reading: Reading, in text: ScannedText
  ) -> Bool {
    if reading == .plain || joins(left, right, in: text) { return joins(left, right, in: text) }
    guard !left.isGluedAfter, !right.isGluedBefore else { return false }
    let gap = text.folded[left.range.upperBound..<right.range.lowerBound]
    let signs = gap.filter { $0 != UInt8(ascii: " ") }
    let areSingle = left.digits.count == 1 && right.digits.count == 1
    guard let sign = signs.first else { return gap.count <= 5 }
    // “7, 10, 15” is a list.
    if sign == UInt8(ascii: ","), gap.count > 1, !areSingle { return false }
    return gap.count <= 5 && signs.count == 1 && ".,/:-_|+*~".utf8.contains(sign)
  }

  /// Whether no two different signs stand between the groups.
  func isUniform(in text: ScannedText) -> Bool {
    Set(gaps(in: text).map { $0.filter { $0 != " " } }).subtracting([""]).count <= 1
  }

  private static func joins(_ left: Group, _ right: Group, in text: ScannedText) -> Bool {
    guard !left.isGluedAfter, !right.isGluedBefore else { return false }
    switch String(decoding: text.folded[left.range.upperBound..<right.range.lowerBound], as: UTF8.self) {
    case " ", ".", "-", "_", "  ", ") ", ")", " (", "- ", " -": return true
    default: return false
    }
  }

  private static func groups(in text: ScannedText, _ reading: Reading) -> [Group] {
    var groups: [Group] = []
    var place = 0
    while place < text.folded.count {
      guard isWord(text.folded[place]) else {
        place += 1
        continue
      }
      let start = place
      while place < text.folded.count, isWord(text.folded[place]) { place += 1 }
      groups += Self.groups(of: start..<place, reading, in: text)
    }
    return groups
  }

  private static func isWord(_ sign: UInt8) -> Bool { ScannedText.isDigit(sign) || ScannedText.isLetter(sign) }

  /// The groups of letters and digits that touch each other: one, where all may be digits; else each run of digits.
  private static func groups(of range: Range<Int>, _ reading: Reading, in text: ScannedText) -> [Group] {
    let hasDigit = text.folded[range].contains(where: ScannedText.isDigit)
    guard hasDigit else { return [] }
    // In a long number one or two letters are slips, too.
    let slips = text.folded[range].count { "sb".utf8.contains($0) }
    let reads = reading == .loose && range.count >= 9 && slips <= 2 ? slipped : digit
    if text.folded[range].allSatisfy({ reads($0) != nil }) {
      return [
        Group(range: range, digits: text.folded[range].compactMap(reads), isGluedBefore: false, isGluedAfter: false)
      ]
    }
    var groups: [Group] = []
    var place = range.lowerBound
    while place < range.upperBound {
      guard ScannedText.isDigit(text.folded[place]) else {
        place += 1
        continue
      }
      let start = place
      while place < range.upperBound, digit(text.folded[place]) != nil { place += 1 }
      while !ScannedText.isDigit(text.folded[place - 1]) { place -= 1 }
      groups.append(
        Group(
          range: start..<place, digits: text.folded[start..<place].compactMap(digit),
          isGluedBefore: start > range.lowerBound, isGluedAfter: place < range.upperBound))
    }
    return groups
  }

  private static func slipped(_ sign: UInt8) -> UInt8? {
    switch sign {
    case UInt8(ascii: "s"): 5
    case UInt8(ascii: "b"): 8
    default: digit(sign)
    }
  }

  private static func digit(_ sign: UInt8) -> UInt8? {
    switch sign {
    case UInt8(ascii: "o"): 0
    case UInt8(ascii: "l"), UInt8(ascii: "i"): 1
    default: ScannedText.isDigit(sign) ? sign - UInt8(ascii: "0") : nil
    }
  }
}

extension DigitChain {
  /// The text between the groups, one string for each gap.
  func gaps(in text: ScannedText) -> [String] {
    zip(groups, groups.dropFirst()).map {
      String(decoding: text.folded[$0.range.upperBound..<$1.range.lowerBound], as: UTF8.self)
    }
  }

  /// Whether it is written as an amount is: 1.500.000, or 20 000; a short one is round.
  func isAmount(in text: ScannedText) -> Bool {
    guard groups.count > 1, let first = groups.first, first.digits.count <= 3, first.digits.first != 0 else {
      return false
    }
    let gaps = Set(gaps(in: text))
    let isRound = groups.last?.digits.suffix(2) == [0, 0]
    return groups.dropFirst().allSatisfy { $0.digits.count == 3 }
      && (gaps == ["."] && (isRound || groups.count > 2) || gaps == [" "] && isRound)
  }

  /// Whether it is years, one after the other: 2024/2025/2026.
  var isListOfYears: Bool {
    groups.allSatisfy { [[1, 9], [2, 0]].contains($0.digits.prefix(2)) && $0.digits.count == 4 }
  }

  /// Which groups are a day and a time parted from each other, as files and lists have them: 01072025_0830,
  /// 01 07 2025 08 30, 20250701_083000.
  var moments: [Range<Int>] {
    var moments: [Range<Int>] = []
    var start = 0
    while start < groups.count {
      let rest = groups[start...]
      guard let date = Self.dates.first(where: { rest.starts(with: $0, by: { $0.digits.count == $1 }) }),
        let time = Self.times.first(where: {
          rest.dropFirst(date.count).starts(with: $0, by: { $0.digits.count == $1 })
        }),
        Self.isMoment(rest.prefix(date.count + time.count).flatMap(\.digits))
      else {
        start += 1
        continue
      }
      moments.append(start..<start + date.count + time.count)
      start += date.count + time.count
    }
    return moments
  }

  /// How many digits the groups of a day have, and those of a time.
  private static let dates = [[8], [2, 2, 4], [4, 2, 2]]
  private static let times = [[6], [4], [2, 2, 2], [2, 2]]

  /// Whether eight digits are a day of the 20th or 21st century, in either order, and four or six after them a time.
  private static func isMoment(_ digits: [UInt8]) -> Bool {
    func number(_ places: Range<Int>) -> Int { digits[places].reduce(0) { $0 * 10 + Int($1) } }
    func isDay(_ year: Int, _ month: Int, _ day: Int) -> Bool {
      (1900..<2100).contains(year) && (1...12).contains(month) && (1...31).contains(day)
    }
    guard isDay(number(4..<8), number(2..<4), number(0..<2)) || isDay(number(0..<4), number(4..<6), number(6..<8))
    else {
      return false
    }
    return number(8..<10) < 24 && number(10..<12) < 60 && (digits.count < 14 || number(12..<14) < 60)
  }

  /// Whether it is a number that everybody may call: 1900 0368, 1800.1096.
  var isHotline: Bool {
    let number = number
    return (number.hasPrefix("1900") || number.hasPrefix("1800")) && (number.count == 6 || number.count == 8)
  }

  /// Whether it is written as a date is: 21.11.2026 or 5-8-61.
  func isDate(in text: ScannedText) -> Bool {
    guard groups.count == 3, [["."], ["-"]].contains(Set(gaps(in: text))) else { return false }
    let parts = groups.map { $0.digits.reduce(0) { $0 * 10 + Int($1) } }
    let isDayFirst =
      (1...31).contains(parts[0]) && (1...12).contains(parts[1]) && [2, 4].contains(groups[2].digits.count)
    let isYearFirst = groups[0].digits.count == 4 && (1...12).contains(parts[1]) && (1...31).contains(parts[2])
    return isDayFirst || isYearFirst
  }
}
