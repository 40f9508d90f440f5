import Hummingbird
import HummingbirdTesting
import ServerTesting
import SyncCore
import Testing

@testable import Server

@Suite struct AnswerHeadersTests {
  private static let always = [
    "content-security-policy: default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "x-content-type-options: nosniff", "referrer-policy: no-referrer", "cross-origin-resource-policy: same-origin",
    "cache-control: no-store",
  ]

  /// The lines of the head of an answer, in small letters.
  private func head(of request: String, at port: Int) async throws -> Set<String> {
    let connection = try await RawConnection(port: port)
    await connection.send(Array(request.utf8))
    try await connection.waitForEnd()
    return Set(connection.text.lowercased().components(upTo: "\r\n\r\n").split(separator: "\r\n").map(String.init))
  }

  @Test(.timeLimit(.minutes(3)), arguments: [false, true])
  func everyAnswerHasThem(isBehindProxy: Bool) async throws {
    var server = try TestServer()
    server.exposure.isBehindProxy = isBehindProxy
    let operations = server.application.routes.map(\.operation)
    try await server.application.application().test(.live) { client in
      let port = try #require(client.port)
      func request(_ line: String, _ more: String = "") -> String {
        "\(line) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\(more)\r\n"
      }
      var requests = operations.map { request("\($0.method.rawValue) \($0.path)", "Content-Length: 0\r\n") }
      requests += [
        request("GET /nothing-here"), request("OPTIONS /v1/sync"), request("GET /health", "Origin: null\r\n"),
        // What is no HTTP is answered by the reader of HTTP itself.
        "NONSENSE\r\n\r\n", request("GET /health", "Content-Length: x\r\n"),
      ]
      for request in requests {
        let lines = try await head(of: request, at: port)
        #expect(lines.isSuperset(of: Self.always), "\(request)\n\(lines)")
        #expect(lines.contains { $0.hasPrefix("strict-transport-security: max-age=") } == isBehindProxy, "\(request)")
      }
    }
  }
}

extension String {
  fileprivate func components(upTo end: String) -> Substring {
    firstRange(of: end).map { self[..<$0.lowerBound] } ?? self[...]
  }
}
