import Domain
import HummingbirdTesting
import ServerTesting
import SyncClient
import SyncCore
import SyncTesting
import Synchronization
import Testing

@testable import Server

/// Whoever asks too often is told when to come again, and is served then.
@Suite(.timeLimit(.minutes(5))) struct LimitRouteTests {
  /// The wire, and waits that move the server's clock instead of taking time.
  private final class PatientTransport: Transport {
    let wire: RouterTransport
    let clock: TestClock
    let waits = Mutex(0)

    init(_ wire: RouterTransport, _ clock: TestClock) {
      self.wire = wire
      self.clock = clock
    }

    func send(_ route: String, body: [UInt8], token: String?) async throws -> TransportReply {
      try await wire.send(route, body: body, token: token)
    }

    func pause(milliseconds: Int) async throws {
      waits.withLock { $0 += 1 }
      clock.advance(milliseconds: Int64(milliseconds))
    }
  }

  @Test func aDeviceThatAsksTooOftenIsToldWhenToComeAgainAndNoOther() async throws {
    var server = try TestServer()
    server.limits.requestsPerMinuteOfDevice = 3
    try await server.run { [server] wire in
      let team = try await server.team().id
      let (device, other) = (
        try await server.device(in: team, over: wire), try await server.device(in: team, over: wire)
      )
      func ask(_ device: TestDevice) async throws -> Problem? {
        let request = SyncRequest(stream: device.journal.stream, push: .init(base: device.journal.mark, entries: []))
        return try await wire.problem(Route.sync, body: device.signed(request), token: device.enrolment.token)
      }
      for _ in 0..<3 { #expect(try await ask(device) == nil) }
      #expect(try await ask(device) == Problem(.tooManyRequests, retryAfter: 20))
      #expect(try await ask(other) == nil)
      server.clock.advance(milliseconds: 20_000)
      #expect(try await ask(device) == nil)
    }
  }

  @Test func theDevicesClientWaitsAndEverythingArrives() async throws {
    var server = try TestServer()
    server.limits.requestsPerMinuteOfDevice = 3
    try await server.run { [server] wire in
      let device = try await server.device(role: .leader, over: wire)
      for _ in 0..<2400 { device.journal.append(.sample()) }
      let transport = PatientTransport(wire, server.clock)
      #expect(try await device.sync(over: transport).entriesSent == 2400)
      #expect(transport.waits.withLock(\.self) > 0)
      let inquiry = TeamInquiry(device.journal, keys: device.keys, over: transport)
      for _ in 0..<4 { #expect(try await inquiry.devices().count == 1) }
      #expect(try await server.store.entries(team: device.enrolment.team).count == 2400)
    }
  }

  @Test func anAddressThatAsksTooOftenIsSlowedDownBehindAProxyToo() async throws {
    var server = try TestServer()
    server.limits.requestsPerMinuteOfAddress = 3
    server.exposure.isBehindProxy = true
    try await server.application.application().test(.live) { client in
      let port = try #require(client.port)
      func answer(from forwarded: String) async throws -> String {
        let connection = try await RawConnection(port: port)
        await connection.send("GET /health HTTP/1.1", ["Connection: close", "X-Forwarded-For: \(forwarded)"])
        try await connection.waitForEnd()
        return connection.text
      }
      for _ in 0..<3 { #expect(try await answer(from: "198.51.100.1").hasPrefix("HTTP/1.1 200")) }
      // What a client claims before the proxy's word changes nothing.
      for forwarded in ["198.51.100.1", "192.0.2.77, 198.51.100.1"] {
        let refused = try await answer(from: forwarded)
        #expect(refused.hasPrefix("HTTP/1.1 429"))
        #expect(refused.lowercased().contains("retry-after: 20") && refused.contains("too-many-requests"))
      }
      #expect(try await answer(from: "198.51.100.1, 198.51.100.2").hasPrefix("HTTP/1.1 200"))
    }
  }

  @Test func aThousandDevicesComeBackBehindOneAddress() throws {
    let limit = RateLimit<Int>(
      perMinute: ServerLimits().requestsPerMinuteOfAddress, problem: .tooManyRequests, clock: { .zero })
    for _ in 0..<10_000 { try limit.take(1) }
    // And whoever asks without end is slowed down.
    #expect(throws: Problem.self) { for _ in 0..<10_000 { try limit.take(1) } }
  }
}
