import Domain
import Reporting
import Sealing
import Server
import ServerTesting
import SyncClient
import SyncCore
import SyncTesting
import Testing

extension TestDevice {
  /// A request about a team as this device would sign it.
  func signed(_ request: TeamRequest) throws -> [UInt8] {
    try SignedMessage.sign(request.bytes, for: .team, with: keys.signingPrivate)
  }

  /// What becomes of the devices of a team, its own unless another is named, after a deed or none.
  func devices(
    after deed: TeamDeed? = nil, team: String? = nil, over transport: RouterTransport
  ) async throws -> [TeamDevice] {
    let request = TeamRequest(team: team ?? enrolment.team, deed: deed)
    let reply = try await transport.send(Route.team, body: signed(request), token: enrolment.token)
    if let problem = Problem(bytes: reply.body) { throw problem }
    let answer = try SignedMessage.open(reply.body, for: .answer, from: enrolment.serverKey ?? [])
    let response = try TeamResponse(bytes: answer)
    #expect(response.request == request.id)
    return response.devices
  }
}

@Suite struct TeamRouteTests {
  private func invitation(_ role: Role, code: InvitationCode = .random()) -> TeamDeed {
    .invite(code: code.digest, role: role, holder: nil, days: 7)
  }

  @Test func aLeaderListsInvitesRenamesAndRevokes() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let leader = try await server.device(role: .leader, over: transport)
      #expect(leader.enrolment.role == "leader")
      let code = InvitationCode.random()
      let deed = TeamDeed.invite(code: code.digest, role: .volunteer, holder: "Chị Hoa", days: 7)
      #expect(try await leader.devices(after: deed, over: transport).count == 1)
      let keys = DeviceKeys()
      let joined = try await transport.enrol(code.text, keys: keys)
      #expect(joined.role == "volunteer")
      #expect(joined.team == leader.enrolment.team)
      let name = TeamDeed.rename(device: keys.deviceID, name: "Máy thôn 3")
      let renamed = try await leader.devices(after: name, over: transport)
      #expect(Set(renamed.map(\.name)) == ["Máy của Tư", "Máy thôn 3"])
      #expect(renamed.first { $0.id == keys.deviceID }?.holder == "Chị Hoa")
      let revoked = try await leader.devices(after: .revoke(device: keys.deviceID), over: transport)
      #expect(revoked.first { $0.id == keys.deviceID }?.revoked == server.clock.now)
      await #expect(throws: Problem(.deviceUnknown)) {
        try await leader.devices(after: .revoke(device: String(repeating: "0", count: 32)), over: transport)
      }
      let deeds = try await server.store.deeds(team: joined.team).filter { $0.origin.device == leader.keys.deviceID }
      #expect(Set(deeds.map(\.what)) == ["invite", "rename", "revoke"])
      #expect(deeds.allSatisfy { $0.origin.time == server.clock.now })
    }
  }

  @Test func aLeaderDoesNotPutOutWhomAnAdministratorPutThere() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let team = try await server.team().id
      let leader = try await server.device(in: team, role: .leader, over: transport)
      for role in [Role.administrator, .trainer] {
        let other = try await server.device(in: team, role: role, over: transport).keys.deviceID
        for deed in [TeamDeed.revoke(device: other), .rename(device: other, name: "x")] {
          await #expect(throws: Problem(.notAllowed)) { try await leader.devices(after: deed, over: transport) }
        }
        #expect(try await server.store.device(team: team, id: other)?.isRevoked == false)
      }
      let second = try await server.device(in: team, role: .leader, over: transport).keys.deviceID
      let devices = try await leader.devices(after: .revoke(device: second), over: transport)
      #expect(devices.filter { $0.revoked != nil }.map(\.id) == [second])
    }
  }

  @Test func whatARoleDoesNotAllowIsRefusedAndChangesNothing() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let team = try await server.team().id
      let elsewhere = try await server.device(over: transport)
      let target = try await server.device(in: team, over: transport)
      let deeds: [TeamDeed?] = [
        nil, .rename(device: target.keys.deviceID, name: "x"), .revoke(device: target.keys.deviceID),
        invitation(.volunteer),
      ]
      for role in [Role.volunteer, .trainer] {
        let asking = try await server.device(in: team, role: role, over: transport)
        // A trainer may see which devices there are, and their guides.
        for deed in deeds where role != .trainer || deed != nil {
          await #expect(throws: Problem(.notAllowed)) { try await asking.devices(after: deed, over: transport) }
        }
      }
      let leader = try await server.device(in: team, role: .leader, over: transport)
      for role in [Role.leader, .trainer, .administrator] {
        let deed = invitation(role)
        await #expect(throws: Problem(.notAllowed)) { try await leader.devices(after: deed, over: transport) }
      }
      for other in [elsewhere.enrolment.team, "nobody"] {
        await #expect(throws: Problem(.notAllowed)) { try await leader.devices(team: other, over: transport) }
      }
      #expect(try await server.store.deeds(team: team).allSatisfy { $0.origin.device == nil })
      #expect(try await server.store.device(team: team, id: target.keys.deviceID)?.isRevoked == false)
    }
  }

  /// An administrator answers for every team of a unit and of what became part of it.
  @Test func anAdministratorReachesTheTeamsOfItsUnit() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let provinces = "code,name,kind,parent,merged_into\n01,Tỉnh A,province,,\n04,Tỉnh B,province,,\n"
      let lists = [
        "00004,Xã Tân Hòa,commune,04,\n00025,Xã Bình An,commune,01,\nv-1,Thôn Một,village,00004,",
        "00004,Xã Tân Hòa,commune,04,00025\n00025,Xã Bình An,commune,01,",
      ]
      for list in lists {
        let csv = Array((provinces + list).utf8)
        _ = try await server.store.changeUnits { try $0.load(csv: csv, on: CivilDate(dayNumber: 20_000)) }
      }
      var teams: [String: String] = [:]
      for unit in ["00025", "v-1", "04", "01"] {
        let team = try await server.team().id
        try await server.store.place(team: team, in: unit)
        teams[unit] = team
      }
      let administrator = try await server.device(in: teams["00025"], role: .administrator, over: transport)
      let village = try #require(teams["v-1"])
      #expect(try await administrator.devices(after: invitation(.leader), team: village, over: transport).isEmpty)
      #expect(try await server.store.deeds(team: village).map(\.detail).contains("leader"))
      for unit in ["04", "01"] {
        let other = try #require(teams[unit])
        await #expect(throws: Problem(.notAllowed)) { try await administrator.devices(team: other, over: transport) }
      }
    }
  }

  @Test func aRequestThatComesTwiceIsCarriedOutOnce() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let leader = try await server.device(role: .leader, over: transport)
      let (device, token) = (leader.keys.deviceID, leader.enrolment.token)
      let first = try leader.signed(
        TeamRequest(team: leader.enrolment.team, deed: .rename(device: device, name: "Một")))
      #expect(try await transport.send(Route.team, body: first, token: token).status == 200)
      _ = try await leader.devices(after: .rename(device: device, name: "Hai"), over: transport)
      let again = try await transport.send(Route.team, body: first, token: token)
      #expect(again.status == 200)
      #expect(try await leader.devices(over: transport).map(\.name) == ["Hai"])
      #expect(try await server.store.deeds(team: leader.enrolment.team).count { $0.what == "rename" } == 2)
    }
  }

  /// Whoever stands on the way cannot show a leader how the devices stood before.
  @Test func anEarlierAnswerIsNotTakenForThisOne() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let leader = try await server.device(role: .leader, over: transport)
      let request = TeamRequest(team: leader.enrolment.team, deed: nil)
      let earlier = try await transport.send(Route.team, body: leader.signed(request), token: leader.enrolment.token)
      func inquiry(_ transport: any Transport) -> TeamInquiry<MemoryJournal> {
        TeamInquiry(leader.journal, keys: leader.keys, over: transport)
      }
      #expect(try await inquiry(transport).devices().count == 1)
      await #expect(throws: SyncFault.badAnswer(status: 200)) { try await inquiry(Replaying(reply: earlier)).devices() }
      let other = try #require(earlier.body.last) ^ 1
      let unsigned = TransportReply(status: 200, body: earlier.body.dropLast() + [other])
      await #expect(throws: SyncFault.notTheServer) { try await inquiry(Replaying(reply: unsigned)).devices() }
    }
  }

  /// A way to the server on which somebody answers in its stead.
  private struct Replaying: Transport {
    let reply: TransportReply
    func send(_ route: String, body: [UInt8], token: String?) async throws -> TransportReply { reply }
  }

  @Test func strangersAndBadMessagesAreRefused() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let leader = try await server.device(role: .leader, over: transport)
      let token = leader.enrolment.token
      let request = TeamRequest(team: leader.enrolment.team, deed: .revoke(device: leader.keys.deviceID))
      func problem(_ body: [UInt8], token: String? = token) async throws -> ProblemCode? {
        try await transport.problem(Route.team, body: body, token: token)?.code
      }
      #expect(try await problem(leader.signed(request), token: nil) == .tokenRefused)
      let stranger = DeviceKeys()
      let forged = try SignedMessage.sign(request.bytes, for: .team, with: stranger.signingPrivate)
      #expect(try await problem(forged) == .proofRefused)
      let purpose = try SignedMessage.sign(request.bytes, for: .request, with: leader.keys.signingPrivate)
      #expect(try await problem(purpose) == .proofRefused)
      for deed in [
        #"{"what":"drop"}"#, #"{"device":"x","what":"revoke"}"#,
        "{\"device\":\"\(leader.keys.deviceID)\",\"name\":\" \",\"what\":\"rename\"}",
        "{\"code\":\"\(Fingerprint(of: [1]).hexadecimal)\",\"days\":0,\"role\":\"volunteer\",\"what\":\"invite\"}",
        "{\"code\":\"\(Fingerprint(of: [1]).hexadecimal)\",\"days\":7,\"role\":\"king\",\"what\":\"invite\"}",
      ] {
        let text = "{\"deed\":\(deed),\"id\":\"\(request.id)\",\"team\":\"\(request.team)\"}\n\0"
        let body = try SignedMessage.sign(Array(text.utf8), for: .team, with: leader.keys.signingPrivate)
        #expect(try await problem(body) == .malformedMessage, "\(deed)")
      }
      try await server.revoke(leader.keys.deviceID, in: leader.enrolment.team)
      #expect(try await problem(leader.signed(request)) == .deviceRevoked)
    }
  }

  @Test func whenADeviceWasSeenIsWrittenOnceAnHour() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let device = try await server.device(over: transport)
      let start = server.clock.now
      func seen() async throws -> Int64? {
        try await server.store.device(team: device.enrolment.team, id: device.keys.deviceID)?.seen
      }
      #expect(try await seen() == nil)
      try await device.sync(over: transport)
      #expect(try await seen() == start)
      server.clock.advance(milliseconds: 3_599_999)
      try await device.sync(over: transport)
      #expect(try await seen() == start)
      server.clock.advance(milliseconds: 1)
      try await device.sync(over: transport)
      #expect(try await seen() == start + 3_600_000)
    }
  }

  @Test func forksAreShownAtTheirDevice() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let leader = try await server.device(role: .leader, over: transport)
      let device = try await server.device(in: leader.enrolment.team, over: transport)
      device.journal.append(.sample())
      let clone = device.copy()
      device.journal.append(.sample())
      clone.journal.append(.sample())
      try await device.sync(over: transport)
      server.clock.advance(milliseconds: 5)
      try await clone.sync(over: transport)
      let forked = try await leader.devices(over: transport).map { ($0.id, $0.forked) }
      #expect(forked.first { $0.0 == device.keys.deviceID }?.1 == server.clock.now)
      #expect(forked.first { $0.0 == leader.keys.deviceID }?.1 == nil)
    }
  }
}
