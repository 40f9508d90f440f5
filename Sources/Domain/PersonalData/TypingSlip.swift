/// One wrong key in a folded word.
enum TypingSlip {
  /// Whether a word was meant: two neighbours changed places, in a word of three letters or more; a letter came twice; or
  /// one letter is wrong, missing or too many in a word of four letters or more, and what was typed is no Vietnamese
  /// syllable: “mặt khác” is no slip of “mật khẩu”.
  static func isSlip(_ typed: String, of word: String) -> Bool {
    let typedSigns = Array(typed.utf8)
    let signs = Array(word.utf8)
    guard signs.count >= 3, abs(typedSigns.count - signs.count) <= 1, typedSigns != signs else { return false }
    let first = zip(typedSigns, signs).prefix { $0 == $1 }.count
    let last = zip(typedSigns.reversed(), signs.reversed()).prefix { $0 == $1 }.count
    if typedSigns.count == signs.count, first + last + 2 >= signs.count, first + 1 < signs.count,
      typedSigns[first] == signs[first + 1], typedSigns[first + 1] == signs[first]
    {
      return true
    }
    guard signs.count >= 4, first + last + 1 >= max(typedSigns.count, signs.count) else { return false }
    let isDoubled = typedSigns.count > signs.count && first > 0 && typedSigns[first] == typedSigns[first - 1]
    return isDoubled || !PasswordRules.isSyllable(typed)
  }
}
