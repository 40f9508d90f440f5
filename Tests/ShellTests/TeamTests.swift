import Domain
import Foundation
import Phrases
import QRCode
import Reporting
import Server
import ServerTesting
import Shell
import SyncClient
import Testbed
import Testing

/// A leader's machine and others of the team, over one server.
@Suite struct TeamTests {
  private let server: TestServer

  init() throws { server = try TestServer() }

  private func start(
    _ machine: TeamMachine, _ lines: [String], over transport: RouterTransport, columns: Int = 72,
    hasStyle: Bool = false
  ) async throws -> String {
    try await machine.start(lines, on: server, over: transport, columns: columns, hasStyle: hasStyle)
  }

  /// The link that was shown.
  private func link(in shown: String) throws -> String {
    String(try #require(shown.firstMatch(of: /camtay:\S+#\S+/)).output)
  }

  @Test func aMachineJoinsByALeadersLinkAndIsRevoked() async throws {
    try await server.run { transport in
      let leading = try await server.team(role: .leader).code
      let (leader, volunteer) = (TeamMachine("leader's"), TeamMachine("volunteer's"))
      let invited = try await start(
        leader, ["enrol camtay.test \(leading)", "team invite --for \"Chị Hoa\""], over: transport)
      // Machines are listed in the order in which they joined.
      server.clock.advance(milliseconds: 1)
      let joined = try await start(
        volunteer, ["enrol \(link(in: invited))", "log 5", "13", "", "", "sync"], over: transport)
      #expect(joined.contains("received 1 new entries"))
      let listed = try await start(leader, ["team"], over: transport)
      #expect(listed.contains("2 volunteer's · for Chị Hoa · volunteer · joined 21/11/2026"))
      let revoked = try await start(
        leader, ["team revoke 2", "", "team revoke 2", "y", "team revoke 2"], over: transport)
      #expect(revoked.contains("Stopped, nothing written."))
      #expect(revoked.contains("REVOKED 08:04"))
      #expect(revoked.contains("[team.revoked-already]"))
      let refused = try await start(volunteer, ["sync"], over: transport)
      #expect(refused.contains("[sync.device-revoked]"))
    }
  }

  /// Two machines offline hand one case to two persons: everybody sees both, until somebody who has seen both decides.
  @Test func aCaseThatTwoHandOverAtOnceIsShownWithBothNames() async throws {
    try await server.run { transport in
      let (team, code) = try await server.team()
      let (first, second) = (TeamMachine("first"), TeamMachine("second"))
      func type(_ machine: TeamMachine, _ lines: String...) async throws -> String {
        try await start(machine, lines, over: transport)
      }
      _ = try await type(
        first, "enrol camtay.test \(code)", "who add Lan", "log 5", "13", "", "", "who add Hoa", "sync")
      _ = try await type(
        second, "enrol camtay.test \(server.invite(team))", "who add Minh", "sync")
      _ = try await type(first, "1", "sync")
      let own = try await type(second, "journal", "journal --team")
      #expect(own.contains("0 time(s) helped."))
      #expect(own.contains("#1 · 08:01 · Something else · Solved · 5 min · Lan\n"))

      let handed = try await type(second, "hand-over 1 minh")
      #expect(handed.contains("#1 is with Minh now."))
      _ = try await type(first, "1", "hand-over 1 hoa", "sync")
      _ = try await type(second, "sync")
      _ = try await type(first, "1", "sync")
      func names(_ shown: String) -> Set<String> {
        guard let line = shown.split(separator: "\n").first(where: { $0.contains("with: ") }),
          let names = line.split(separator: "with: ").last?.split(separator: " · ").first
        else { return [] }
        return Set(names.split(separator: " / ").map(String.init))
      }
      for (machine, lines) in [(first, ["1", "journal --team"]), (second, ["journal --team"])] {
        let shown = try await start(machine, lines, over: transport, columns: 100)
        #expect(names(shown) == ["Hoa", "Minh"])
        #expect(shown.contains("2 amendments to reconcile"))
      }
      func row() async throws -> AssistanceTable.Row? {
        try await ServerExport.table(store: server.store, team: team, from: nil, to: nil).rows.first
      }
      #expect(try await row()?[.person] == .text("Lan"))
      #expect(Set(try await row()?[.responsible]?.array?.compactMap(\.text) ?? []) == ["Hoa", "Minh"])

      _ = try await type(second, "hand-over 1 minh", "sync")
      _ = try await type(first, "1", "sync")
      #expect(
        names(try await start(first, ["1", "journal --team"], over: transport, columns: 100)) == ["Minh"])
      #expect(try await row()?[.responsible] == .array([.text("Minh")]))
      let exported = "\(second.home.path)/team.jsonl"
      _ = try await type(second, "export --team --format jsonl --output \(exported)")
      let lines = try String(contentsOfFile: exported, encoding: .utf8)
      #expect(lines.contains(#""person":"Lan""#))
      #expect(lines.contains(#""responsible":["Minh"]"#))
    }
  }

  @Test func theLinkIsShownAsAPictureWhereThereIsRoom() async throws {
    try await server.run { transport in
      let leader = TeamMachine("leader's")
      let lines = ["enrol camtay.test \(try await server.team(role: .leader).code)"]
      _ = try await start(leader, lines, over: transport)
      let shown = try await start(leader, ["team invite"], over: transport, columns: 80, hasStyle: true)
      let picture = try #require(TerminalQR.lines(link(in: shown), columns: 80))
      #expect(shown.contains(picture.joined(separator: "\n") + "\n"))
      for (columns, hasStyle) in [(40, true), (80, false)] {
        let bare = try await start(
          leader, ["team invite"], over: transport, columns: columns, hasStyle: hasStyle)
        #expect(!bare.contains("█"))
      }
    }
  }

  @Test func aTokenThatIsTooOldIsRenewed() async throws {
    try await server.run { transport in
      let leader = TeamMachine("leader's")
      let lines = ["enrol camtay.test \(try await server.team(role: .leader).code)"]
      _ = try await start(leader, lines, over: transport)
      server.clock.advance(days: 400)
      let listed = try await start(leader, ["team devices"], over: transport)
      #expect(listed.contains("1 leader's · this machine · leader"))
    }
  }
}
