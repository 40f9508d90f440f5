import Crypto
import Domain
import Foundation

/// Why something sealed could not be opened or made.
package enum SealingError: Error, Equatable {
  /// The key is not 32 bytes of the right kind.
  case badKey
  /// The bytes are no sealed box of a version that this program knows.
  case badFormat
  /// The box was sealed to another key, for another entry, or was altered.
  case cannotOpen
}

/// Personal details sealed to one public key with HPKE (RFC 9180, base mode,
/// DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305).
///
/// Bytes: 1 version (1) · 8 key id · 32 encapsulated key · ciphertext with its 16-byte tag. The plain text is padded to
/// a multiple of 32 bytes (0x80, then zeros), so that the length tells little. The context (which entry, which
/// kind) is authenticated but not contained; it does not hold the stream's number, so that an entry can be written
/// again into a new incarnation without the key.
package enum SealedBox {
  private static let version: UInt8 = 1
  private static let info = Data("camtay sealed details 1".utf8)
  private static let block = 32

  /// The first 8 bytes of the digest of a public key.
  package static func keyID(_ publicKey: [UInt8]) -> [UInt8] { Array(Fingerprint(of: publicKey).bytes.prefix(8)) }

  /// Seals the plain text to the X25519 public key, for that context.
  package static func seal(_ plain: [UInt8], to publicKey: [UInt8], context: String) throws -> [UInt8] {
    guard let key = try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: publicKey) else {
      throw SealingError.badKey
    }
    let head = [version] + keyID(publicKey)
    var sender = try HPKE.Sender(recipientKey: key, ciphersuite: .Curve25519_SHA256_ChachaPoly, info: info)
    var padded = plain + [0x80]
    padded += [UInt8](repeating: 0, count: (block - padded.count % block) % block)
    let cipher = try sender.seal(Data(padded), authenticating: authenticated(head, context))
    return head + Array(sender.encapsulatedKey) + Array(cipher)
  }

  /// The plain text that was sealed for that context to the public half of the X25519 private key.
  package static func open(_ box: [UInt8], with privateKey: [UInt8], context: String) throws -> [UInt8] {
    guard let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: privateKey) else {
      throw SealingError.badKey
    }
    guard box.count > 41, box[0] == version else { throw SealingError.badFormat }
    guard Array(box[1..<9]) == keyID(Array(key.publicKey.rawRepresentation)) else { throw SealingError.cannotOpen }
    do {
      var recipient = try HPKE.Recipient(
        privateKey: key, ciphersuite: .Curve25519_SHA256_ChachaPoly, info: info,
        encapsulatedKey: Data(box[9..<41]))
      let padded = try recipient.open(
        Data(box[41...]), authenticating: authenticated(Array(box[..<9]), context))
      guard let end = padded.lastIndex(of: 0x80) else { throw SealingError.badFormat }
      return Array(padded[..<end])
    } catch {
      throw SealingError.cannotOpen
    }
  }

  private static func authenticated(_ head: [UInt8], _ context: String) -> Data { Data(head + Array(context.utf8)) }
}

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
