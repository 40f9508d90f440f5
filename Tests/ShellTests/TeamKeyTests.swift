import Domain
import Foundation
import LocalStore
import Sealing
import ServerTesting
import Shell
import SyncClient
import Testbed
import Testing

/// The team's key, from the leader's first sync to the day on which somebody has to go: real machines over one server.
@Suite struct TeamKeyTests {
  private let server: TestServer
  private let leader = TeamMachine("leader's")
  private let volunteer = TeamMachine("volunteer's")

  init() throws { server = try TestServer() }

  private func start(
    _ machine: TeamMachine, _ lines: String..., over transport: RouterTransport
  ) async throws -> String {
    try await machine.startUnbroken(lines, on: server, over: transport)
  }

  /// The leader's machine, and a volunteer's that came in by the leader's invitation.
  private func join(over transport: RouterTransport) async throws {
    let leading = try await server.team(role: .leader).code
    let made = try await start(leader, "enrol camtay.test \(leading)", "sync", over: transport)
    #expect(made.contains("The team's key was made"))
    let invited = try await start(leader, "team invite", over: transport)
    #expect(!invited.contains("without the team's key"))
    server.clock.advance(milliseconds: 1)
    let joined = try await start(
      volunteer, "enrol \(try invitationLink(in: invited))", "log 5", "13", "2", "the note of Mrs Sáu", "y", "Mrs Sáu",
      "0912 345 678", "sync", over: transport)
    #expect(joined.contains("Took the team's key"))
  }

  @Test func theLeaderReadsWhatAVolunteerSealedAndTheServerDoesNot() async throws {
    try await server.run { transport in
      try await join(over: transport)
      let read = try await start(leader, "sync", "details 1", over: transport)
      #expect(read.contains("Note: the note of Mrs Sáu"))
      #expect(read.contains("Telephone: 0912345678"))
      let openings = try leader.store().entries().compactMap { $0.entry.body.flatMap(Opening.init(canonical:)) }
      #expect(openings.map(\.purpose) == [.shown])
      #expect(openings.first?.entries.count == 1)
    }
  }

  @Test func aRevokedMachineReadsWhatItReadAndNothingNew() async throws {
    try await server.run { transport in
      try await join(over: transport)
      let third = TeamMachine("third")
      let invited = try await start(leader, "sync", "team invite", over: transport)
      server.clock.advance(milliseconds: 1)
      _ = try await start(third, "enrol \(try invitationLink(in: invited))", "sync", over: transport)
      let revoked = try await start(leader, "sync", "team revoke 2 --yes", "sync", over: transport)
      #expect(revoked.contains("What volunteer's could read before now cannot be taken back."))
      #expect(revoked.contains("The team has a new key. Those who can read: leader's, third."))
      _ = try await start(
        third, "sync", "log 5", "13", "", "written after the revocation", "y", "sync", over: transport)
      let read = try await start(leader, "sync", "details 1", "details 2", over: transport)
      #expect(read.contains("the note of Mrs Sáu"))
      #expect(read.contains("written after the revocation"))
      // The third came after the first note was sealed, and reads it too.
      #expect(try await start(third, "details 1", over: transport).contains("the note of Mrs Sáu"))

      // Even with the bytes in its hands.
      let reading = try volunteer.store().testReading()
      let entries = try leader.store().entries().map(\.entry).filter { $0.sealed != nil }
      #expect(entries.count == 2)
      #expect(try Store.openDetails(of: entries[0], with: reading.ring)?.note == "the note of Mrs Sáu")
      #expect(throws: SealingError.cannotOpen) { try Store.openDetails(of: entries[1], with: reading.ring) }
      let keys = try #require(try third.store().teamKeys())
      #expect(keys.current?.generation == 2)
      #expect(keys.excluded.count == 1)
    }
  }

  /// A machine that the server invited seals to the team's key and reads nothing before the leader has granted it.
  @Test func whoTheServerInvitedIsGrantedTheKeyByTheLeader() async throws {
    try await server.run { transport in
      let (team, leading) = try await server.team(role: .leader)
      _ = try await start(
        leader, "enrol camtay.test \(leading)", "log 5", "13", "", "the leader's note", "y", "sync", "log 5", "13", "",
        "the second note", "y", "sync", over: transport)
      server.clock.advance(milliseconds: 1)
      let early = try await start(
        volunteer, "enrol camtay.test \(server.invite(team))", "sync", "passphrase", "sync", "details 2",
        over: transport)
      #expect(early.contains("[details.other-key]"))
      let declined = try await start(leader, "sync", "team grant 2", "", over: transport)
      let key = try #require(try leader.store().readers()[volunteer.store().keys.deviceID]?.key)
      #expect(declined.contains("it has to be \(Fingerprint(of: key).hexadecimal.prefix(4)) "))
      #expect(try await start(volunteer, "sync", "details 2", over: transport).contains("[details.other-key]"))
      _ = try await start(leader, "team grant 2", "y", "sync", over: transport)
      let late = try await start(volunteer, "sync", "details 2", "team grant 1", over: transport)
      #expect(late.contains("the second note"))
      #expect(late.contains("[team.not-allowed]"))
    }
  }

