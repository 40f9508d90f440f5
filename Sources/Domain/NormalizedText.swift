import Foundation

extension String {
  /// The text in Unicode Normalization Form C: what is stored, hashed and compared.
  package var normalizedToFormC: String { isPlain ? self : precomposedStringWithCanonicalMapping }

  /// Whether the text has nothing but letters, digits and signs that are composed and stand for themselves: ASCII, the
  /// Latin letters that Vietnamese is written with, and common punctuation. Nearly all text is, and needs no more care.
  package var isPlain: Bool {
    unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x20...0x7E, 0xA1...0xAC, 0xAE...0x2FF, 0x1E00...0x1EFF, 0x2010...0x2027, 0x2030...0x205E, 0x20AB: true
      default: false
      }
    }
  }
}
