/// Letters typed for the Telex keyboard while no Vietnamese keyboard was on: `ddangw kys` for `đăng ký`.
enum Telex {
  private static let vowels: Set<Character> = ["a", "e", "i", "o", "u", "y"]
  private static let tones: Set<Character> = ["s", "f", "r", "x", "j"]
  private static let finals: Set<String> = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"]

  /// The word that was meant, folded; the same word where nothing looks like Telex. It is a guess: `cos` may be `cos`.
  static func decoded(_ word: String) -> String {
    let letters = Array(word)
    var decoded: [Character] = []
    for (index, letter) in letters.enumerated() {
      let hasVowel = decoded.contains(where: vowels.contains)
      if letter == "w" {
        if !hasVowel { decoded.append("u") }
        continue
      }
      if tones.contains(letter), hasVowel, isFinal(letters[(index + 1)...]) { continue }
      if letter == decoded.last, letter == "d" || letter == "a" || letter == "e" || letter == "o" { continue }
      decoded.append(letter)
    }
    return String(decoded)
  }

  /// Whether nothing but the end of a syllable follows a tone's letter.
  private static func isFinal(_ rest: ArraySlice<Character>) -> Bool {
    finals.contains(String(rest.filter { $0 != "w" && !tones.contains($0) }))
  }
}
