import Crypto
import CryptoExtras

/// How dearly a passphrase is made into a key: scrypt (RFC 7914), whose cost is chosen for each vault and kept with it.
package struct Stretching: Hashable, Sendable {
  /// The binary logarithm of scrypt's N: memory is 1,024 bytes times N with blocks of 8.
  package let logarithm: UInt8
  /// scrypt's r.
  package static let blockSize = 8
  /// scrypt's p.
  package static let parallelism = 1
  /// What a vault may say. Above, a foreign file could make a machine run out of memory: 2^20 takes a gigabyte.
  package static let logarithms: ClosedRange<UInt8> = 10...20
  /// What a new vault takes: 32 MiB, which every laptop has to spare.
  package static let usual = Stretching(uncheckedLogarithm: 15)

  private init(uncheckedLogarithm: UInt8) { logarithm = uncheckedLogarithm }

  /// That cost; nil where it is not allowed.
  package init?(logarithm: UInt8) {
    guard Self.logarithms.contains(logarithm) else { return nil }
    self.logarithm = logarithm
  }

  /// Bytes of memory that it takes.
  package var memory: Int { 128 * Self.blockSize << Int(logarithm) }

  /// The key of 32 bytes that the passphrase makes with that salt.
  ///
  /// - Throws: `SealingError.badKey` where there is no memory for it.
  func key(_ passphrase: Passphrase, salt: [UInt8]) throws -> SymmetricKey {
    do {
      return try KDF.Scrypt.deriveKey(
        from: passphrase.bytes, salt: salt, outputByteCount: 32, rounds: 1 << Int(logarithm),
        blockSize: Self.blockSize, parallelism: Self.parallelism)
    } catch {
      throw SealingError.badKey
    }
  }
}
