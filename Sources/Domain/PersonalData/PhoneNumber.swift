/// Viet Nam's telephone numbers.
package enum PhoneNumber {
  /// Mobile numbers of ten digits, or with 84 or 0084 for the 0.
  static func isMobile(_ number: String) -> Bool {
    guard (10...13).contains(number.utf8.count), number.hasPrefix("0") || number.hasPrefix("84") else { return false }
    return number.wholeMatch(of: /(?:0|84|0084|840)(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)\d{7}/) != nil
  }

  /// Landlines: 02 and eight or nine digits.
  static func isLandline(_ number: String) -> Bool { number.wholeMatch(of: /02\d{8,9}/) != nil }

  /// Mobile numbers of eleven digits, until 2018.
  static func isFormerMobile(_ number: String) -> Bool { number.wholeMatch(of: /01[2689]\d{8}/) != nil }

  /// The digits of a number as somebody typed it to be called on, which begin with 0; nil where it is none.
  package static func plain(_ typed: String) -> String? {
    var digits = ""
    for character in typed {
      switch character {
      case "0"..."9": digits.append(character)
      case "+" where digits.isEmpty: continue
      case " ", ".", "-": continue
      default: return nil
      }
    }
    for prefix in ["0084", "840", "84"] where digits.hasPrefix(prefix) && digits.count >= 11 {
      digits = "0" + digits.dropFirst(prefix.count)
      break
    }
    return isMobile(digits) || isLandline(digits) ? digits : nil
  }
}
