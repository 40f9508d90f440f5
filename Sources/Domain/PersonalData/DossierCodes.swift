/// Codes of dossiers as the State writes them: `G22.99.08-260921-896048`, `000.00.12.H62-201105-0004`.
///
/// The shape is told narrowly, so that nothing hides in it: one letter with two digits, at most three more groups of at
/// most three digits, a day as year, month and day, at most six digits. Source: codes in the domain file's sources; a code
/// that is written otherwise is read as any number is.
enum DossierCodes {
  /// Where such codes stand in a text, as folded characters.
  static func ranges(in text: ScannedText) -> [Range<Int>] {
    text.folded.indices.split { !isPart(text.folded[$0]) }.compactMap { part in
      var range = part.startIndex..<part.endIndex
      while let last = range.last, ".-".utf8.contains(text.folded[last]) { range = range.lowerBound..<last }
      guard text.folded[range].contains(UInt8(ascii: "-")) else { return nil }
      return isCode(String(decoding: text.folded[range], as: UTF8.self)) ? range : nil
    }
  }

  private static func isPart(_ sign: UInt8) -> Bool {
    ScannedText.isDigit(sign) || ScannedText.isLetter(sign) || sign == UInt8(ascii: ".") || sign == UInt8(ascii: "-")
  }

  private static func isCode(_ word: String) -> Bool {
    guard let parts = word.wholeMatch(of: /([a-z0-9.]+)-\d\d(\d\d)(\d\d)-\d{1,6}/) else { return false }
    guard let month = Int(parts.2), let day = Int(parts.3), (1...12).contains(month), (1...31).contains(day) else {
      return false
    }
    let labels = parts.1.split(separator: ".", omittingEmptySubsequences: false)
    let units = labels.filter { $0.wholeMatch(of: /[a-z]\d\d/) != nil }
    let numbers = labels.filter { $0.wholeMatch(of: /\d{1,3}/) != nil }
    return units.count == 1 && numbers.count <= 3 && units.count + numbers.count == labels.count
  }
}
