/// A text as the guard reads it: one small ASCII letter, digit or sign for each character, whatever it was typed as.
///
/// Marks and invisible characters are gone, decimal digits of every script and full-width characters are plain, raised ones too, every
/// white space is a space and every dash a hyphen. `places` leads back to the text as given.
struct ScannedText {
  /// A word: letters, or digits, that stand together.
  struct Word {
    let text: String
    /// The word with what raw Telex adds taken away: `maatj` is `mat`.
    let plain: String
    /// Folded characters.
    let range: Range<Int>
    /// The number of its sentence, from 0.
    let sentence: Int
    let isNumber: Bool
  }

  let scalars: [Unicode.Scalar]
  /// ASCII; `\u{1}` for letters of other scripts, 0 for other signs.
  let folded: [UInt8]
  /// For each folded character, its place among the scalars.
  let places: [Int]
  let words: [Word]

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    var folded: [UInt8] = []
    var places: [Int] = []
    for (place, scalar) in scalars.enumerated() {
      guard let sign = Self.sign(scalar) else { continue }
      folded.append(sign)
      places.append(place)
    }
    self.folded = folded
    self.places = places
    words = Self.words(in: folded)
  }

  /// What was typed there.
  func typed(_ range: Range<Int>) -> [Unicode.Scalar] {
    guard let first = range.first, let last = range.last else { return [] }
    return Array(scalars[places[first]...places[last]])
  }

  /// A word with its marks, in small letters.
  func word(_ word: Word) -> String {
    var typed = String.UnicodeScalarView()
    typed.append(contentsOf: self.typed(word.range))
    // A mark that is typed behind its letter stands behind the last place.
    for scalar in scalars[min(places[word.range.upperBound - 1] + 1, scalars.count)...].prefix(while: FoldedText.isMark)
    {
      typed.append(scalar)
    }
    return String(typed).normalizedToFormC.lowercased()
  }

  /// Whether a sign between a word and a place parts what they belong to. The word is the one before `word`.
  func isParted(_ word: Int, before place: Int) -> Bool {
    folded[words[word - 1].range.upperBound..<place].contains { ",;()".utf8.contains($0) }
  }

  /// The sign at a place, or a space beyond the ends.
  func sign(_ place: Int) -> UInt8 { folded.indices.contains(place) ? folded[place] : UInt8(ascii: " ") }

  static func isDigit(_ sign: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(sign) }
  static func isLetter(_ sign: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(sign) || sign == 1 }

  private static func sign(_ scalar: Unicode.Scalar) -> UInt8? {
    if FoldedText.isMark(scalar) || scalar.properties.isDefaultIgnorableCodePoint { return nil }
    let isWide = (0xFF01...0xFF5E).contains(scalar.value)
    let scalar = isWide ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
    if scalar.isASCII, !scalar.properties.isAlphabetic {
      return scalar.properties.isWhitespace ? UInt8(ascii: " ") : UInt8(scalar.value)
    }
    switch scalar.properties.generalCategory {
    case .decimalNumber: return UInt8(ascii: "0") + UInt8(scalar.properties.numericValue ?? 0)
    case .format, .nonspacingMark, .enclosingMark: return nil
    case .dashPunctuation: return UInt8(ascii: "-")
    default: break
    }
    if scalar.value == 0x2212 { return UInt8(ascii: "-") }
    // Raised, lowered and circled digits; full stops that stand in the middle.
    if scalar.properties.numericType == .digit, let value = scalar.properties.numericValue {
      return UInt8(ascii: "0") + UInt8(value)
    }
    if [0xB7, 0x2024, 0x2027, 0x2219, 0x22C5, 0x30FB].contains(scalar.value) { return UInt8(ascii: ".") }
    if scalar.properties.isWhitespace { return UInt8(ascii: " ") }
    guard let base = FoldedText.base(of: scalar) else { return 0 }
    return base.utf8.first.flatMap { $0 < 0x80 ? $0 : nil } ?? 1
  }

  private static func words(in folded: [UInt8]) -> [Word] {
    var words: [Word] = []
    var sentence = 0
    var place = 0
    while place < folded.count {
      let sign = folded[place]
      let isKind = isDigit(sign) ? isDigit : isLetter
      guard isKind(sign) else {
        let isLast = place + 1 == folded.count || folded[place + 1] == UInt8(ascii: " ")
        if sign == UInt8(ascii: ";") || (isLast && ".!?".utf8.contains(sign)) { sentence += 1 }
        place += 1
        continue
      }
      let start = place
      while place < folded.count, isKind(folded[place]) { place += 1 }
      let text = String(decoding: folded[start..<place], as: UTF8.self)
      words.append(
        Word(
          text: text, plain: RawTelex.plain(text), range: start..<place, sentence: sentence, isNumber: isDigit(sign)))
    }
    return words
  }
}

/// Vietnamese as it looks when the input method was off.
enum RawTelex {
  /// A folded word without the letters that Telex would have turned into marks: `khaaur` is `khau`.
  static func plain(_ word: String) -> String {
    var plain: [UInt8] = []
    var hasVowel = false
    for letter in word.utf8 {
      let isVowel = "aeiouy".utf8.contains(letter)
      if hasVowel, "sfrxjw".utf8.contains(letter) { continue }
      if plain.last == letter, "aeod".utf8.contains(letter) { continue }
      plain.append(letter == UInt8(ascii: "w") ? UInt8(ascii: "u") : letter)
      hasVowel = hasVowel || isVowel || letter == UInt8(ascii: "w")
    }
    return String(decoding: plain, as: UTF8.self)
  }
}
