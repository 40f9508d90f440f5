import Domain
import Sealing
import ServerTesting
import SyncCore
import Testing

@testable import Server

/// How every store keeps devices, what they may do, and what was done to them.
@Suite(.timeLimit(.minutes(3))) struct StoreDevicesTests {
  private func enrol(_ device: String, _ code: String, on server: TestServer) async throws -> Role {
    try await server.store.enrol(.sample(device, code: try digest(of: code)), now: server.clock.now).role
  }

  @Test(arguments: StoreKind.allCases) func aDeviceHasTheRoleOfItsNewestInvitation(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let team = try await server.team().id
    for role in Role.allCases {
      #expect(try await enrol(role.rawValue, server.invite(team, role: role), on: server) == role)
    }
    #expect(Set(try await server.store.devices(team: team).map(\.role)) == Set(Role.allCases))
    let leading = try await server.invite(team, role: .leader)
    #expect(try await enrol("a", leading, on: server) == .leader)
    #expect(try await enrol("a", server.invite(team), on: server) == .volunteer)
    // The earlier invitation is still good for this device, but not for the role that was taken from it.
    #expect(try await enrol("a", leading, on: server) == .volunteer)
    #expect(try await server.store.device(team: team, id: "a")?.role == .volunteer)
  }

  @Test(arguments: StoreKind.allCases) func devicesAreListedAsTheyStand(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let store = server.store
    let team = try await server.team().id
    let start = server.clock.now
    for (device, holder) in [("b", "Chị Hoa"), ("a", nil)] {
      let code = InvitationCode.random()
      let deed = TeamDeed.invite(code: code.digest, role: .volunteer, holder: holder, days: 1)
      try await store.carryOut(deed, for: team, by: DeedOrigin(device: nil, time: server.clock.now))
      _ = try await enrol(device, code.text, on: server)
      server.clock.advance(milliseconds: 1)
    }
    try await store.noteSeen(device: "a", team: team, now: start + 50)
    try await store.carryOut(
      .rename(device: "b", name: "Máy thôn 3"), for: team, by: DeedOrigin(device: "a", time: start + 60))
    try await server.revoke("a", in: team)
    try await store.keepAside([1], of: "a", team: team, now: 1)
    try await store.keepAside([2], of: "a", team: team, now: 2)
    let devices = try await store.teamDevices(team)
    #expect(
      devices == [
        TeamDevice(
          id: "b", name: "Máy thôn 3", holder: "Chị Hoa", role: "volunteer", enrolled: start, seen: nil, revoked: nil,
          forked: nil, aside: 0),
        TeamDevice(
          id: "a", name: "Máy 1", holder: nil, role: "volunteer", enrolled: start + 1, seen: start + 50,
          revoked: start + 2, forked: nil, aside: 2),
      ])
    #expect(try await server.storeOfAnotherServer().teamDevices(team) == devices)
    #expect(try await store.teamDevices(server.team().id).isEmpty)
  }

  /// The token was looked at before; the device is revoked by the time of the transaction.
  @Test(arguments: StoreKind.allCases) func aPushThatARevocationOvertookIsRefused(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let writer = try await StoreWriter(1, joining: server.team().id, of: server)
    try await server.revoke(writer.stream.device, in: writer.team)
    for push in [writer.pushing([.sample()]), writer.pushing([])] {
      let question = JournalExchange.Question(stream: writer.stream, push: push)
      await #expect(throws: Problem(.deviceRevoked)) {
        try await server.store.exchange(question, team: writer.team, now: 0)
      }
      #expect(try await server.store.entries(team: writer.team).isEmpty)
    }
    let question = JournalExchange.Question(stream: writer.stream, push: writer.pushing([.sample()]))
    _ = try await server.store.exchange(question, team: writer.team, admitting: .revokedToo, now: 0)
    #expect(try await server.store.entries(team: writer.team).count == 1)
  }

  @Test(arguments: StoreKind.allCases) func whatWasDecidedAboutDoesNotWaitAgain(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let writer = try await StoreWriter(1, joining: server.team().id, of: server)
    let device = writer.stream.device
    for message in [[1], [2]] as [[UInt8]] {
      try await server.store.keepAside(message, of: device, team: writer.team, now: 1)
    }
    try await server.store.settleAside(
      [Fingerprint(of: [1])], of: device, as: .discarded, team: writer.team, by: DeedOrigin(device: nil, time: 2))
    for _ in 0..<2 { try await server.store.keepAside([1], of: device, team: writer.team, now: 3) }
    #expect(try await server.store.keptAside(team: writer.team).map(\.message) == [[2]])
    #expect(try await server.store.asideCounts(team: writer.team) == [device: 1])
  }

  @Test(arguments: StoreKind.allCases) func aDeedIsDoneOnceAndKept(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let store = server.store
    let (team, code) = try await server.team()
    let now = server.clock.now
    _ = try await enrol("a", code, on: server)
    let invited = try await store.deeds(team: team)
    #expect(invited.map(\.what) == ["invite"])
    #expect(invited.map(\.subject) == [try digest(of: code).hexadecimal])
    #expect(invited.map(\.detail) == ["volunteer"])
    func rename(_ id: String, _ name: String, at time: Int64, device: String = "a") async throws {
      let origin = DeedOrigin(id: id, device: "leader", time: time)
      try await store.carryOut(.rename(device: device, name: name), for: team, by: origin)
    }
    try await rename("1", "Một", at: now + 1)
    try await rename("2", "Hai", at: now + 2)
    // It comes again, by a lost answer or by somebody who listened.
    try await rename("1", "Một", at: now + 3)
    #expect(try await store.device(team: team, id: "a")?.name == "Hai")
    await #expect(throws: Problem(.deviceUnknown)) { try await rename("3", "Ba", at: now, device: "b") }
    let revoking = DeedOrigin(id: "4", device: nil, time: now + 4)
    try await store.carryOut(.revoke(device: "a"), for: team, by: revoking)
    #expect(
      try await store.deeds(team: team).dropFirst() == [
        DeedRecord(
          origin: DeedOrigin(id: "1", device: "leader", time: now + 1), what: "rename", subject: "a", detail: "Một"),
        DeedRecord(
          origin: DeedOrigin(id: "2", device: "leader", time: now + 2), what: "rename", subject: "a", detail: "Hai"),
        DeedRecord(origin: revoking, what: "revoke", subject: "a", detail: nil),
      ])
    await #expect(throws: StoreFault.teamUnknown("x")) {
      try await store.carryOut(.revoke(device: "a"), for: "x", by: revoking)
    }
  }

  @Test(arguments: StoreKind.allCases) func aCodeIsOneInvitations(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let (team, code) = try await server.team()
    let other = try await server.team().id
    let deed = TeamDeed.invite(code: try digest(of: code), role: .administrator, holder: nil, days: 365)
    for place in [team, other] {
      await #expect(throws: Problem(.malformedMessage)) {
        try await server.store.carryOut(deed, for: place, by: DeedOrigin(device: nil, time: 0))
      }
    }
    #expect(try await server.store.deeds(team: other).count == 1)
    #expect(try await enrol("a", code, on: server) == .volunteer)
  }

  @Test(arguments: StoreKind.allCases) func onlyWhatWasDecidedIsGivenUp(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let store = server.store
    let (team, code) = try await server.team()
    _ = try await enrol("a", code, on: server)
    for (message, device) in [([1 as UInt8], "a"), ([2], "a"), ([3], "b")] {
      try await store.keepAside(message, of: device, team: team, now: Int64(message[0]))
    }
    let decided = [Fingerprint(of: [1]), Fingerprint(of: [3]), Fingerprint(of: [9])]
    let origin = DeedOrigin(device: nil, time: server.clock.now + 1)
    try await store.settleAside(decided, of: "a", as: .discarded, team: team, by: origin)
    #expect(try await store.keptAside(team: team).map(\.message) == [[2], [3]])
    #expect(try await store.asideCounts(team: team) == ["a": 1, "b": 1])
    try await store.settleAside(decided, of: "a", as: .discarded, team: team, by: DeedOrigin(device: nil, time: 1))
    #expect(
      try await store.deeds(team: team).dropFirst() == [
        DeedRecord(origin: origin, what: "discarded-aside", subject: "a", detail: "1")
      ])
  }
}
