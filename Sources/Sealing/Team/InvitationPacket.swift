import Crypto
import Domain
import Foundation

/// What a leader's invitation carries past the server: the team's secrets, under a key that the code makes. The server
/// keeps the bytes and has a digest of the code only, from which nobody gets back to it.
///
/// Bytes: 1 version (1) · 12 nonce · the secrets and the authority's public key, ChaCha20-Poly1305 with its 16-byte tag.
package struct InvitationPacket: Hashable, Sendable {
  /// What is needed to read; without the authority, except for leaders.
  package let secrets: TeamSecrets
  /// Who has signed the statement about these secrets' key: the anchor of whoever joins.
  package let authority: [UInt8]
  /// Who signs after that statement.
  package let successor: [UInt8]

  private static let version: UInt8 = 1

  /// That packet.
  package init(secrets: TeamSecrets, authority: [UInt8], successor: [UInt8]) {
    self.secrets = secrets
    self.authority = authority
    self.successor = successor
  }

  /// The packet under the key of that code.
  package func sealed(with code: InvitationCode) throws -> [UInt8] {
    let plain = CanonicalValue.object([
      "secrets": .text(Hexadecimal.text(secrets.bytes)), "authority": .text(Hexadecimal.text(authority)),
      "successor": .text(Hexadecimal.text(successor)),
    ]).bytes
    let box = try ChaChaPoly.seal(
      Data(plain), using: Self.key(code), nonce: ChaChaPoly.Nonce(data: Randomness.bytes(12)),
      authenticating: [Self.version])
    return [Self.version] + Array(box.combined)
  }

  /// The packet in these bytes.
  ///
  /// - Throws: `SealingError` where another code has sealed it, or it was altered.
  package init(opening bytes: [UInt8], with code: InvitationCode) throws {
    guard bytes.first == Self.version, let box = try? ChaChaPoly.SealedBox(combined: bytes.dropFirst()) else {
      throw SealingError.badFormat
    }
    guard let plain = try? ChaChaPoly.open(box, using: Self.key(code), authenticating: [Self.version]) else {
      throw SealingError.cannotOpen
    }
    guard let value = try? CanonicalValue(bytes: Array(plain)),
      let secrets = value["secrets"]?.hexadecimalBytes.flatMap(TeamSecrets.init(bytes:)),
      let authority = value["authority"]?.hexadecimalBytes,
      let successor = value["successor"]?.hexadecimalBytes
    else { throw SealingError.badFormat }
    self.init(secrets: secrets, authority: authority, successor: successor)
  }

  private static func key(_ code: InvitationCode) -> SymmetricKey { code.key(for: "camtay invitation packet 1") }
}

extension InvitationCode {
  /// The key of 32 bytes that the code makes for one purpose: HKDF-SHA256 (RFC 5869). A code has 125 random bits, so that
  /// it needs no stretching.
  func key(for purpose: String) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: Data(symbols.utf8)), info: Data(purpose.utf8), outputByteCount: 32)
  }

  /// What is shown to the server to use the invitation: the code itself stays here, since it opens the packet too.
  package var ticket: [UInt8] { key(for: "camtay invitation ticket 1").withUnsafeBytes(Array.init) }

  /// The digest of the ticket, under which the server keeps the invitation and looks it up: how long that takes tells
  /// nothing, for whoever guesses does not choose the digest that is compared.
  package var digest: Fingerprint { Self.digest(ofTicket: ticket) }

  /// The digest of a ticket that somebody shows.
  package static func digest(ofTicket ticket: [UInt8]) -> Fingerprint {
    Fingerprint(of: Array("camtay invitation 2\0".utf8) + ticket)
  }
}
