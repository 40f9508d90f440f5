import Crypto
import Foundation

/// A device's own reading key as it rests on the disk: the public half in the clear, so that writing needs no passphrase,
/// the private half under the passphrase.
///
/// Bytes, 112: 1 version (1) · 1 logarithm of scrypt's N · 1 r (8) · 1 p (1) · 16 salt · 32 public key · 12 nonce ·
/// 32 private key, ChaCha20-Poly1305 (RFC 8439) under the stretched passphrase · 16 tag. All that stands before the nonce
/// is authenticated.
package struct Vault: Hashable, Sendable {
  /// The vault as it is kept.
  package let bytes: [UInt8]
  /// How dear the passphrase is made.
  package let stretching: Stretching
  /// The public half of the key inside.
  package var publicKey: [UInt8] { Array(bytes[Self.publicPlace]) }

  private static let version: UInt8 = 1
  private static let saltPlace = 4..<20
  private static let publicPlace = 20..<52
  private static let noncePlace = 52..<64
  static let byteCount = 64 + 32 + 16

  /// Puts a key under a passphrase.
  ///
  /// - Throws: `SealingError.badKey` where there is no memory for that cost.
  package init(_ key: ReadingKey, passphrase: Passphrase, stretching: Stretching = .usual) throws {
    try self.init(
      key, passphrase: passphrase, stretching: stretching, salt: Randomness.bytes(16), nonce: Randomness.bytes(12))
  }

  /// The vault of that very salt and nonce, for the committed vectors.
  init(
    _ key: ReadingKey, passphrase: Passphrase, stretching: Stretching, salt: [UInt8], nonce: [UInt8]
  ) throws {
    let head =
      [Self.version, stretching.logarithm, UInt8(Stretching.blockSize), UInt8(Stretching.parallelism)] + salt
      + key.publicBytes
    let box = try ChaChaPoly.seal(
      Data(key.privateBytes), using: stretching.key(passphrase, salt: salt), nonce: ChaChaPoly.Nonce(data: nonce),
      authenticating: head)
    self.stretching = stretching
    bytes = head + Array(box.combined)
  }

  /// The vault in these bytes; nil where they are none.
  package init?(bytes: [UInt8]) {
    guard bytes.count == Self.byteCount, bytes[0] == Self.version, let stretching = Stretching(logarithm: bytes[1]),
      bytes[2] == UInt8(Stretching.blockSize), bytes[3] == UInt8(Stretching.parallelism)
    else { return nil }
    self.bytes = bytes
    self.stretching = stretching
  }

  /// The key inside.
  ///
  /// - Throws: `SealingError.cannotOpen` where the passphrase is another, or the vault was altered.
  package func open(_ passphrase: Passphrase) throws -> ReadingKey {
    let key = try stretching.key(passphrase, salt: Array(bytes[Self.saltPlace]))
    let head = bytes[..<Self.noncePlace.lowerBound]
    guard let box = try? ChaChaPoly.SealedBox(combined: bytes[Self.noncePlace.lowerBound...]),
      let plain = try? ChaChaPoly.open(box, using: key, authenticating: head),
      let opened = try? ReadingKey(privateBytes: Array(plain)), opened.publicBytes == publicKey
    else { throw SealingError.cannotOpen }
    return opened
  }
}
