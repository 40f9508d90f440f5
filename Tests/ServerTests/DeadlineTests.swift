import Domain
import HummingbirdTesting
import Sealing
import Server
import ServerTesting
import SyncCore
import Testing

@Suite(.timeLimit(.minutes(10))) struct DeadlineTests {
  /// A body that trickles is never idle; the deadline of the request ends it all the same.
  @Test func aTricklingBodyIsCutOff() async throws {
    var server = try TestServer()
    server.limits.deadlineSeconds = 1
    try await server.application.application().test(.live) { client in
      let connection = try await RawConnection(port: try #require(client.port))
      await connection.send(Array("POST \(Route.enrol) HTTP/1.1\r\nHost: a\r\nContent-Length: 10000\r\n\r\n".utf8))
      var sent = 0
      while connection.isOpen, sent < 200 {
        await connection.send([32])
        try await Task.sleep(for: .milliseconds(50))
        sent += 1
      }
      #expect(sent < 200)
    }
  }

  /// Whoever holds many connections open keeps nobody else's address out; with each that ends, another may come.
  @Test func anAddressHasItsShareOfTheConnections() async throws {
    var server = try TestServer()
    // The test's own client holds one.
    server.limits.connectionsOfAddress = 3
    try await server.application.application().test(.live) { client in
      let port = try #require(client.port)
      func asked() async throws -> (connection: RawConnection, answer: String) {
        let connection = try await RawConnection(port: port)
        await connection.send("GET \(Route.health) HTTP/1.1")
        while connection.isOpen, !connection.text.contains("\r\n\r\n") { try await Task.sleep(for: .milliseconds(10)) }
        return (connection, connection.text)
      }
      let held = [try await asked(), try await asked()]
      #expect(
        held.map { $0.answer.prefix(12) + ($0.connection.isOpen ? "" : " closed") } == ["HTTP/1.1 200", "HTTP/1.1 200"])
      for _ in 0..<3 { #expect(try await asked().answer.isEmpty) }
      await held[0].connection.close()
      var next = try await asked()
      while next.answer.isEmpty { next = try await asked() }
      #expect(next.answer.hasPrefix("HTTP/1.1 200"))
      #expect(try await asked().answer.isEmpty)
    }
  }

  /// So does the deadline for a reader that trickles: an answer that it has not taken in time is not sent to its end.
  @Test func aTricklingReaderIsCutOff() async throws {
    var server = try TestServer()
    let guideBytes = 1_000_000
    let guide = GuidePackage(id: "a", version: 1, files: ["a": String(repeating: "a", count: guideBytes)])
    try await server.store.publish(SignedGuide(package: guide, signature: [0]), now: 1)
    let device = try await server.application.application().test(.router) { [server] client in
      try await server.device(over: RouterTransport(client: client))
    }
    let (stream, head) = (device.journal.stream, device.journal.head)
    let request = try device.signed(SyncRequest(stream: stream, push: .init(base: head, entries: []), guides: [:]))
    let headers = ["Authorization: Bearer \(device.enrolment.token)", "Connection: close"]
    for isSlow in [false, true] {
      if isSlow { server.limits.deadlineSeconds = 3 }
      try await server.application.application().test(.live) { client in
        let connection = try await RawConnection(port: try #require(client.port), isSlow: isSlow)
        await connection.send("POST \(Route.sync) HTTP/1.1", headers, body: request)
        for _ in 0..<10 where isSlow {
          connection.readOne()
          try await Task.sleep(for: .milliseconds(500))
        }
        try await connection.waitForEnd()
        #expect((connection.received.count > guideBytes) == !isSlow, "\(connection.received.count)")
      }
    }
  }
}
