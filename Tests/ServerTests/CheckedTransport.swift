import Domain
import Hummingbird
import HummingbirdTesting
import ServerTesting
import SyncClient
import Synchronization
import Testing

/// Calls of the router of which each is held against the document: every answer is of the kind and the schema that the
/// document names for its status, and what was granted had a request as the document asks for; without any one of the
/// members that it needs, neither would pass.
final class CheckedTransport: Transport {
  private let wire: RouterTransport
  let document: CanonicalValue
  private let seen = Mutex<[String: Set<Int>]>([:])

  init(wire: RouterTransport, document: CanonicalValue) {
    self.wire = wire
    self.document = document
  }

  /// The statuses that came, by route.
  func statuses() -> [String: Set<Int>] { seen.withLock(\.self) }

  func send(_ route: String, body: [UInt8], token: String?) async throws -> TransportReply {
    let answer = try await wire.client.execute(
      uri: route, method: .post, headers: token.map { [.authorization: "Bearer \($0)"] } ?? [:],
      body: ByteBuffer(bytes: body))
    let status = Int(answer.status.code)
    seen.withLock { _ = $0[route, default: []].insert(status) }
    let operation = document["paths"]?[route]?["post"]
    let type = try #require(answer.headers[.contentType])
    let bytes = Array(buffer: answer.body)
    try check(bytes, operation?["responses"]?[String(status)]?["content"]?[type]?["schema"])
    if status == 200 {
      try check(body, operation?["requestBody"]?["content"]?.object?.values.first?["schema"])
      #expect((operation?["security"]?.array?.isEmpty == false) == (token != nil))
    }
    return TransportReply(status: status, body: bytes)
  }

  private func check(_ bytes: [UInt8], _ schema: CanonicalValue?) throws {
    // Of a framed message the first line is described.
    let envelope = schema?["x-envelope"]
    let schema = envelope ?? schema
    let message = try CanonicalValue(
      bytes: envelope == nil ? bytes : Array(bytes.prefix { $0 != UInt8(ascii: "\n") }))
    let check = SchemaCheck(document: document)
    #expect(check.faults(of: message, by: schema) == [])
    let optional: Set = [
      "unit_name", "content_key", "entry", "retry_after", "feed", "guides", "more_guides", "deed", "signature",
      "packet", "refused", "asking", "newest", "after", "next",
    ]
    for name in try #require(message.object).keys where !optional.contains(name) {
      let less = message.object?.filter { $0.key != name } ?? [:]
      #expect(!check.faults(of: .object(less), by: schema).isEmpty, "\(name) is not needed")
    }
  }
}
