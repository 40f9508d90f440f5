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
