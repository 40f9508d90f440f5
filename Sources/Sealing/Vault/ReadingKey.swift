import Crypto

/// An X25519 key pair (RFC 7748) to which personal details are sealed: a device's own, a team's, or a recovery sheet's.
package struct ReadingKey: Hashable, Sendable {
  /// 32 bytes.
  package let privateBytes: [UInt8]
  /// 32 bytes.
  package let publicBytes: [UInt8]

  /// A new key.
  package init() { self.init(Curve25519.KeyAgreement.PrivateKey()) }

  /// The key from its private half.
  ///
  /// - Throws: `SealingError.badKey`.
  package init(privateBytes: [UInt8]) throws {
    guard let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: privateBytes) else {
      throw SealingError.badKey
    }
    self.init(key)
  }

  private init(_ key: Curve25519.KeyAgreement.PrivateKey) {
    privateBytes = Array(key.rawRepresentation)
    publicBytes = Array(key.publicKey.rawRepresentation)
  }
}
