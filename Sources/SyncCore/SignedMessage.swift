import Domain
import Sealing

/// What a signature over a message is for; one that was made for one purpose is worth nothing for another.
package enum SigningPurpose: String, Sendable {
  case request = "camtay sync request 1"
  case answer = "camtay sync answer 1"
  case bundle = "camtay bundle 1"
  case renewal = "camtay renewal 1"
  case team = "camtay team request 1"
  case refusal = "camtay refusal 1"
  case certificate = "camtay trainer 1"
  case publishing = "camtay publish request 1"
  case guideStatus = "camtay guide status request 1"
}

/// A message with its signature behind it.
package enum SignedMessage {
  private static let signatureBytes = 64

  /// The message, signed.
  ///
  /// - Throws: `SealingError` where the key is none.
  package static func sign(_ message: [UInt8], for purpose: SigningPurpose, with key: [UInt8]) throws -> [UInt8] {
    message + (try MessageSignature.sign(message, purpose: purpose.rawValue, privateKey: key))
  }

  /// The message in these bytes, where that key has signed it for that purpose.
  ///
  /// - Throws: `MessageFault.badSignature`.
  package static func open(
    _ bytes: [UInt8], for purpose: SigningPurpose, from publicKey: [UInt8]
  ) throws(MessageFault) -> [UInt8] {
    let message = try unchecked(bytes)
    let signature = Array(bytes.suffix(signatureBytes))
    guard MessageSignature.isSigned(message, purpose: purpose.rawValue, by: publicKey, signature: signature) else {
      throw .badSignature
    }
    return message
  }

  /// The message in these bytes, whoever signed it: to find out whose key to check it with.
  package static func unchecked(_ bytes: [UInt8]) throws(MessageFault) -> [UInt8] {
    guard bytes.count > signatureBytes else { throw .truncated }
    return Array(bytes.dropLast(signatureBytes))
  }
}
