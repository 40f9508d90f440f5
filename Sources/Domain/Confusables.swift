/// Letters that look like others (Unicode Technical Standard 39, as far as names of sites are imitated with them).
enum Confusables {
  private static let table: [Character: String] = [
    "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ј": "j", "ѕ": "s", "ԁ": "d",
    "ɡ": "g", "һ": "h", "ӏ": "l", "ո": "n", "ս": "u", "ν": "v", "ο": "o", "α": "a", "ρ": "p", "τ": "t", "υ": "u",
    "ι": "i", "κ": "k", "ԛ": "q", "ѡ": "w", "в": "b", "ь": "b", "ı": "i", "0": "o", "1": "l", "3": "e", "5": "s",
    "đ": "d",
  ]

  /// The letters of Vietnamese that have marks; whoever looks for one of the others looks at another alphabet.
  private static let vietnamese = Set(
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ")

  /// Whether a text, in small letters, has letters of no other alphabet than the Vietnamese one.
  static func isVietnamese(_ text: String) -> Bool { text.allSatisfy { $0.isASCII || vietnamese.contains($0) } }

  /// The word as an eye in a hurry reads it: marks gone, letters of other alphabets and digits for what they look like.
  static func skeleton(_ text: String) -> String {
    var skeleton = ""
    for character in text.lowercased() {
      if let like = table[character] {
        skeleton += like
      } else if character.isASCII {
        skeleton.append(character)
      } else {
        let folded = FoldedText.text(String(character))
        skeleton += folded.isEmpty ? String(character) : folded
      }
    }
    return skeleton.replacing("rn", with: "m").replacing("vv", with: "w")
  }
}
