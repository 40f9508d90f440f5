import Domain
import HummingbirdTesting
import Sealing
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

  /// Whoever guesses codes is stopped by the address, also behind a proxy; nobody else is.
  @Test func aStrangerWhoGuessesLocksNobodyElseOut() async throws {
    var server = try TestServer()
    server.limits.failedEnrolmentsPerMinute = 3
    server.exposure.isBehindProxy = true
    let code = try await server.team().code
    try await server.application.application().test(.live) { client in
      let port = try #require(client.port)
      func enrol(_ code: String, from forwarded: String) async throws -> String {
        let body = try EnrolmentRequest(
          code: #require(InvitationCode(code)), deviceName: "x", keys: DeviceKeys()
        ).bytes
        let connection = try await RawConnection(port: port)
        await connection.send(
          "POST /v1/enrol HTTP/1.1",
          ["Connection: close", "X-Forwarded-For: \(forwarded)"], body: body)
        try await connection.waitForEnd()
        return connection.text
      }
      for _ in 0..<3 {
        #expect(try await enrol(InvitationCode.random().text, from: "198.51.100.1").contains("code-unknown"))
      }
      // Not even with a good code, and whatever else is claimed.
      for forwarded in ["198.51.100.1", "192.0.2.77, 198.51.100.1"] {
        let refused = try await enrol(code, from: forwarded)
        #expect(refused.hasPrefix("HTTP/1.1 429") && refused.contains("too-many-attempts"))
      }
      #expect(try await enrol(code, from: "198.51.100.2").hasPrefix("HTTP/1.1 200"))
    }
    let records = try await server.store.audit(in: .min..<(.max)).filter { $0.what == "enrolment-refused" }
    #expect(records.map(\.count) == [3])
    #expect(records.map(\.doer.neighbourhood) == ["198.51.100.0/24"])
  }

  /// Many strangers at once slow everybody down, and keep nobody out.
  @Test func manyStrangersOnlySlowOthersDown() async throws {
    var server = try TestServer()
    server.limits.failedEnrolmentsUntilSlow = 5
    let waits = Mutex(0)
    server.limits.slowing = { waits.withLock { $0 += 1 } }
    try await server.run { [server] transport in
      for _ in 0..<5 {
        await #expect(throws: SyncFault.self) { try await transport.enrol(InvitationCode.random().text) }
      }
      #expect(waits.withLock(\.self) == 0)
      _ = try await transport.enrol(try await server.team().code)
      #expect(waits.withLock(\.self) == 1)
      server.clock.advance(milliseconds: 60_000)
      _ = try await transport.enrol(try await server.team().code)
      #expect(waits.withLock(\.self) == 1)
    }
  }

  /// Over a real socket the count is by the connection's own address, and by the device: nothing that a client says changes
  /// it.
  @Test func addressesAndDevicesAreCountedOverASocket() async throws {
    var server = try TestServer()
    server.limits.requestsPerMinuteOfAddress = 10
    server.limits.requestsPerMinuteOfDevice = 3
    let devices = Mutex<[TestDevice]>([])
    try await server.application.application().test(.router) { [server] client in
      let team = try await server.team().id
      for _ in 0..<2 {
        let device = try await server.device(in: team, over: RouterTransport(client: client))
        devices.withLock { $0.append(device) }
      }
    }
    let (first, second) = devices.withLock { ($0[0], $0[1]) }
    try await server.application.application().test(.live) { client in
      let port = try #require(client.port)
      func ask(_ device: TestDevice, claiming forwarded: String) async throws -> String {
        let body = try device.signed(
          SyncRequest(stream: device.journal.stream, push: .init(base: device.journal.mark, entries: [])))
        let connection = try await RawConnection(port: port)
        await connection.send(
          "POST /v1/sync HTTP/1.1",
          [
            "Connection: close", "Authorization: Bearer \(device.enrolment.token)", "X-Forwarded-For: \(forwarded)",
          ], body: body)
        try await connection.waitForEnd()
        return connection.text
      }
      for number in 1...3 { #expect(try await ask(first, claiming: "192.0.2.\(number)").hasPrefix("HTTP/1.1 200")) }
      #expect(try await ask(first, claiming: "192.0.2.9").contains("too-many-requests"))
      for number in 1...3 { #expect(try await ask(second, claiming: "192.0.2.\(number)").hasPrefix("HTTP/1.1 200")) }
      // Seven so far; three more, and then nobody behind this address is heard, not even about the server's health.
      for _ in 0..<3 { _ = try await ask(first, claiming: "192.0.2.3") }
      let connection = try await RawConnection(port: port)
      await connection.send("GET /health HTTP/1.1", ["Connection: close"])
      try await connection.waitForEnd()
      #expect(connection.text.hasPrefix("HTTP/1.1 429"))
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
