import Domain
import FoundationEssentials
import Sealing

/// The province's word for a trainer's key: whoever holds it may sign guides, from a day to a day.
package struct TrainerCertificate: Hashable, Sendable {
  /// Who the trainer is, in people's words.
  package let trainer: String
  /// The trainer's public Ed25519 key, 32 bytes.
  package let publicKey: [UInt8]
  /// From when to before when what the key signs is taken, in milliseconds since 1970.
  package let validity: Range<Int64>
  /// The Ed25519 signature of the province's root key, 64 bytes.
  package let signature: [UInt8]

  /// The certificate that the root key makes.
  ///
  /// - Throws: `SealingError` where the root key is none.
  package init(trainer: String, publicKey: [UInt8], validity: Range<Int64>, root: SigningKey) throws {
    self.trainer = trainer
    self.publicKey = publicKey
    self.validity = validity
    signature = try MessageSignature.sign(
      Self.content(trainer, publicKey, validity).bytes, purpose: SigningPurpose.certificate.rawValue,
      privateKey: root.privateBytes)
  }

  /// Whether the root key with that public half made it.
  package func isSigned(by rootKey: [UInt8]) -> Bool {
    MessageSignature.isSigned(
      Self.content(trainer, publicKey, validity).bytes, purpose: SigningPurpose.certificate.rawValue, by: rootKey,
      signature: signature)
  }

  private static func content(_ trainer: String, _ key: [UInt8], _ validity: Range<Int64>) -> CanonicalValue {
    .object([
      "trainer": .text(trainer), "key": .text(Hexadecimal.text(key)), "from": .integer(validity.lowerBound),
      "until": .integer(validity.upperBound),
    ])
  }

  /// The certificate as it travels and is kept: one line of canonical JSON.
  package var canonical: CanonicalValue {
    guard var members = Self.content(trainer, publicKey, validity).object else { return .null }
    members["signature"] = .text(Hexadecimal.text(signature))
    return .object(members)
  }

  /// The certificate in a canonical value; nil where that is none.
  package init?(canonical value: CanonicalValue) {
    guard let trainer = value["trainer"]?.text, let key = value["key"]?.text.flatMap(Hexadecimal.bytes),
      key.count == 32,
      let from = value["from"]?.integer, let until = value["until"]?.integer, from < until,
      let signature = value["signature"]?.text.flatMap(Hexadecimal.bytes), signature.count == 64
    else { return nil }
    self.trainer = trainer
    publicKey = key
    validity = from..<until
    self.signature = signature
  }
}
