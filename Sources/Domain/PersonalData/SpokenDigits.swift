/// Digits that are written as words, as somebody dictates them: “tám ba chín hai”.
struct SpokenDigits {
  /// The words, one after the other, as a chain of groups of one digit each.
  let chain: DigitChain
  /// Whether commas stand between them, as in lists.
  let isListed: Bool

  private static let values: [String: UInt8] = [
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7,
    "bẩy": 7, "tám": 8, "chín": 9,
  ]
  private static let plainValues = Dictionary(
    values.map { (FoldedText.text($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })

  /// The digit that a word is; where it is typed with marks, these must be the right ones: “bà” is no three.
  private static func value(_ word: ScannedText.Word, in text: ScannedText) -> UInt8? {
    guard !word.isNumber, let value = plainValues[word.plain] else { return nil }
    let typed = text.word(word)
    return typed == word.text ? value : values[typed]
  }

  /// Every run of three such words or more, the longest that there are.
  static func all(in text: ScannedText) -> [SpokenDigits] {
    var runs: [SpokenDigits] = []
    var groups: [DigitChain.Group] = []
    var isListed = false
    var last: ScannedText.Word?
    func end() {
      if groups.count >= 3 { runs.append(SpokenDigits(chain: DigitChain(groups: groups), isListed: isListed)) }
      groups = []
      isListed = false
    }
    for word in text.words {
      guard let value = value(word, in: text) else {
        end()
        last = nil
        continue
      }
      if let last {
        let gap = text.folded[last.range.upperBound..<word.range.lowerBound]
        if last.sentence != word.sentence || gap.contains(where: { !" -./,".utf8.contains($0) }) { end() }
        if !groups.isEmpty, gap.contains(UInt8(ascii: ",")) { isListed = true }
      }
      groups.append(DigitChain.Group(range: word.range, digits: [value], isGluedBefore: false, isGluedAfter: false))
      last = word
    }
    end()
    return runs
  }
}
