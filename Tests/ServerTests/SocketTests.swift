import Domain
import HummingbirdTesting
import Sealing
import Server
import ServerTesting
import SyncClient
import SyncCore
import SyncTesting
import Testing

@Suite struct SocketTests {
  @Test(.timeLimit(.minutes(10))) func aDeviceJoinsAndSyncsOverHTTP() async throws {
    let server = try TestServer()
    try await server.application.application().test(.live) { client in
      let url = "http://127.0.0.1:\(try #require(client.port))/"
      let keys = DeviceKeys()
      let code = try await server.team().code
      let enrolment = try await Enrolling.enrol(at: url, code: code, name: "Máy 1", keys: keys)
      let journal = MemoryJournal(
        stream: StreamID(device: keys.deviceID, incarnation: Randomness.incarnation()), enrolment: enrolment)
      for _ in 0..<600 { journal.append(.sample()) }
      let summary = try await HTTPTransport.reaching(ServerAddress(url)) { transport in
        try await SyncExchange(over: transport, keys: keys).run(on: journal)
      }
      #expect(summary.entriesSent == 600)
      #expect(journal.standing().place.change == 600)
      #expect(try await server.store.entries(team: enrolment.team).count == 600)
      await #expect(throws: SyncFault.refused(Problem(.codeUsed))) {
        try await Enrolling.enrol(at: url, code: code, name: "Máy 2", keys: DeviceKeys())
      }
      await #expect(throws: SyncFault.badAnswer(status: 200)) {
        // A server that answers something else, as the login page of a public network does.
        try await Enrolling.enrol(
          at: ServerAddress("http://a"), code: code, name: "", keys: DeviceKeys(), over: LoginPage())
      }
    }
  }

  @Test(.timeLimit(.minutes(10))) func anUnreachableServerIsNotWaitedFor() async throws {
    let keys = DeviceKeys()
    let journal = MemoryJournal.sample(StreamID(device: keys.deviceID, incarnation: Randomness.incarnation()))
    journal.append(.sample())
    await #expect(throws: SyncFault.unreachable(.connectionRefused)) {
      try await HTTPTransport.reaching(ServerAddress("http://127.0.0.1:1")) { transport in
        try await SyncExchange(over: transport, keys: keys).run(on: journal)
      }
    }
    #expect(journal.mark.sequence == 0)
    await #expect(throws: SyncFault.unreachable(.nameUnknown)) {
      try await Enrolling.enrol(
        at: "http://camtay.invalid", code: InvitationCode.random().text, name: "x", keys: DeviceKeys())
    }
  }
}

private struct LoginPage: Transport {
  func send(_ route: String, body: [UInt8], token: String?) async throws -> TransportReply {
    TransportReply(status: 200, body: Array("<html>Đăng nhập Wi-Fi</html>".utf8))
  }
}
