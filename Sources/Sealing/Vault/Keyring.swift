import Domain

/// The private keys with which somebody reads, once the passphrase was given. It lives in memory only.
package struct Keyring: Sendable {
  private var keys: [[UInt8]: ReadingKey] = [:]

  /// A ring of these keys.
  package init(_ keys: some Sequence<ReadingKey> = []) {
    for key in keys { add(key) }
  }

  /// Adds a key.
  package mutating func add(_ key: ReadingKey) { keys[SealedBox.keyID(key.publicBytes)] = key }

  /// The key of that id, as `SealedBox.keyID` makes it.
  func key(_ id: [UInt8]) -> ReadingKey? { keys[id] }

  /// Whether the ring has the private half of that public key.
  package func has(_ publicKey: [UInt8]) -> Bool { keys[SealedBox.keyID(publicKey)] != nil }

  /// What was sealed for that context to any key of the ring.
  ///
  /// - Throws: `SealingError.cannotOpen` where the ring lacks the key or the box was altered, `.badFormat`.
  package func open(_ box: [UInt8], context: String) throws -> [UInt8] {
    guard let id = SealedBox.keyID(of: box) else { throw SealingError.badFormat }
    guard let key = keys[id] else { throw SealingError.cannotOpen }
    return try SealedBox.open(box, with: key.privateBytes, context: context)
  }
}
