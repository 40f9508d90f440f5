import Crypto
import Domain
import Foundation

/// Ed25519 signatures (RFC 8032) over messages, each for one purpose. What is signed is the purpose, a zero byte, and the
/// SHA-256 digest of the message.
package enum MessageSignature {
  /// The signature of that private key, 64 bytes.
  ///
  /// - Throws: `SealingError.badKey`.
  package static func sign(_ message: [UInt8], purpose: String, privateKey: [UInt8]) throws -> [UInt8] {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: privateKey) else {
      throw SealingError.badKey
    }
    return Array(try key.signature(for: signedBytes(message, purpose)))
  }

  /// Whether that public key's owner has signed the message for that purpose.
  package static func isSigned(
    _ message: [UInt8], purpose: String, by publicKey: [UInt8], signature: [UInt8]
  ) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
    return key.isValidSignature(Data(signature), for: signedBytes(message, purpose))
  }

  private static func signedBytes(_ message: [UInt8], _ purpose: String) -> Data {
    Data(Array(purpose.utf8) + [0] + Fingerprint(of: message).bytes)
  }
}

/// A key pair with which somebody signs.
package struct SigningKey: Hashable, Sendable {
  /// Ed25519, 32 bytes.
  package let privateBytes: [UInt8]
  package let publicBytes: [UInt8]

  /// A new key.
  package init() {
    let key = Curve25519.Signing.PrivateKey()
    privateBytes = Array(key.rawRepresentation)
    publicBytes = Array(key.publicKey.rawRepresentation)
  }

  /// The key from its private half.
  package init(privateBytes: [UInt8]) throws {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: privateBytes) else {
      throw SealingError.badKey
    }
    self.privateBytes = privateBytes
    publicBytes = Array(key.publicKey.rawRepresentation)
  }
}
