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

  /// Every chain of the text, the longest that there are; dossier codes are left out.
  static func all(in text: ScannedText) -> [DigitChain] {
    let codes = dossierCodes(in: text)
    var chains: [DigitChain] = []
    for group in groups(in: text) where !codes.contains(where: { $0.overlaps(group.range) }) {
      if let last = chains.last?.groups.last, joins(last, group, in: text) {
        chains[chains.count - 1].groups.append(group)
      } else {
        chains.append(DigitChain(groups: [group]))
      }
    }
    return chains
  }

  private static func joins(_ left: Group, _ right: Group, in text: ScannedText) -> Bool {
    guard !left.isGluedAfter, !right.isGluedBefore else { return false }
    switch String(decoding: text.folded[left.range.upperBound..<right.range.lowerBound], as: UTF8.self) {
    case " ", ".", "-", "_", "  ", ") ", ")", " (", "- ", " -": return true
    default: return false
    }
  }

  private static func groups(in text: ScannedText) -> [Group] {
    var groups: [Group] = []
    var place = 0
    while place < text.folded.count {
      guard isWord(text.folded[place]) else {
        place += 1
        continue
      }
      let start = place
      while place < text.folded.count, isWord(text.folded[place]) { place += 1 }
      groups += Self.groups(of: start..<place, in: text)
    }
    return groups
  }

  private static func isWord(_ sign: UInt8) -> Bool { ScannedText.isDigit(sign) || ScannedText.isLetter(sign) }

  /// The groups of letters and digits that touch each other: one, where all may be digits; else each run of digits.
  private static func groups(of range: Range<Int>, in text: ScannedText) -> [Group] {
    let hasDigit = text.folded[range].contains(where: ScannedText.isDigit)
    guard hasDigit else { return [] }
    if text.folded[range].allSatisfy({ digit($0) != nil }) {
      return [
        Group(range: range, digits: text.folded[range].compactMap(digit), isGluedBefore: false, isGluedAfter: false)
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

  private static func digit(_ sign: UInt8) -> UInt8? {
    switch sign {
    case UInt8(ascii: "o"): 0
    case UInt8(ascii: "l"), UInt8(ascii: "i"): 1
    default: ScannedText.isDigit(sign) ? sign - UInt8(ascii: "0") : nil
    }
  }

  /// Where codes like `G22.99.08-260921-896048` stand: a day of six digits between hyphens, in one word.
  private static func dossierCodes(in text: ScannedText) -> [Range<Int>] {
    text.folded.indices.split { text.folded[$0] == UInt8(ascii: " ") }.compactMap { part in
      let word = String(decoding: text.folded[part.startIndex..<part.endIndex], as: UTF8.self)
      return word.contains(/[a-z0-9.]+-\d{6}-\d/) && word.contains(/[a-z]|\d\.\d/)
        ? part.startIndex..<part.endIndex : nil
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
