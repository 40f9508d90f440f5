import Domain
import Phrases
import QRCode
import ServerTesting
import Shell
import SyncClient
import Testbed
import Testing

/// A leader's machine and others of the team, over one server.
@Suite struct TeamTests {
  private let server: TestServer

  init() throws { server = try TestServer() }

  /// A machine in a folder of its own.
  private struct Machine {
    let home = TemporaryFolder()
    let name: String
  }

  /// Starts a shell on the machine, types the lines, and gives back what was shown.
  private func start(
    _ machine: Machine, _ lines: [String], over transport: RouterTransport, columns: Int = 72, hasStyle: Bool = false
  ) async throws -> String {
    let terminal = ScriptedTerminal(lines, columns: columns, hasStyle: hasStyle)
    let shell = try Shell(
      Shell.Parts(
        terminal: terminal, content: ContentFolder(path: Checkout.path), language: "en",
        homePath: machine.home.path, deviceName: machine.name, connectivity: Connectivity { false },
        transport: transport, wallClock: { [clock = server.clock] in clock.now }))
    try await shell.converse()
    return terminal.transcript
  }

  /// The link that was shown.
  private func link(in shown: String) throws -> String {
    String(try #require(shown.firstMatch(of: /camtay:\S+#\S+/)).output)
  }

  @Test func aMachineJoinsByALeadersLinkAndIsRevoked() async throws {
    try await server.run { transport in
      let leading = try await server.team(role: .leader).code
      let (leader, volunteer) = (Machine(name: "leader's"), Machine(name: "volunteer's"))
      let invited = try await start(
        leader, ["enrol camtay.test \(leading)", "team invite --for \"Chị Hoa\"", "quit"], over: transport)
      let joined = try await start(
        volunteer, ["enrol \(link(in: invited))", "log 5", "13", "", "", "sync", "quit"], over: transport)
      #expect(joined.contains("1 entries sent"))
      let listed = try await start(leader, ["team", "quit"], over: transport)
      #expect(listed.contains("2 volunteer's · for Chị Hoa · volunteer · joined 21/11/2026"))
      let revoked = try await start(
        leader, ["team revoke 2", "", "team revoke 2", "y", "team revoke 2", "quit"], over: transport)
      #expect(revoked.contains("Stopped, nothing written."))
      #expect(revoked.contains("REVOKED 08:00"))
      #expect(revoked.contains("[team.revoked-already]"))
      let refused = try await start(volunteer, ["sync", "quit"], over: transport)
      #expect(refused.contains("[sync.device-revoked]"))
    }
  }

  @Test func theLinkIsShownAsAPictureWhereThereIsRoom() async throws {
    try await server.run { transport in
      let leader = Machine(name: "leader's")
      let lines = ["enrol camtay.test \(try await server.team(role: .leader).code)", "quit"]
      _ = try await start(leader, lines, over: transport)
      let shown = try await start(leader, ["team invite", "quit"], over: transport, columns: 80, hasStyle: true)
      let picture = try #require(TerminalQR.lines(link(in: shown), columns: 80))
      #expect(shown.contains(picture.joined(separator: "\n") + "\n"))
      for (columns, hasStyle) in [(40, true), (80, false)] {
        let bare = try await start(
          leader, ["team invite", "quit"], over: transport, columns: columns, hasStyle: hasStyle)
        #expect(!bare.contains("█"))
      }
    }
  }

  @Test func aTokenThatIsTooOldIsRenewed() async throws {
    try await server.run { transport in
      let leader = Machine(name: "leader's")
      let lines = ["enrol camtay.test \(try await server.team(role: .leader).code)", "quit"]
      _ = try await start(leader, lines, over: transport)
      server.clock.advance(days: 400)
      let listed = try await start(leader, ["team devices", "quit"], over: transport)
      #expect(listed.contains("1 leader's · this machine · leader"))
    }
  }
}
