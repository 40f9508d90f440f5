import Domain

/// Why the server refused, as `application/problem+json` (RFC 9457).
package struct Problem: Error, Hashable, Sendable {
  package let code: ProblemCode
  /// The entry that is meant, where it is one.
  package let entry: EntryID?
  /// After how many seconds asking again makes sense, where the server knows.
  package let retryAfter: Int?

  /// That refusal.
  package init(_ code: ProblemCode, entry: EntryID? = nil, retryAfter: Int? = nil) {
    self.code = code
    self.entry = entry
    self.retryAfter = retryAfter
  }

  /// The media type of the bytes.
  package static let mediaType = "application/problem+json"

  /// The members `type`, `title`, `status`, `code` and, where they mean something, `entry` and `retry_after`.
  package var canonical: CanonicalValue {
    var members: [String: CanonicalValue] = [
      "type": .text("urn:camtay:problem:\(code.rawValue)"), "title": .text(code.title),
      "status": .integer(Int64(code.status)), "code": .text(code.rawValue),
    ]
    members["entry"] = entry.map { .text($0.rawValue) }
    members["retry_after"] = retryAfter.map { .integer(Int64($0)) }
    return .object(members)
  }

  /// The problem in an answer's body, or nil where the body is something else: not every answer comes from the server.
  package init?(bytes: [UInt8]) {
    guard let value = try? CanonicalValue(bytes: bytes), let code = value["code"]?.text.flatMap(ProblemCode.init)
    else { return nil }
    self.init(
      code, entry: value["entry"]?.text.flatMap(EntryID.init(rawValue:)),
      retryAfter: value["retry_after"]?.integer.map { Int(clamping: $0) })
  }
}
