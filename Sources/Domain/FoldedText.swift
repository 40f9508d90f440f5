/// Text folded for comparing what people type: lower case, without tone marks and accents, `đ` as `d`.
///
/// `Làm GIẤY khai-sinh` and `lam giay khai sinh` fold to the same words, composed or decomposed. Folding keeps no
/// marks, so that it suits looking up and never showing.
package enum FoldedText {
  /// The words of a text, folded and joined by single spaces; whatever is neither letter nor digit parts words.
  package static func text(_ text: String) -> String {
    words(text).joined(separator: " ")
  }

  /// The words of a text, folded; each of the characters in `kept` is a word of its own.
  package static func words(_ text: String, keeping kept: String = "") -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isMark(scalar) { continue }
      if let base = base(of: scalar) {
        word.append(contentsOf: base.unicodeScalars)
        continue
      }
      if !word.isEmpty { words.append(String(word)) }
      word = .init()
      if kept.unicodeScalars.contains(scalar) { words.append(String(scalar)) }
    }
    if !word.isEmpty { words.append(String(word)) }
    return words
  }

  /// Whether a scalar is a combining mark, which folding drops.
  static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    (0x0300...0x036F).contains(scalar.value)
  }

  /// The folded letters or digits of a scalar; nil where it is neither.
  static func base(of scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "a"..."z", "0"..."9": return String(scalar)
    case "A"..."Z": return String(Unicode.Scalar(UInt8(scalar.value) + 32))
    default:
      if scalar.isASCII { return nil }
      if let letter = letters[scalar] { return letter }
      let properties = scalar.properties
      return properties.isAlphabetic || properties.numericType != nil ? properties.lowercaseMapping : nil
    }
  }

  /// Every accented Latin letter that Vietnamese, and names from elsewhere in Europe, are written with.
  private static let letters: [Unicode.Scalar: String] = {
    let accented: [(base: String, letters: String)] = [
      ("a", "àáảãạăằắẳẵặâầấẩẫậäåā"), ("d", "đð"), ("e", "èéẻẽẹêềếểễệëē"), ("i", "ìíỉĩịîïī"),
      ("o", "òóỏõọôồốổỗộơờớởỡợöøō"), ("u", "ùúủũụưừứửữựûüū"), ("y", "ỳýỷỹỵÿ"), ("c", "çćč"), ("n", "ñńň"),
      ("s", "šśş"), ("z", "žźż"), ("ss", "ß"), ("ae", "æ"), ("oe", "œ"), ("l", "ł"), ("g", "ğ"), ("r", "ř"),
    ]
    var table: [Unicode.Scalar: String] = [:]
    for (base, letters) in accented {
      for scalar in letters.unicodeScalars {
        table[scalar] = base
        let upper = scalar.properties.uppercaseMapping.unicodeScalars
        if upper.count == 1, let upper = upper.first { table[upper] = base }
      }
    }
    return table
  }()
}
