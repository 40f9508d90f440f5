import Crypto
import Domain
import Foundation

/// Finds the same dossier logged twice without saying which: HMAC-SHA256 (RFC 2104) under a key of the team, of which the
/// first 16 bytes are kept. Whoever has the key can try out codes, and nobody else can.
package struct BlindIndex: Sendable {
  private let key: SymmetricKey

  /// Indexes under that key of 32 bytes.
  package init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

  /// The index of a dossier's code. Only its letters and digits count, and small letters are as large ones.
  package func value(ofDossier code: String) -> [UInt8] {
    let plain = FoldedText.text(code).unicodeScalars.filter {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
    let text = "camtay dossier 1\0" + String(String.UnicodeScalarView(plain))
    return Array(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key).prefix(16))
  }
}