  @Test func aSheetBringsBackTheTeamsKeyAndTheRightToChangeIt() async throws {
    try await server.run { transport in
      try await join(over: transport)
      let made = try await start(leader, "sync", "recovery", "sync", over: transport)
      #expect(made.contains("of this machine and of the whole team"))
      let team = try #require(await server.store.teams().first)
      let successor = TeamMachine("successor's")
      server.clock.advance(milliseconds: 1)
      let back = try await start(
        successor, "enrol camtay.test \(server.invite(team.id, role: .leader))", "sync", "recovery use",
        recoveryCode(in: made), "sync", "details 1", "team revoke 1 --yes", over: transport)
      #expect(back.contains("The team's key is back."))
      #expect(back.contains("the note of Mrs Sáu"))
      #expect(back.contains("The team has a new key. Those who can read: volunteer's, successor's."))
      // The first leader's machine, and whoever found it, is the authority no more.
      #expect(try await start(leader, "team rekey", over: transport).contains("[sync.device-revoked]"))
      _ = try await start(successor, "sync", over: transport)
      _ = try await start(volunteer, "sync", over: transport)
      #expect(try volunteer.store().teamKeys()?.statements.last?.nextAuthority != nil)
    }
  }

  @Test func aForgottenPassphraseIsReplacedByTheSheet() async throws {
    try await server.run { transport in
      let made = try await start(leader, "log 5", "13", "", "a note", "y", "recovery", over: transport)
      var store: Store? = try leader.store()
      let before = try #require(try store?.vault()?.vault)
      store = nil
      let forgotten = try await leader.start(
        [
          "details 1", "no idea", "no idea at all", "none at all", "recovery use", recoveryCode(in: made),
          "another passphrase",
          "another passphrase", "lock", "details 1", "another passphrase",
        ], on: server, over: transport, isTyping: true)
      #expect(forgotten.contains("[keys.wrong]"))
      #expect(forgotten.contains("Note: a note"))
      let after = try #require(try leader.store().vault()?.vault)
      #expect(after.publicKey == before.publicKey)
      #expect(after != before)
    }
  }

  /// Without a sheet a forgotten passphrase takes along what only this machine could open; the team's key comes back by a
  /// grant, and with it what was sealed to that.
  @Test func aForgottenPassphraseWithoutASheetNeedsANewGrant() async throws {
    try await server.run { transport in
      try await join(over: transport)
      let alone = TeamMachine("alone")
      _ = try await start(alone, "log 5", "13", "", "sealed before there was a team", "y", over: transport)
      let invited = try await start(leader, "sync", "team invite", over: transport)
      server.clock.advance(milliseconds: 1)
      _ = try await start(alone, "enrol \(try invitationLink(in: invited))", "sync", over: transport)
      #expect(try await start(alone, "details 2", over: transport).contains("the note of Mrs Sáu"))
      let before = try #require(try alone.store().vault()?.vault.publicKey)

      let kept = try await start(alone, "passphrase --forgotten", "", "details 2", over: transport)
      #expect(kept.contains("the note of Mrs Sáu"))
      let lost = try await start(
        alone, "passphrase --forgotten", "y", "details 1", "details 2", "sync", over: transport)
      #expect(lost.components(separatedBy: "[details.other-key]").count == 3)
      #expect(try alone.store().vault()?.vault.publicKey != before)
      let asked = try await start(leader, "sync", "team", "team grant 3 --yes", over: transport)
      #expect(asked.contains("cannot read: team grant 3"))
      let back = try await start(alone, "sync", "details 1", "details 2", over: transport)
      #expect(back.contains("the note of Mrs Sáu") && back.contains("[details.other-key]"))
      #expect(!back.contains("sealed before there was a team"))
    }
  }

  /// What was noted down in a session that was paused stays sealed until somebody gives the passphrase.
  @Test func aPausedSessionNeedsThePassphrase() async throws {
    try await server.run { transport in
      _ = try await start(leader, "open tam-tru", "n a note on the way", "p", over: transport)
      let locked = try await leader.start(["resume", ""], on: server, over: transport, isTyping: true)
      #expect(locked.contains("[keys.locked]"))
      let opened = try await leader.start(
        ["resume", TestPassphrase.text, "q", "1", "", "", "", "", "", "y", "", "details 1"], on: server,
        over: transport, isTyping: true)
      #expect(opened.contains("Note: a note on the way"))
    }
  }
}
