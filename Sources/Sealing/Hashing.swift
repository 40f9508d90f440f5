import Crypto
import Domain

extension Fingerprint {
  /// The SHA-256 digest of the bytes.
  package init(of bytes: some Sequence<UInt8>) {
    var hasher = SHA256()
    hasher.update(data: Array(bytes))
    self.init(hasher.finalize())
  }

  private init(_ finished: SHA256.Digest) {
    guard let digest = Fingerprint(bytes: Array(finished)) else { preconditionFailure("SHA-256 has 32 bytes") }
    self = digest
  }
}

/// The hash chain over a stream: each hash covers every header before it, so two holders of a stream can compare all
/// of it by comparing one hash.
package enum EntryChain {
  /// The hash before the first entry: it binds the chain to its stream.
  package static func start(of stream: StreamID) -> Fingerprint {
    Fingerprint(of: Array("camtay stream 1\0\(stream.device)\0\(stream.incarnation)".utf8))
  }

  /// The hash after the entry with that header, as its author wrote it.
  package static func next(after hash: Fingerprint, header: [UInt8]) -> Fingerprint {
    Fingerprint(of: hash.bytes + header)
  }
}

extension Entry {
  /// Whether the payload that is here is the one that the header names. A payload that is not here is no mismatch.
  package var matchesItsDigests: Bool {
    if let bodyBytes, Fingerprint(of: bodyBytes) != header.body { return false }
    guard let sealed else { return true }
    return header.sealed == Fingerprint(of: sealed)
  }
}

/// Bytes and names that nobody can guess.
package enum Randomness {
  /// That many bytes from the system's generator.
  package static func bytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  /// A new entry's name.
  package static func entryID() -> EntryID {
    guard let id = EntryID(rawValue: Hexadecimal.text(bytes(16))) else { preconditionFailure("16 bytes make an id") }
    return id
  }

  /// A new person's name in the records.
  package static func personID() -> PersonID {
    guard let id = PersonID(rawValue: Hexadecimal.text(bytes(8))) else { preconditionFailure("8 bytes make an id") }
    return id
  }

  /// A new incarnation.
  package static func incarnation() -> String { Hexadecimal.text(bytes(8)) }
}
