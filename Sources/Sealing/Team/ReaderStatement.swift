import Crypto
import Domain
import Foundation

/// What a device says once it has a passphrase: this is the key to which others may seal for it. The body of a `reader`
/// entry.
package struct ReaderStatement: Hashable, Sendable {
  /// The device's public X25519 key, 32 bytes.
  package let key: [UInt8]
  /// The device's Ed25519 key: its digest is the device's name, so that nobody speaks for another.
  package let signingKey: [UInt8]
  /// Shows that the device has a key of the team, by the key's id: it came in by a leader's invitation.
  private let proof: Proof?
  /// The signature of the team's authority over the key, which only leaders can make.
  private let leaderProof: [UInt8]?
  private let signature: [UInt8]

  private static let purpose = "camtay reader 1"
  private static let leaderPurpose = "camtay leader's reader 1"

  /// The statement of a device with that reading key.
  ///
  /// - Parameter secrets: What it has of its team; nil where it has nothing.
  package init(_ key: [UInt8], of device: DeviceKeys, with secrets: TeamSecrets?) throws {
    self.key = key
    signingKey = device.signingPublic
    proof = secrets.map { Proof(key, of: device.deviceID, with: $0.key) }
    leaderProof = try secrets?.authority.map {
      try MessageSignature.sign(key, purpose: Self.leaderPurpose, privateKey: $0.privateBytes)
    }
    let claim = Self.claim(key, signingKey, proof, leaderProof)
    signature = try MessageSignature.sign(
      CanonicalValue.object(claim).bytes, purpose: Self.purpose, privateKey: device.signingPrivate)
  }

  /// The statement in an entry's body; nil where it is none, or another device's key has signed it.
  package init?(canonical: CanonicalValue) {
    guard let key = canonical["key"]?.hexadecimalBytes, key.count == 32,
      let signingKey = canonical["signing_key"]?.hexadecimalBytes,
      let signature = canonical["signature"]?.hexadecimalBytes
    else { return nil }
    self.key = key
    self.signingKey = signingKey
    self.signature = signature
    if let id = canonical["team_key"]?.hexadecimalBytes, let code = canonical["proof"]?.hexadecimalBytes {
      proof = Proof(keyID: id, code: code)
    } else {
      proof = nil
    }
    leaderProof = canonical["leader_proof"]?.hexadecimalBytes
    let claim = Self.claim(key, signingKey, proof, leaderProof)
    guard canonical == self.canonical,
      MessageSignature.isSigned(
        CanonicalValue.object(claim).bytes, purpose: Self.purpose, by: signingKey, signature: signature)
    else { return nil }
  }

  /// The body as it is written.
  package var canonical: CanonicalValue {
    var members = Self.claim(key, signingKey, proof, leaderProof)
    members["signature"] = .text(Hexadecimal.text(signature))
    return .object(members)
  }

  /// The device's name.
  package var device: String { DeviceKeys.deviceID(signingPublic: signingKey) }

  /// Whether the device has shown that it has a key of this ring, which only members' devices have.
  package func isMember(by ring: Keyring) -> Bool {
    guard let proof, let teamKey = ring.key(proof.keyID) else { return false }
    return isEqualInConstantTime(Proof(key, of: device, with: teamKey).code, proof.code)
  }

  /// Whether the device says that it has that key of the team; only whoever has the key can tell whether that is so.
  package func claims(_ publicKey: [UInt8]) -> Bool { proof?.keyID == SealedBox.keyID(publicKey) }

  /// Whether the device has shown that it has a leader's secrets.
  package func isLeader(by authorities: [[UInt8]]) -> Bool {
    guard let leaderProof else { return false }
    return authorities.contains {
      MessageSignature.isSigned(key, purpose: Self.leaderPurpose, by: $0, signature: leaderProof)
    }
  }

  private static func claim(
    _ key: [UInt8], _ signingKey: [UInt8], _ proof: Proof?, _ leaderProof: [UInt8]?
  ) -> [String: CanonicalValue] {
    var members: [String: CanonicalValue] = [
      "key": .text(Hexadecimal.text(key)), "signing_key": .text(Hexadecimal.text(signingKey)),
    ]
    members["team_key"] = proof.map { .text(Hexadecimal.text($0.keyID)) }
    members["proof"] = proof.map { .text(Hexadecimal.text($0.code)) }
    members["leader_proof"] = leaderProof.map { .text(Hexadecimal.text($0)) }
    return members
  }

  /// An HMAC-SHA256 (RFC 2104) over the device and its reading key, under a key of the team.
  private struct Proof: Hashable {
    let keyID: [UInt8]
    let code: [UInt8]

    init(keyID: [UInt8], code: [UInt8]) {
      self.keyID = keyID
      self.code = code
    }

    init(_ reader: [UInt8], of device: String, with teamKey: ReadingKey) {
      let secret = Fingerprint(of: Array("camtay member 1\0".utf8) + teamKey.privateBytes)
      keyID = SealedBox.keyID(teamKey.publicBytes)
      code = Array(
        HMAC<SHA256>.authenticationCode(
          for: Data(Array(device.utf8) + [0] + reader), using: SymmetricKey(data: secret.bytes)))
    }
  }
}
