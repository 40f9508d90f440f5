/// Recognises, in free text, what may never be stored: secrets are refused, not hidden.
///
/// Sources: Law 91/2025/QH15 on personal data protection; full identity numbers are twelve digits (Law on Identity
/// 2023, Art. 12), old ones nine.
package enum PersonalDataGuard {
  /// What was found.
  package enum Finding: String, Error, CaseIterable {
    /// A number of twelve digits, or an old one of nine beside its word.
    case identityNumber = "guard.identity-number"
    /// A payment card's number: 13 to 19 digits with a right check digit (ISO/IEC 7812-1, Luhn).
    case cardNumber = "guard.card-number"
    /// A one-time code, passcode or password beside its word.
    case secret = "guard.secret"
  }

  private static let secretWords = [
    "otp", "passcode", "password", "mat khau", "ma xac thuc", "ma xac nhan", "ma pin", "pass", "mk",
  ]
  private static let oldIdentityWords = ["cmnd", "chung minh", "cmt"]

  /// The first thing in the text that may not be stored, or nil.
  package static func finding(in text: String) -> Finding? {
    let numbers = digitRuns(in: text)
    if numbers.contains(where: { $0.count >= 13 && $0.count <= 19 && hasLuhnCheckDigit($0) }) { return .cardNumber }
    if numbers.contains(where: { $0.count == 12 }) { return .identityNumber }
    let words = FoldedText.words(text, keeping: ":=")
    if numbers.contains(where: { $0.count == 9 }), !places(of: oldIdentityWords, in: words).isEmpty {
      return .identityNumber
    }
    // A one-time code has six digits, and stands somewhere in the sentence with the word for it.
    if numbers.contains(where: { $0.count == 6 }), !places(of: secretWords + ["ma"], in: words).isEmpty {
      return .secret
    }
    return holdsSecret(text, words) ? .secret : nil
  }

  /// The first thing that may not be stored in what should be a code: a bare number that is an identity or card number.
  /// Dots and hyphens belong to codes and are not read through.
  package static func finding(inCode text: String) -> Finding? {
    let isNumber = text.unicodeScalars.allSatisfy { $0.properties.generalCategory == .decimalNumber || $0 == " " }
    return isNumber ? finding(in: text) : nil
  }

  /// Runs of digits, read through the separators and look-alikes that people write inside numbers.
  private static func digitRuns(in text: String) -> [[Int]] {
    var runs: [[Int]] = []
    var run: [Int] = []
    var gap = 0
    func close() {
      if !run.isEmpty { runs.append(run) }
      run = []
      gap = 0
    }
    for scalar in text.unicodeScalars {
      if let digit = digit(scalar, inRun: !run.isEmpty) {
        run.append(digit)
        gap = 0
      } else if !run.isEmpty, gap < 2, " .-_\u{A0}".unicodeScalars.contains(scalar) {
        gap += 1
      } else {
        close()
      }
    }
    close()
    return runs
  }

  private static func digit(_ scalar: Unicode.Scalar, inRun: Bool) -> Int? {
    if scalar.properties.generalCategory == .decimalNumber { return scalar.properties.numericValue.map { Int($0) } }
    return inRun && (scalar == "o" || scalar == "O") ? 0 : nil
  }

  private static func hasLuhnCheckDigit(_ digits: [Int]) -> Bool {
    let sum = digits.reversed().enumerated().reduce(0) { sum, place in
      let doubled = place.element * 2
      return sum + (place.offset % 2 == 0 ? place.element : doubled > 9 ? doubled - 9 : doubled)
    }
    return sum % 10 == 0
  }

  /// A secret's word with, within the next two words, four digits or more; or, after a colon, an equals sign or "là"
  /// within the next five, something that looks chosen: a digit, a capital inside, a character of neither kind.
  private static func holdsSecret(_ text: String, _ words: [String]) -> Bool {
    for place in places(of: secretWords, in: words) {
      let next = words[place...].prefix(5)
      if next.prefix(2).contains(where: { digitCount($0) >= 4 }) { return true }
      if let sign = next.firstIndex(where: { [":", "=", "la"].contains($0) }),
        next[(sign + 1)...].prefix(2).contains(where: { digitCount($0) > 0 })
      {
        return true
      }
    }
    return !places(of: secretWords, in: words).isEmpty && text.split(separator: " ").contains { looksChosen($0) }
  }

  /// Whether the word, as it was typed, looks like a password: letters with capitals, digits or signs inside.
  private static func looksChosen(_ word: Substring) -> Bool {
    let inner = word.trimmingPrefix { $0.isPunctuation }.unicodeScalars.dropFirst()
    let letters = word.unicodeScalars.filter(\.properties.isAlphabetic)
    guard word.count >= 6, letters.count >= 2 else { return false }
    let hasCapital = inner.contains(where: \.properties.isUppercase) && word.contains(where: \.isLowercase)
    let isName = ["vneid", "otp"].contains(FoldedText.text(String(word)))
    return !isName && (hasCapital || inner.contains { "@#$%^&*!".unicodeScalars.contains($0) })
  }

  private static func digitCount(_ word: String) -> Int {
    word.unicodeScalars.filter { ("0"..."9").contains($0) }.count
  }

  /// Where, after one of the phrases, the words go on.
  private static func places(of phrases: [String], in words: [String]) -> [Int] {
    let parts = phrases.map { $0.split(separator: " ").map(String.init) }
    return words.indices.compactMap { index in
      parts.first { words[index...].starts(with: $0) }.map { index + $0.count }
    }
  }
}
