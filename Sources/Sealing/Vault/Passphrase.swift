import Foundation

/// The words that open a device's vault, in Unicode's composed form: the same words typed with another keyboard are the
/// same passphrase.
package struct Passphrase: Equatable, Sendable {
  /// The bytes that are stretched.
  let bytes: [UInt8]

  /// Characters that a passphrase has at least.
  package static let minimumLength = 8

  /// The passphrase of these words; nil where they are too few characters, not counting spaces around them.
  package init?(_ typed: String) {
    let words = typed.trimmingCharacters(in: .whitespaces).precomposedStringWithCanonicalMapping
    guard words.count >= Self.minimumLength else { return nil }
    bytes = Array(words.utf8)
  }
}
