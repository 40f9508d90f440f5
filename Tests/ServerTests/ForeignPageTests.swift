import Domain
import Hummingbird
import HummingbirdTesting
import NIOCore
import ServerTesting
import SyncCore
import Testing

@testable import Server

/// What holds for every route that there is, and every one that will be.
@Suite struct ForeignPageTests {
  private static let forms = [
    "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "Text/Plain;charset=utf-8",
    " text/plain", "text/plain, application/json",
  ]

  /// What the browser of somebody who looks at another site's page sends along.
  private static let foreign: [HTTPFields] =
    [
      [.secFetchSite: "cross-site"], [.secFetchSite: "same-site"], [.origin: "https://evil.example"],
      [.origin: "null"], [.origin: "http://localhost.evil.example"],
      [.secFetchSite: "same-origin", .origin: "https://evil.example"],
    ] + forms.map { [.contentType: $0] } + forms.map { [.contentType: $0, .secFetchSite: "none"] }

  private func refusal(_ answer: TestResponse) -> ProblemCode? { Problem(bytes: Array(buffer: answer.body))?.code }

  @Test func noRouteTakesWhatAForeignPageSends() async throws {
    let server = try TestServer()
    let operations = server.application.routes.map(\.operation)
    #expect(operations.count >= 8)
    try await server.run { transport in
      for operation in operations {
        for headers in Self.foreign {
          let answer = try await transport.client.execute(
            uri: operation.path, method: operation.method, headers: headers)
          #expect(refusal(answer) == .foreignPage, "\(operation.path) \(headers)")
        }
      }
    }
  }

  @Test func noRouteSetsACookieOrGivesLeaveToOtherSites() async throws {
    let server = try TestServer()
    let operations = server.application.routes.map(\.operation)
    try await server.run { transport in
      for operation in operations {
        for method in [operation.method, .options, .head] {
          let answer = try await transport.client.execute(
            uri: operation.path, method: method, headers: [.cookie: "a=b", .accessControlRequestMethod: "POST"])
          let names = answer.headers.map { $0.name.canonicalName }
          #expect(!names.contains { $0 == "set-cookie" || $0.hasPrefix("access-control-") }, "\(operation.path)")
        }
      }
    }
  }

  /// A form on a page of the server's own would come so.
  @Test(.timeLimit(.minutes(3)), arguments: [false, true])
  func thePagesOfTheServerItselfPass(isBehindProxy: Bool) async throws {
    var server = try TestServer()
    server.exposure.isBehindProxy = isBehindProxy
    try await server.application.application().test(.live) { client in
      let port = try #require(client.port)
      func status(_ headers: String...) async throws -> String {
        let connection = try await RawConnection(port: port)
        await connection.send("GET /health HTTP/1.1", ["Connection: close"] + headers)
        try await connection.waitForEnd()
        return connection.text.split(separator: " ").dropFirst().first.map(String.init) ?? ""
      }
      let (own, other) = isBehindProxy ? ("https", "http") : ("http", "https")
      let form = "Content-Type: application/x-www-form-urlencoded"
      #expect(try await status() == "200")
      #expect(try await status("Content-Type: application/json") == "200")
      #expect(try await status("Sec-Fetch-Site: none") == "200")
      #expect(try await status("Origin: \(own)://localhost") == "200")
      #expect(try await status("Origin: \(own)://LOCALHOST", form) == "200")
      #expect(try await status("Sec-Fetch-Site: same-origin", form) == "200")
      #expect(try await status(form) == "403")
      #expect(try await status("Origin: \(own)://localhost:1") == "403")
      // Under the other scheme the page is somebody else's who stands on the way.
      #expect(try await status("Origin: \(other)://localhost") == "403")
    }
  }
}
