import Crypto
import Domain
import Foundation

/// What a leader's device says of the team's key, signed by the team's authority: the body of a `team-key` entry. It goes
/// through the feed as every entry does, over the network and by stick, and the server can read nothing of it but names
/// of devices.
package struct TeamKeyStatement: Hashable, Sendable {
  /// A recovery sheet's public key, and the secrets sealed to it.
  package struct Recovery: Hashable, Sendable {
    package let publicKey: [UInt8]
    package let box: [UInt8]
    /// What the sheet itself says of the key and the authority under which it was made, 32 bytes: its public key everybody
    /// can read, and seal to. Nil in statements that only pass it on.
    package let proof: [UInt8]?
  }

  /// The team, so that no statement serves another.
  package let team: String
  package let generation: Int
  /// The public X25519 key to which the team's details are sealed, 32 bytes.
  package let publicKey: [UInt8]
  /// The authority's public Ed25519 key: it has signed this.
  package let authority: [UInt8]
  /// Who signs after this, where the authority changes.
  package let nextAuthority: [UInt8]?
  /// The secrets for each device that may read, sealed to its reading key, by the device's name.
  package let grants: [String: [UInt8]]
  /// The keys before this one, sealed to this one.
  package let earlier: [UInt8]?
  /// The sheet with which the team's secrets can be had again.
  package let recovery: Recovery?
  /// Devices that may never be given the key again, by their names: they were revoked.
  package let excluded: [String]
  private let signature: [UInt8]

  private static let purpose = "camtay team key 1"
  private static let earlierContext = "camtay earlier team keys 1"

  /// Who signs after this.
  package var successor: [UInt8] { nextAuthority ?? authority }

  /// What a statement says of others.
  package struct Terms: Sendable {
    /// The reading key of each device that gets the secrets, and whether it is a leader's, by the device's name.
    package var readers: [String: (key: [UInt8], isLeader: Bool)] = [:]
    /// The keys before this one.
    package var earlier: [ReadingKey] = []
    /// The public key of a recovery sheet that was made before.
    package var recovery: [UInt8]?
    /// A recovery sheet that is being made.
    package var sheet: ReadingKey?
    package var excluded: [String] = []

    /// Terms that name nobody yet.
    package init() {}
  }

  /// A statement about these secrets.
  ///
  /// - Parameter signer: Who signs: the authority that the other devices know.
  package init(_ secrets: TeamSecrets, team: String, terms: Terms, signer: SigningKey) throws {
    self.team = team
    generation = secrets.generation
    publicKey = secrets.key.publicBytes
    authority = signer.publicBytes
    nextAuthority = secrets.authority.flatMap { $0 == signer ? nil : $0.publicBytes }
    grants = try terms.readers.mapValues { reader in
      try (reader.isLeader ? secrets : secrets.withoutAuthority).sealed(to: reader.key)
    }
    let keys = CanonicalValue.array(terms.earlier.map { .text(Hexadecimal.text($0.privateBytes)) })
    earlier =
      terms.earlier.isEmpty
      ? nil : try Sealer(to: secrets.key.publicBytes).seal(keys.bytes, context: Self.earlierContext)
    let proof = terms.sheet.map {
      Self.proof(by: $0, team: team, key: secrets.key.publicBytes, authority: signer.publicBytes)
    }
    recovery = try (terms.sheet?.publicBytes ?? terms.recovery).map {
      Recovery(publicKey: $0, box: try secrets.sealed(to: $0), proof: proof)
    }
    excluded = terms.excluded.sorted()
    let claim = Self.claim(
      team, generation, publicKey, authority, nextAuthority, grants, earlier, recovery, excluded)
    signature = try MessageSignature.sign(
      CanonicalValue.object(claim).bytes, purpose: Self.purpose, privateKey: signer.privateBytes)
  }

  /// The statement in an entry's body; nil where it is none, or its authority has not signed it.
  package init?(canonical: CanonicalValue) {
    guard let team = canonical["team"]?.text, let generation = canonical["generation"]?.integer, generation > 0,
      let publicKey = canonical["key"]?.hexadecimalBytes, publicKey.count == 32,
      let authority = canonical["authority"]?.hexadecimalBytes,
      let grants = canonical["grants"]?.object?.compactMapValues(\.hexadecimalBytes),
      let signature = canonical["signature"]?.hexadecimalBytes
    else { return nil }
    self.team = team
    self.generation = Int(clamping: generation)
    self.publicKey = publicKey
    self.authority = authority
    nextAuthority = canonical["next_authority"]?.hexadecimalBytes
    self.grants = grants
    earlier = canonical["earlier"]?.hexadecimalBytes
    if let sheet = canonical["recovery"], let key = sheet["key"]?.hexadecimalBytes,
      let box = sheet["box"]?.hexadecimalBytes
    {
      recovery = Recovery(publicKey: key, box: box, proof: sheet["proof"]?.hexadecimalBytes)
    } else {
      recovery = nil
    }
    excluded = canonical["excluded"]?.texts ?? []
    self.signature = signature
    guard canonical == self.canonical,
      MessageSignature.isSigned(
        CanonicalValue.object(claim).bytes, purpose: Self.purpose, by: authority, signature: signature)
    else { return nil }
  }

  /// Whether the sheet was made under this very key and authority: only whoever has the sheet can make that proof, and only
  /// they can check it.
  package func isVouchedFor(by sheet: ReadingKey) -> Bool {
    guard let recovery, recovery.publicKey == sheet.publicBytes, let proof = recovery.proof else { return false }
    return isEqualInConstantTime(Self.proof(by: sheet, team: team, key: publicKey, authority: authority), proof)
  }

  /// An HMAC-SHA256 (RFC 2104) under the sheet's private key.
  private static func proof(by sheet: ReadingKey, team: String, key: [UInt8], authority: [UInt8]) -> [UInt8] {
    let secret = Fingerprint(of: Array("camtay recovery proof 1\0".utf8) + sheet.privateBytes)
    return Array(
      HMAC<SHA256>.authenticationCode(
        for: Data(Array(team.utf8) + [0] + key + authority), using: SymmetricKey(data: secret.bytes)))
  }

  /// The body as it is written.
  package var canonical: CanonicalValue {
    var members = claim
    members["signature"] = .text(Hexadecimal.text(signature))
    return .object(members)
  }

  /// The keys before this one.
  package func earlierKeys(with keys: Keyring) -> [ReadingKey] {
    guard let earlier, let bytes = try? keys.open(earlier, context: Self.earlierContext),
      let texts = (try? CanonicalValue(bytes: bytes))?.texts
    else { return [] }
    return texts.compactMap { Hexadecimal.bytes($0).flatMap { try? ReadingKey(privateBytes: $0) } }
  }

  private var claim: [String: CanonicalValue] {
    Self.claim(team, generation, publicKey, authority, nextAuthority, grants, earlier, recovery, excluded)
  }

  private static func claim(
    _ team: String, _ generation: Int, _ publicKey: [UInt8], _ authority: [UInt8], _ nextAuthority: [UInt8]?,
    _ grants: [String: [UInt8]], _ earlier: [UInt8]?, _ recovery: Recovery?, _ excluded: [String]
  ) -> [String: CanonicalValue] {
    func text(_ bytes: [UInt8]) -> CanonicalValue { .text(Hexadecimal.text(bytes)) }
    var members: [String: CanonicalValue] = [
      "team": .text(team), "generation": .integer(Int64(generation)), "key": text(publicKey),
      "authority": text(authority), "grants": .object(grants.mapValues(text)),
    ]
    members["next_authority"] = nextAuthority.map(text)
    members["earlier"] = earlier.map(text)
    members["recovery"] = recovery.map { sheet in
      var members = ["key": text(sheet.publicKey), "box": text(sheet.box)]
      members["proof"] = sheet.proof.map(text)
      return .object(members)
    }
    members["excluded"] = excluded.isEmpty ? nil : .array(excluded.map { .text($0) })
    return members
  }
}
