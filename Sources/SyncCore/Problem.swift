import Domain
import Sealing

/// Why the server refused, as `application/problem+json` (RFC 9457).
package struct Problem: Error, Hashable, Sendable {
  package let code: ProblemCode
  /// The entry that is meant, where it is one.
  package let entry: EntryID?
  /// After how many seconds asking again makes sense, where the server knows.
  package let retryAfter: Int?
  /// The server's signature over the code and the message that it refused, where somebody acts on it who is not the
  /// message's author (`signed(about:with:)`).
  package let signature: [UInt8]?
  /// The number under which the server's log tells more, where the server failed in a way that it does not know.
  package let reference: String?

  /// That refusal.
  package init(
    _ code: ProblemCode, entry: EntryID? = nil, retryAfter: Int? = nil, signature: [UInt8]? = nil,
    reference: String? = nil
  ) {
    self.code = code
    self.entry = entry
    self.retryAfter = retryAfter
    self.signature = signature
    self.reference = reference
  }

  /// The same refusal as the server's own word about that message: whoever carries the message may give it up.
  ///
  /// - Throws: `SealingError` where the key is none.
  package func signed(about message: [UInt8], with key: [UInt8]) throws -> Problem {
    let signature = try MessageSignature.sign(
      verdict(on: message), purpose: SigningPurpose.refusal.rawValue, privateKey: key)
    return Problem(code, entry: entry, retryAfter: retryAfter, signature: signature, reference: reference)
  }

  /// Whether the server with that key refused that message so.
  package func isSigned(about message: [UInt8], by key: [UInt8]) -> Bool {
    guard let signature else { return false }
    return MessageSignature.isSigned(
      verdict(on: message), purpose: SigningPurpose.refusal.rawValue, by: key, signature: signature)
  }

  /// What is signed: the code, a zero byte, the id of the entry that is meant or nothing, a zero byte, and the SHA-256
  /// digest of the message.
  private func verdict(on message: [UInt8]) -> [UInt8] {
    Array(code.rawValue.utf8) + [0] + Array((entry?.rawValue ?? "").utf8) + [0] + Fingerprint(of: message).bytes
  }

  /// The media type of the bytes.
  package static let mediaType = "application/problem+json"

  /// How the name of one failure begins.
  private static let instance = "urn:camtay:failure:"
  private static let longestReference = 32

  /// The members `type`, `title`, `status`, `code` and, where they mean something, `entry`, `retry_after`, `signature` and
  /// `instance`.
  package var canonical: CanonicalValue {
    var members: [String: CanonicalValue] = [
      "type": .text("urn:camtay:problem:\(code.rawValue)"), "title": .text(code.title),
      "status": .integer(Int64(code.status)), "code": .text(code.rawValue),
    ]
    members["entry"] = entry.map { .text($0.rawValue) }
    members["retry_after"] = retryAfter.map { .integer(Int64($0)) }
    members["signature"] = signature.map { .text(Hexadecimal.text($0)) }
    members["instance"] = reference.map { .text(Self.instance + $0) }
    return .object(members)
  }

  /// The problem in an answer's body, or nil where the body is something else: not every answer comes from the server.
  package init?(bytes: [UInt8]) {
    guard let value = try? CanonicalValue(bytes: bytes), let code = value["code"]?.text.flatMap(ProblemCode.init)
    else { return nil }
    self.init(
      code, entry: value["entry"]?.text.flatMap(EntryID.init(rawValue:)),
      retryAfter: value["retry_after"]?.integer.map { Int(clamping: $0) },
      signature: value["signature"]?.text.flatMap(Hexadecimal.bytes),
      reference: value["instance"]?.text.flatMap { text in
        text.hasPrefix(Self.instance) ? String(text.dropFirst(Self.instance.count).prefix(Self.longestReference)) : nil
      }.flatMap { Hexadecimal.isLowerCase($0) ? $0 : nil })
  }
}
