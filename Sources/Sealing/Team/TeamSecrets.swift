import Domain

/// What the members of a team share and nobody else has: the server neither.
package struct TeamSecrets: Hashable, Sendable {
  /// The number of the key, from 1: each revocation makes another.
  package let generation: Int
  /// To its public half personal details are sealed.
  package let key: ReadingKey
  /// 32 bytes, under which blind indexes are made. It stays the same when the key changes, so that an old index and a
  /// new one of the same dossier are equal.
  package let indexKey: [UInt8]
  /// Signs what is said of the team's keys; leaders have it.
  package let authority: SigningKey?

  /// Those secrets.
  package init(generation: Int, key: ReadingKey, indexKey: [UInt8], authority: SigningKey?) {
    self.generation = generation
    self.key = key
    self.indexKey = indexKey
    self.authority = authority
  }

  /// A new team's secrets.
  package init() {
    self.init(generation: 1, key: ReadingKey(), indexKey: Randomness.bytes(32), authority: SigningKey())
  }

  /// The secrets as a volunteer gets them.
  package var withoutAuthority: TeamSecrets {
    TeamSecrets(generation: generation, key: key, indexKey: indexKey, authority: nil)
  }

  /// The secrets after a revocation: another key and another authority, so that nobody who had the old one speaks for the
  /// team any more.
  package func renewed() -> TeamSecrets {
    TeamSecrets(generation: generation + 1, key: ReadingKey(), indexKey: indexKey, authority: SigningKey())
  }

  /// What is sealed. Nothing of it is ever written in the clear.
  var bytes: [UInt8] {
    var members: [String: CanonicalValue] = [
      "generation": .integer(Int64(generation)), "key": .text(Hexadecimal.text(key.privateBytes)),
      "index_key": .text(Hexadecimal.text(indexKey)),
    ]
    members["authority"] = authority.map { .text(Hexadecimal.text($0.privateBytes)) }
    return CanonicalValue.object(members).bytes
  }

  init?(bytes: [UInt8]) {
    guard let value = try? CanonicalValue(bytes: bytes), let generation = value["generation"]?.integer, generation > 0,
      let key = value["key"]?.hexadecimalBytes.flatMap({ try? ReadingKey(privateBytes: $0) }),
      let indexKey = value["index_key"]?.hexadecimalBytes, indexKey.count == 32
    else { return nil }
    let authority = value["authority"]?.hexadecimalBytes.flatMap { try? SigningKey(privateBytes: $0) }
    self.init(generation: Int(clamping: generation), key: key, indexKey: indexKey, authority: authority)
  }

  /// The secrets sealed to one reader's key.
  package func sealed(to reader: [UInt8]) throws -> [UInt8] {
    try Sealer(to: reader).seal(bytes, context: Self.context)
  }

  /// The secrets that a box holds.
  ///
  /// - Throws: `SealingError`.
  package init(opening box: [UInt8], with keys: Keyring) throws {
    guard let secrets = TeamSecrets(bytes: try keys.open(box, context: Self.context)) else {
      throw SealingError.badFormat
    }
    self = secrets
  }

  private static let context = "camtay team secrets 1"
}

extension CanonicalValue {
  /// The bytes that a text of hexadecimal digits stands for.
  var hexadecimalBytes: [UInt8]? { text.flatMap(Hexadecimal.bytes) }
}
