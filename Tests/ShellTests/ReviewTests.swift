import Domain
import LocalStore
import ServerTesting
import Shell
import Testbed
import Testing

/// What `review` asks about that no command of this program writes.
@Suite(.timeLimit(.minutes(5))) struct ReviewTests {
  /// A member's altered program says a day that is over: what is sealed goes everywhere without an erasure. Nothing is amiss
  /// with the log, and the review asks.
  @Test func aDayThatIsOverErasesAndIsAskedAbout() async throws {
    let server = try TestServer()
    let machine = TeamMachine("laptop")
    try await server.run { transport in
      _ = try await machine.startUnbroken(["log 5", "13", "", "a note", "y"], on: server, over: transport)
      let before = try await machine.startUnbroken(["review", "verify"], on: server, over: transport)
      #expect(before.contains("nothing to ask about"))
      try sayThatTheDayIsOver(on: machine)
      server.clock.advance(days: 1)
      let after = try await machine.startUnbroken(
        ["details 1", "review month", "verify"], on: server, over: transport)
      #expect(after.contains("[details.none]"))
      #expect(after.contains("what is sealed with #1 is to go 414 day(s) sooner than the rule says (of 1 entries)."))
      #expect(after.contains("Everything is as it was written."))
    }
  }

  /// Whoever answers for a team is asked about the whole of it; a trainer, who does not, about this machine.
  @Test(arguments: [(Role.leader, "the team"), (.administrator, "the team"), (.trainer, "this machine")])
  func onlyWhoLeadsATeamReviewsIt(_ role: Role, _ whose: String) async throws {
    let server = try TestServer()
    let code = try await server.team(role: role).code
    try await server.run { transport in
      let shown = try await TeamMachine("laptop").startUnbroken(
        ["enrol camtay.test \(code)", "review"], on: server, over: transport)
      #expect(shown.contains("Worth a question, \(whose),"), "\(shown)")
    }
  }

  private func sayThatTheDayIsOver(on machine: TeamMachine) throws {
    let store = try Store(
      home: Home(path: machine.home.path), deviceName: machine.name, wallClock: { 1_795_222_800_000 })
    let item = try #require(try store.journalItem(number: 1)?.item)
    let changes = CanonicalValue.object(["changes": .object([Retention.member: .text("2026-01-01")])])
    try store.append(Draft(kind: .amendment, body: changes, amends: item.entry.header.id))
    #expect(try store.sealedCount() == 1)
  }
}
