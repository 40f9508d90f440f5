/// A text as the search reads it: its words folded, and beside each the word with its marks, where it has any.
package enum SearchText {
  /// A word in both forms.
  package struct Word: Hashable, Sendable {
    /// Without marks; this is what everything is looked up by.
    package let folded: String
    /// Lower case, composed (NFC), with the marks that were typed.
    package let marked: String

    /// The word in its two forms.
    package init(folded: String, marked: String) {
      self.folded = folded
      self.marked = marked
    }

    /// Whether somebody typed a mark, so that the word can be told from those that only fold to the same.
    package var hasMarks: Bool { folded != marked }
  }

  /// The words of a text; whatever is neither letter nor digit parts words.
  package static func words(_ text: String) -> [Word] {
    var words: [Word] = []
    for part in text.lowercased().normalizedToFormC.unicodeScalars.split(whereSeparator: isGap) {
      for typed in wholes(String(String.UnicodeScalarView(part))) {
        let marked = tonePlaced(typed)
        let folded = marked.utf8.allSatisfy { $0 < 0x80 } ? marked : FoldedText.words(marked).joined()
        if !folded.isEmpty { words.append(Word(folded: folded, marked: marked)) }
      }
    }
    return words
  }

  /// The word with its tone mark where a syllable in `oa`, `oe` or `uy` has it in one of the two manners of writing: `hoá`
  /// and `hóa`, `uỷ` and `ủy` are the same word.
  private static func tonePlaced(_ word: String) -> String {
    guard word.utf8.contains(where: { $0 >= 0x80 }) else { return word }
    var scalars = Array(word.unicodeScalars)
    for index in scalars.indices.dropLast() {
      guard let vowel = tonedVowels[scalars[index]], let next = vowel.next[scalars[index + 1]] else { continue }
      (scalars[index], scalars[index + 1]) = (vowel.plain, next)
      return String(String.UnicodeScalarView(scalars))
    }
    return word
  }

  /// The vowels before which a tone may stand, by how they are written with it: without it, and each vowel that may follow
  /// with the tone in their place.
  private static let tonedVowels: [Unicode.Scalar: (plain: Unicode.Scalar, next: [Unicode.Scalar: Unicode.Scalar])] = {
    var toned: [Unicode.Scalar: (plain: Unicode.Scalar, next: [Unicode.Scalar: Unicode.Scalar])] = [:]
    for (o, (a, e)) in zip("òóỏõọ".unicodeScalars, zip("àáảãạ".unicodeScalars, "èéẻẽẹ".unicodeScalars)) {
      toned[o] = ("o", ["a": a, "e": e])
    }
    for (u, y) in zip("ùúủũụ".unicodeScalars, "ỳýỷỹỵ".unicodeScalars) { toned[u] = ("u", ["y": y]) }
    return toned
  }()

  /// A code such as `1.001193` is one word, its parts mean nothing; other dots part words.
  private static func wholes(_ text: String) -> [String] {
    guard text.utf8.contains(UInt8(ascii: ".")) else { return [text] }
    let code = text.prefix(8)
    guard ListedProcedure.isCode(String(code)), text.count == 8 || text.dropFirst(8).first == "." else {
      return text.split(separator: ".").map(String.init)
    }
    return [code.filter { $0 != "." }] + text.dropFirst(8).split(separator: ".").map(String.init)
  }

  private static func isGap(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2E, 0x30...0x39, 0x61...0x7A, 0x0300...0x036F: false
    case ..<0x80: true
    default: !scalar.properties.isAlphabetic && scalar.properties.numericType == nil
    }
  }

  /// Words in the two lines as which a store keeps them: without marks, and with them.
  package static func lines(_ words: [Word]) -> (folded: String, marked: String) {
    (words.map(\.folded).joined(separator: " "), words.map(\.marked).joined(separator: " "))
  }

  /// The words that were kept so.
  package static func words(folded: String, marked: String) -> [Word] {
    zip(folded.split(separator: " "), marked.split(separator: " ")).map { folded, marked in
      Word(folded: String(folded), marked: String(marked))
    }
  }
}
