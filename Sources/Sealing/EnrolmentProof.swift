import Crypto
import Domain
import Foundation

extension DeviceKeys {
  /// The device's Ed25519 signature (RFC 8032) over the value, for that purpose and no other.
  package func sign(_ value: CanonicalValue, purpose: String) throws -> [UInt8] {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: signingPrivate) else {
      throw SealingError.badKey
    }
    return Array(try key.signature(for: Data(Self.signedBytes(value, purpose: purpose))))
  }

  /// Whether the device with that signing key has signed the value for that purpose.
  package static func isSigned(
    _ value: CanonicalValue, purpose: String, by publicKey: [UInt8], signature: [UInt8]
  ) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
    return key.isValidSignature(Data(signature), for: Data(signedBytes(value, purpose: purpose)))
  }

  private static func signedBytes(_ value: CanonicalValue, purpose: String) -> [UInt8] {
    CanonicalValue.object(["purpose": .text(purpose), "value": value]).bytes
  }
}
