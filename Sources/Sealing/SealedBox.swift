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
/// Bytes: 1 version (2) · 8 key id · 32 encapsulated key · 4 number, big-endian · ciphertext with its 16-byte tag. One
/// encapsulation serves all boxes of a ``Sealer``, so that the boxes of a day share most of their first bytes, which
/// compression then finds; each box has a key of its own, exported (RFC 9180, section 5.3) for the bytes before the
/// ciphertext and the context. The plain text is padded to a multiple of 32 bytes (0x80, then zeros), so that the length
/// tells little. The context (which entry, which kind) is authenticated but not contained; it does not hold the stream's
/// number, so that an entry can be written again into a new incarnation without the key.
package enum SealedBox {
  static let version: UInt8 = 2
  static let info = Data("camtay sealed details 2".utf8)
  static let headBytes = 45
  static let block = 32

  /// The first 8 bytes of the digest of a public key.
  package static func keyID(_ publicKey: [UInt8]) -> [UInt8] { Array(Fingerprint(of: publicKey).bytes.prefix(8)) }

  /// The id of the key that a box was sealed to; nil where it is no box.
  package static func keyID(of box: [UInt8]) -> [UInt8]? {
    box.count > headBytes && [1, version].contains(box[0]) ? Array(box[1..<9]) : nil
  }

  /// The plain text that was sealed for that context to the public half of the X25519 private key.
  package static func open(_ box: [UInt8], with privateKey: [UInt8], context: String) throws -> [UInt8] {
    guard let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: privateKey) else {
      throw SealingError.badKey
    }
    guard let id = keyID(of: box) else { throw SealingError.badFormat }
    guard id == keyID(Array(key.publicKey.rawRepresentation)) else { throw SealingError.cannotOpen }
    do {
      let padded = try box[0] == version ? opened(box, key, context) : openedFirst(box, key, context)
      guard let end = padded.lastIndex(of: 0x80) else { throw SealingError.badFormat }
      return Array(padded[..<end])
    } catch {
      throw SealingError.cannotOpen
    }
  }

  private static func opened(
    _ box: [UInt8], _ key: Curve25519.KeyAgreement.PrivateKey, _ context: String
  ) throws -> Data {
    let recipient = try HPKE.Recipient(
      privateKey: key, ciphersuite: .Curve25519_SHA256_ChachaPoly, info: info, encapsulatedKey: Data(box[9..<41]))
    let head = Array(box[..<headBytes])
    let secret = try recipient.exportSecret(context: exported(head, context), outputByteCount: 32)
    return try ChaChaPoly.open(ChaChaPoly.SealedBox(combined: nonce + Data(box[headBytes...])), using: secret)
  }

  /// Version 1 had an encapsulation for each box and no number: 1 version · 8 key id · 32 encapsulated key · ciphertext
  /// with its tag.
  private static func openedFirst(
    _ box: [UInt8], _ key: Curve25519.KeyAgreement.PrivateKey, _ context: String
  ) throws -> Data {
    var recipient = try HPKE.Recipient(
      privateKey: key, ciphersuite: .Curve25519_SHA256_ChachaPoly, info: Data("camtay sealed details 1".utf8),
      encapsulatedKey: Data(box[9..<41]))
    return try recipient.open(Data(box[41...]), authenticating: exported(Array(box[..<9]), context))
  }

  /// What a box's own key is exported for: no two boxes of one encapsulation have it alike.
  static func exported(_ head: [UInt8], _ context: String) -> Data { Data(head + Array(context.utf8)) }

  /// Every key seals one box only, so its nonce may be any.
  static let nonce = Data(count: 12)
}

/// Seals boxes to one public key: one encapsulation, a key for each box.
package final class Sealer {
  private let sender: HPKE.Sender
  private let head: [UInt8]
  private var number: UInt32 = 0

  /// A sealer to that X25519 public key. The secret that its boxes come from lives in memory only, and only in here.
  package init(to publicKey: [UInt8]) throws {
    guard let key = try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: publicKey) else {
      throw SealingError.badKey
    }
    sender = try HPKE.Sender(recipientKey: key, ciphersuite: .Curve25519_SHA256_ChachaPoly, info: SealedBox.info)
    head = [SealedBox.version] + SealedBox.keyID(publicKey) + Array(sender.encapsulatedKey)
  }

  /// Seals the plain text for that context.
  package func seal(_ plain: [UInt8], context: String) throws -> [UInt8] {
    number += 1
    let head = head + withUnsafeBytes(of: number.bigEndian, Array.init)
    var padded = plain + [0x80]
    padded += [UInt8](repeating: 0, count: (SealedBox.block - padded.count % SealedBox.block) % SealedBox.block)
    let secret = try sender.exportSecret(context: SealedBox.exported(head, context), outputByteCount: 32)
    let box = try ChaChaPoly.seal(
      Data(padded), using: secret, nonce: ChaChaPoly.Nonce(data: SealedBox.nonce))
    return head + Array(box.ciphertext) + Array(box.tag)
  }
}
