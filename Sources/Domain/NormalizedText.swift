import Foundation

extension String {
  /// The text in Unicode Normalization Form C: what is stored, hashed and compared.
  package var normalizedToFormC: String {
    utf8.allSatisfy { $0 < 0x80 } ? self : precomposedStringWithCanonicalMapping
  }
}
