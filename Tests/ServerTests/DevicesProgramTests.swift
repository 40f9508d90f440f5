import Domain
import Foundation
import Sealing
import Server
import ServerTesting
import SyncClient
import SyncCore
import SyncTesting
import Testing

/// `camtay-server invite` and `camtay-server devices`, as administrators meet them.
@Suite(.timeLimit(.minutes(2))) struct DevicesProgramTests {
  private let server: TestServer
  private let team: String

  init() async throws {
    server = try TestServer()
    // The program goes by the machine's clock.
    server.clock.advance(milliseconds: SystemClock.now() - server.clock.now)
    team = try await server.team().id
  }

  private func run(_ words: String...) throws -> ServerProgram.Run {
    try ServerProgram.run(words + ["--database", "sqlite:\(server.path)", "--team", team])
  }

  private func fields(_ run: ServerProgram.Run) -> [[String]] {
    run.output.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
  }

  @Test func anInvitationIsACodeALinkAndAPicture() async throws {
    let plain = try run("invite", "--role", "leader", "--for", "Anh Tư").output
    let code = try #require(InvitationCode(plain))
    #expect(plain == code.text + "\n")
    #expect(code.text.wholeMatch(of: /([0-9A-Z]{5}-){4}[0-9A-Z]{5}/) != nil)
    let whole = try run("invite", "--server", "https://camtay.test", "--qr").output.split(separator: "\n")
    let link = try #require(InvitationLink(String(whole[1])))
    #expect(link.server == "https://camtay.test")
    #expect(link.code.text == whole[0])
    #expect(whole.count > 20)
    #expect(whole.dropFirst(2).allSatisfy { $0.hasPrefix("\u{1B}[38;5;16;48;5;231m") })
    #expect(try run("invite", "--qr").output.split(separator: "\n").count > 15)
    for server in ["", "a b", "a#b"] { #expect(try run("invite", "--server", server).status == 2) }
    #expect(try run("invite", "--role", "king").status == 2)
    #expect(try run("invite", "--days", "0").status == 2)
    try await server.run { transport in
      let roles = [try await transport.enrol(code.text).role, try await transport.enrol(link.code.text).role]
      #expect(roles == ["leader", "volunteer"])
    }
  }

  /// What the server takes in, every device can read: a longer name would cut the team off from the list of its devices.
  @Test func aNameIsNoLongerThanDevicesReadIt() async throws {
    let longest = String(repeating: "ộ", count: 66) + "ab"
    let database = ["--database", "sqlite:\(server.path)"]
    for long in [longest + "c", String(repeating: "a", count: 1200)] {
      for words in [
        ["invite", "--team", team, "--for", long], ["team", "create", "--name", long],
        ["team", "create", "--name", "a", "--unit", long], ["team", "place", "--team", team, "--unit", long],
        ["devices", "rename", "--team", team, "0", long],
      ] {
        let refused = try ServerProgram.run(words + database)
        #expect(refused.status == 2, "\(words.prefix(2))")
        #expect(refused.errors.contains("1–200"), "\(refused.errors)")
      }
    }
    let named = try ServerProgram.run(["team", "create", "--name", longest, "--unit", longest] + database)
    let id = try #require(named.output.split(separator: "\n").first.map(String.init))
    let invite = ["invite", "--team", id, "--role", "leader", "--for", longest]
    let code = try ServerProgram.run(invite + database).output.trimmed
    try await server.run { transport in
      let keys = DeviceKeys()
      let enrolment = try await transport.enrol(code, keys: keys)
      #expect(enrolment.teamName == longest)
      #expect(enrolment.unitName == longest)
      let journal = MemoryJournal(
        stream: StreamID(device: keys.deviceID, incarnation: Randomness.incarnation()), enrolment: enrolment)
      let leader = TestDevice(journal: journal, keys: keys, enrolment: enrolment)
      #expect(try await leader.devices(over: transport).map(\.holder) == [longest])
    }
  }

  @Test func devicesAreListedRenamedAndRevokedByTheBeginningOfTheirIds() async throws {
    try await server.run { transport in
      let device = try await server.device(in: team, role: .leader, over: transport)
      let other = try await server.device(in: team, over: transport)
      let id = device.keys.deviceID
      #expect(try run("devices", "rename", String(id.prefix(8)), "Máy thôn 3").status == 0)
      #expect(try run("devices", "revoke", id).status == 0)
      let listed = fields(try run("devices", "list"))
      #expect(listed.count == 2)
      let row = try #require(listed.first { $0[0] == id })
      #expect(row[1...3] == ["Máy thôn 3", "-", "leader"])
      #expect(row[4] == CivilTime.iso(milliseconds: server.clock.now))
      #expect(row[5] == "-")
      #expect(row[6].hasSuffix("+07:00"))
      #expect(row[7...] == ["-", "0"])
      #expect(listed.first { $0[0] == other.keys.deviceID }?[6] == "-")
      for unknown in ["", "zz"] {
        let refused = try run("devices", "revoke", unknown)
        #expect(refused.status == 1)
        #expect(refused.errors.hasPrefix("camtay-server: No device of the team begins with “\(unknown)”"))
      }
      #expect(fields(try run("devices", "deeds")).map { $0[2] } == ["invite", "invite", "invite", "rename", "revoke"])
      let nobody = try ServerProgram.run(
        ["devices", "list", "--database", "sqlite:\(server.path)", "--team", "nobody"])
      #expect(nobody.status == 1)
    }
  }

  /// What a revoked device left is taken in as if it had come in time, also where its stream was given up for another.
  @Test func whatARevokedDeviceLeftIsTakenInOrGivenUp() async throws {
    try await server.run { transport in
      let carrier = try await server.device(in: team, over: transport)
      let device = try await server.device(in: team, over: transport)
      let clone = device.copy()
      device.journal.append(.sample())
      try await device.sync(over: transport)
      device.journal.append(.sample())
      clone.journal.append(.sample())
      try await server.revoke(device.keys.deviceID, in: team)
      for machine in [device, clone] {
        let base = machine.journal.mark
        let rest = Array(machine.journal.entries.suffix(1))
        let request = try machine.signed(
          SyncRequest(stream: machine.journal.stream, push: .init(base: base, entries: rest)))
        let problem = try await transport.problem(Route.carry, body: request, token: carrier.enrolment.token)
        #expect(problem == Problem(.keptAside))
      }
      let id = device.keys.deviceID
      try await server.store.keepAside([1, 2, 3], of: id, team: team, now: .max / 2)
      #expect(fields(try run("devices", "aside")).map { $0[0] } == [id, id, id])
      #expect(fields(try run("devices", "list")).first { $0[0] == id }?.last == "3")
      #expect(try run("devices", "aside", "--accept", id, "--discard", id).status == 2)

      let accepted = try run("devices", "aside", "--accept", id)
      #expect(accepted.output == "Took in 2 message(s) as if they had come in time.\n")
      #expect(accepted.status == 1)
      #expect(accepted.errors.contains("1 message(s) could not be taken in (malformed-message)"))
      let stored = try await server.store.entries(team: team).map(\.entry.header.id)
      #expect(stored.count == 3)
      #expect(Set(stored) == Set((device.journal.entries + clone.journal.entries).map(\.header.id)))
      #expect(try await server.store.keptAside(team: team).map(\.message) == [[1, 2, 3]])

      #expect(try run("devices", "aside", "--discard", id).output == "Gave up 1 message(s).\n")
      #expect(try run("devices", "aside").output.isEmpty)
      #expect(
        fields(try run("devices", "deeds")).suffix(2).map { $0[2...] } == [
          ["accepted-aside", id, "2"], ["discarded-aside", id, "1"],
        ])
    }
  }
}
