/// What people type or paste, made fit to be stored and shown.
package enum CleanText {
  /// The longest line that is read at all, in bytes; a longer one is refused.
  package static let maximumBytes = 16_384

  /// The longest note, in characters.
  package static let maximumNote = 1000

  /// Why a line was refused.
  package enum Refusal: String, Error, CaseIterable {
    case tooLong = "input.too-long"
    case notUTF8 = "input.not-utf8"
  }

  /// The line as text in Normalization Form C on one line, without control characters, invisible direction marks and
  /// the like, and without white space at its ends.
  ///
  /// - Throws: `Refusal` where the bytes are not UTF-8 or are longer than `maximumBytes`; nothing is stored then.
  package static func line(_ bytes: [UInt8]) throws(Refusal) -> String {
    guard bytes.count <= maximumBytes else { throw .tooLong }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
    return line(text)
  }

  /// The text on one line, cleaned as `line(_:)` does.
  package static func line(_ text: String) -> String {
    if text.isPlain, !text.utf8.contains(UInt8(ascii: " ")) || !hasLooseSpace(text) { return text }
    var cleaned = String.UnicodeScalarView()
    for scalar in text.normalizedToFormC.unicodeScalars {
      if scalar == "\t" || scalar == "\n" || scalar == "\r" || scalar.properties.isWhitespace {
        cleaned.append(" ")
      } else if isShowable(scalar) {
        cleaned.append(scalar)
      }
    }
    let words = String(cleaned).split(separator: " ", omittingEmptySubsequences: true)
    return words.joined(separator: " ")
  }

  /// Whether a space stands at an end or beside another.
  private static func hasLooseSpace(_ text: String) -> Bool {
    var previous = UInt8(ascii: " ")
    for byte in text.utf8 {
      if byte == UInt8(ascii: " "), previous == byte { return true }
      previous = byte
    }
    return previous == UInt8(ascii: " ")
  }

  /// Whether the character may reach a terminal: no control, no direction override, no private or unassigned code.
  package static func isShowable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    case .format: scalar == "\u{200D}"
    default: true
    }
  }
}
