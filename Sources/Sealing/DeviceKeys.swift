import Crypto
import Domain
import Foundation

/// The key pairs that a device makes for itself: one signs, one opens what is sealed.
package struct DeviceKeys: Sendable {
  /// Ed25519, 32 bytes.
  package let signingPrivate: [UInt8]
  package let signingPublic: [UInt8]
  /// X25519, 32 bytes.
  package let sealingPrivate: [UInt8]
  package let sealingPublic: [UInt8]

  /// A new device's keys.
  package init() {
    let signing = Curve25519.Signing.PrivateKey()
    let sealing = Curve25519.KeyAgreement.PrivateKey()
    signingPrivate = Array(signing.rawRepresentation)
    signingPublic = Array(signing.publicKey.rawRepresentation)
    sealingPrivate = Array(sealing.rawRepresentation)
    sealingPublic = Array(sealing.publicKey.rawRepresentation)
  }

  /// The keys from their private halves.
  package init(signingPrivate: [UInt8], sealingPrivate: [UInt8]) throws {
    guard let signing = try? Curve25519.Signing.PrivateKey(rawRepresentation: signingPrivate),
      let sealing = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: sealingPrivate)
    else { throw SealingError.badKey }
    self.signingPrivate = signingPrivate
    self.sealingPrivate = sealingPrivate
    signingPublic = Array(signing.publicKey.rawRepresentation)
    sealingPublic = Array(sealing.publicKey.rawRepresentation)
  }

  /// The device's name in streams: the first 16 bytes of the digest of its signing key, in hexadecimal.
  package var deviceID: String { Self.deviceID(signingPublic: signingPublic) }

  /// The name of the device with that signing key.
  package static func deviceID(signingPublic: [UInt8]) -> String {
    Hexadecimal.text(Fingerprint(of: signingPublic).bytes.prefix(16))
  }
}
