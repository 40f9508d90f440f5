import Domain
import Sealing
import ServerTesting
import SyncClient
import SyncCore
import SyncTesting
import Testing

@testable import Server

@Suite struct EnrolmentTests {
  private func refused(_ code: ProblemCode) -> SyncFault { .refused(Problem(code)) }

  @Test func aDeviceJoinsTheTeamOfItsCodeHoweverItIsTyped() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let (team, code) = try await server.team()
      let keys = DeviceKeys()
      let typed = code.lowercased().replacing("-", with: " ").replacing("0", with: "o").replacing("1", with: "l")
      let enrolment = try await transport.enrol(typed, keys: keys)
      #expect(enrolment.device == keys.deviceID)
      #expect(enrolment.team == team)
      #expect(enrolment.teamName == "Tổ ấp 3")
      #expect(enrolment.unitName == "Xã Tân Hòa")
      #expect(enrolment.epoch == (try await server.store.facts().epoch))
    }
  }

  @Test func wrongExpiredAndUsedCodesAreRefusedByName() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let (team, code) = try await server.team()
      await #expect(throws: refused(.codeUnknown)) { try await transport.enrol(InvitationCode.random().text) }
      await #expect(throws: refused(.codeUnknown)) { try await transport.enrol("") }
      _ = try await transport.enrol(code)
      await #expect(throws: refused(.codeUsed)) { try await transport.enrol(code) }
      let late = try await server.invite(team)
      server.clock.advance(days: 14)
      await #expect(throws: refused(.codeExpired)) { try await transport.enrol(late) }
    }
  }

  @Test func theSameDeviceMayRepeatACodeWhoseAnswerWasLostAndOnlyItsNewTokenIsGood() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let code = try await server.team().code
      let keys = DeviceKeys()
      let lost = try await transport.enrol(code, keys: keys)
      let enrolment = try await transport.enrol(code, keys: keys)
      #expect(lost.token != enrolment.token)
      let stream = StreamID(device: keys.deviceID, incarnation: "0000000000000001")
      let journal = MemoryJournal(stream: stream, enrolment: enrolment)
      let device = TestDevice(journal: journal, keys: keys, enrolment: enrolment)
      try await device.sync(over: transport)
      let request = try device.signed(
        SyncRequest(stream: stream, push: .init(base: journal.mark, entries: [])))
      let refused = try await transport.problem(Route.sync, body: request, token: lost.token)
      #expect(refused == Problem(.tokenRefused))
      // The device's key gets it another.
      journal.record(lost)
      try await device.sync(over: transport)
      #expect(![lost.token, enrolment.token].contains(journal.enrolment()?.token))
    }
  }

  @Test func nobodyJoinsInAnotherDevicesName() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let code = try await server.team().code
      let keys = DeviceKeys()
      let enrolment = try await transport.enrol(code, keys: keys)
      let thief = try EnrolmentRequest(code: #require(InvitationCode(code)), deviceName: "x", keys: DeviceKeys())
      let members = try #require(CanonicalValue(bytes: thief.bytes).object)
      let forged = CanonicalValue.object(
        members.merging(["signing_key": .text(Hexadecimal.text(keys.signingPublic))]) { $1 })
      #expect(try await transport.problem(Route.enrol, body: forged.bytes) == Problem(.proofRefused))
      let token = enrolment.token.split(separator: ".")[1]
      let device = try await server.store.device(team: enrolment.team, token: DeviceToken.digest(secret: token))
      #expect(device?.id == keys.deviceID)
    }
  }

  @Test func aDeviceBelongsToOneTeam() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let keys = DeviceKeys()
      _ = try await transport.enrol(try await server.team().code, keys: keys)
      let other = try await server.team().code
      await #expect(throws: refused(.deviceElsewhere)) { try await transport.enrol(other, keys: keys) }
      // The refusal did not use the invitation up.
      _ = try await transport.enrol(other)
    }
  }

  @Test func aRevokedDeviceIsToldAndKeepsEverything() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let team = try await server.team().id
      let device = try await server.device(in: team, over: transport)
      let (journal, enrolment) = (device.journal, device.enrolment)
      journal.append(.sample())
      try await server.revoke(enrolment.device, in: team)
      await #expect(throws: SyncFault.tokenRefused(isRevoked: true)) { try await device.sync(over: transport) }
      #expect(journal.entries.count == 1)
      #expect(journal.enrolment() == enrolment)
    }
  }

  @Test func guessingIsSlowedDown() async throws {
    var server = try TestServer()
    server.limits.failedEnrolmentsPerMinute = 3
    try await server.run { [server] transport in
      let code = try await server.team().code
      for _ in 0..<3 {
        await #expect(throws: SyncFault.self) { try await transport.enrol(InvitationCode.random().text) }
      }
      await #expect(throws: SyncFault.refused(Problem(.tooManyAttempts, retryAfter: 20))) {
        try await transport.enrol(code)
      }
      server.clock.advance(days: 1)
      _ = try await transport.enrol(code)
    }
  }

  @Test func secretsAreKeptOnlyAsDigests() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let code = try await server.team().code
      let enrolment = try await transport.enrol(code)
      let secret = enrolment.token.split(separator: ".")[1]
      let file = try server.bytesOnDisk()
      for text in [code, code.replacing("-", with: ""), String(secret)] {
        #expect(file.firstRange(of: Array(text.utf8)) == nil)
      }
      #expect(file.firstRange(of: Array("Máy của Tư".utf8)) != nil)
    }
  }

  @Test func noTwoCodesAreAlike() {
    #expect(Set((0..<100).map { _ in InvitationCode.random() }).count == 100)
  }
}
