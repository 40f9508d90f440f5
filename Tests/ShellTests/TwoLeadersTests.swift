import Domain
import LocalStore
import Sealing
import ServerTesting
import Shell
import SyncClient
import Testbed
import Testing

/// A team with two leaders: who made the key, whose key holds, and who says so.
@Suite struct TwoLeadersTests {
  private let server: TestServer
  private let first = TeamMachine("first")
  private let second = TeamMachine("second")
  private let folder = TemporaryFolder()

  init() throws { server = try TestServer() }

  private func start(
    _ machine: TeamMachine, _ lines: String..., over transport: any Transport
  ) async throws -> String {
    server.clock.advance(milliseconds: 1)
    return try await machine.startUnbroken(lines, on: server, over: transport)
  }

  /// Help with a follow-up's name, so that something is sealed.
  private func log(
    _ machine: TeamMachine, note: String, over transport: RouterTransport
  ) async throws -> String {
    try await start(machine, "log 5", "13", "", note, "y", "sync", over: transport)
  }

  private func spoken(_ key: [UInt8]) -> String { String(Fingerprint(of: key).hexadecimal.prefix(4)) }

  /// Two leaders of one team, the second of whom took the first one's key.
  private func lead(over transport: RouterTransport) async throws {
    let (team, leading) = try await server.team(role: .leader)
    _ = try await start(first, "enrol camtay.test \(leading)", "sync", over: transport)
    _ = try await start(
      second, "enrol camtay.test \(try await server.invite(team, role: .leader))", "sync", "team trust --yes",
      "passphrase", "sync", over: transport)
  }

  /// A leader whom the server invited seals nothing to a key that somebody says is the team's, and hands none on, before
  /// the code was compared: the server may have made it.
  @Test func aLeaderSealsToNoKeyThatNobodyHasComparedYet() async throws {
    try await server.run { transport in
      let (team, leading) = try await server.team(role: .leader)
      _ = try await start(first, "enrol camtay.test \(leading)", "sync", over: transport)
      let joining = "enrol camtay.test \(try await server.invite(team, role: .leader))"
      let met = try await start(second, joining, "sync", "sync", "team invite", "recovery", over: transport)
      #expect(met.components(separatedBy: "The team has a key already").count == 2)
      #expect(met.contains("[keys.untrusted]") && met.contains("goes without the team's key"))
      #expect(!met.contains("of the whole team"))
      _ = try await log(second, note: "before the telephone call", over: transport)
      let key = try #require(try first.store().teamKeys()?.publicKey)
      #expect(try await start(first, "sync", "details 1", over: transport).contains("[details.other-key]"))

      let trusted = try await start(second, "status", "team trust", "", "team trust", "y", "status", over: transport)
      #expect(trusted.contains("Another key of the team: \(spoken(key)) "))
      #expect(trusted.contains("with the code \(spoken(key)) "))
      #expect(trusted.contains("This machine seals with that key from now on. To read"))
      _ = try await log(second, note: "after the telephone call", over: transport)
      #expect(
        try await start(first, "sync", "details 2", "details 1", over: transport).contains("after the telephone call"))
    }
  }

  /// Both began before either had met the other's key: nobody's word is taken without a person's, and nothing that was
  /// sealed meanwhile is lost.
  @Test func twoWhoBothBeganAgreeOnOneKey() async throws {
    try await server.run { transport in
      let (team, leading) = try await server.team(role: .leader)
      let stick = folder.path + "/stick.camtay"
      // The second has no network yet; its key is made when it reads a stick.
      let apart = try await start(
        second, "enrol camtay.test \(try await server.invite(team, role: .leader))", "bundle write \(stick)",
        "bundle read \(stick)", "log 5", "13", "", "sealed by the second alone", "y", over: transport)
      #expect(apart.contains("The team's key was made"))
      #expect(
        try await start(first, "enrol camtay.test \(leading)", "sync", over: transport)
          .contains("The team's key was made"))
      let met = try await start(second, "sync", "sync", over: transport)
      #expect(met.components(separatedBy: "Somebody made another key for the team").count == 2)
      let told = try await start(first, "sync", "status", over: transport)
      #expect(
        told.contains("Another key of the team: \(spoken(try #require(try second.store().teamKeys()?.publicKey)))"))

      _ = try await start(second, "team trust --yes", "sync", over: transport)
      _ = try await start(first, "sync", "team grant 1 --yes", over: transport)
      let key = try #require(try first.store().teamKeys()?.publicKey)
      #expect(try second.store().teamKeys()?.publicKey == key)
      // With its grant the second hands over what only it could open.
      #expect(
        try await start(second, "sync", "details 1", "sync", over: transport).contains("sealed by the second alone"))
      #expect(
        try await start(first, "sync", "details 1", over: transport).contains("sealed by the second alone"))
      // Nothing is left to choose.
      for machine in [first, second] {
        let settled = try await start(machine, "sync", "status", "team trust", over: transport)
        #expect(!settled.contains("Another key of the team") && settled.contains("[keys.nothing-to-trust]"))
      }
    }
  }

  /// Two leaders changed the key at the same time, each for the same machines: everybody goes on reading everything, is told,
  /// and one word settles it.
  @Test func twoWhoBothChangedTheKeyAgreeOnOne() async throws {
    try await server.run { transport in
      try await lead(over: transport)
      let invited = try await start(first, "sync", "team grant 2 --yes", "team invite", over: transport)
      let third = TeamMachine("third")
      _ = try await start(third, "enrol \(try invitationLink(in: invited))", "sync", over: transport)
      // With the passphrase the second shows that it is a leader's.
      _ = try await start(
        second, "sync", "log 5", "13", "", "a note before", "y", "details 1", "sync", over: transport)
      // The second's new key is made, and the way to the server breaks before it is handed on.
      let cut = try await start(
        second, "team rekey", "log 5", "13", "", "sealed to the second's new key", "y",
        over: BreakingTransport(transport, after: 2))
      #expect(cut.contains("The team has a new key."))
      _ = try await start(first, "team rekey", over: transport)
      _ = try await start(
        third, "sync", "log 5", "13", "", "sealed to the first's new key", "y", "sync", over: transport)
      let told = try await start(second, "sync", over: transport)
      let branches = [
        try #require(try first.store().teamKeys()?.publicKey), try #require(try second.store().teamKeys()?.publicKey),
      ]
      #expect(branches[0] != branches[1])
      #expect(told.contains("Somebody made another key for the team (\(spoken(branches[0]))"))
      for machine in [first, second, third] {
        let read = try await start(machine, "sync", "status", "details 1", "details 2", "details 3", over: transport)
        #expect(read.contains("sealed to the first's new key"), "\(machine.name)")
        #expect(read.contains("sealed to the second's new key"), "\(machine.name)")
        #expect(read.contains("Another key of the team"), "\(machine.name)")
      }
      _ = try await start(second, "team trust --yes", "sync", "details 1", "sync", over: transport)
      // Of the key that it has left nobody is told anew; there is a way back, which says what it is.
      let back = try await start(second, "sync", "status", "team trust", "", over: transport)
      #expect(!back.contains("Another key of the team"))
      let changed = try await start(second, "team rekey", "sync", over: transport)
      #expect(changed.contains("Those who can read: first, second, third."), "\(back) \(changed)")
      let key = try second.store().teamKeys()?.publicKey
      for machine in [first, third] {
        _ = try await start(machine, "sync", "details 1", "sync", over: transport)
        #expect(try machine.store().teamKeys()?.publicKey == key)
      }
    }
  }

  /// What a machine met while it was a volunteer's nobody has compared, whatever the server makes of it later.
  @Test func whoBecomesALeaderComparesTheKeyToo() async throws {
    try await server.run { transport in
      let (team, leading) = try await server.team(role: .leader)
      _ = try await start(first, "enrol camtay.test \(leading)", "sync", over: transport)
      _ = try await start(second, "enrol camtay.test \(try await server.invite(team))", "sync", "sync", over: transport)
      #expect(try second.store().awaitsTrust() == false)
      let promoted = try await start(
        second, "enrol camtay.test \(try await server.invite(team, role: .leader))", "sync", "team invite",
        over: transport)
      #expect(promoted.contains("[keys.untrusted]"), "\(promoted)")
    }
  }

  /// A leader who was granted the key is a leader like the first, until revoked.
  @Test func aGrantedLeaderWhoIsRevokedChangesNothingMore() async throws {
    try await server.run { transport in
      try await lead(over: transport)
      _ = try await start(first, "sync", "team grant 2 --yes", over: transport)
      let listed = try await start(second, "sync", "details 1", "team", over: transport)
      #expect(listed.components(separatedBy: "· reads").count == 3)
      #expect(try second.store().testReading().team.newest?.authority != nil)
      _ = try await start(first, "team revoke 2 --yes", over: transport)
      let ended = try await start(second, "team rekey", over: transport)
      #expect(ended.contains("[sync.device-revoked]"))
      let authority = try first.store().teamKeys()?.authority
      #expect(try authority != second.store().testReading().team.newest?.authority?.publicBytes)
      #expect(try first.store().teamKeys()?.excluded == [second.store().keys.deviceID])
    }
  }

  /// A sheet that a revoked leader took along opens no later key; another leader's goes on opening it.
  @Test(arguments: [true, false]) func aRevokedLeadersSheetOpensNoLaterKey(isOfRevoked: Bool) async throws {
    try await server.run { transport in
      try await lead(over: transport)
      _ = try await start(first, "sync", "team grant 2 --yes", over: transport)
      _ = try await start(second, "sync", over: transport)
      _ = try await start(isOfRevoked ? second : first, "recovery", "sync", over: transport)
      #expect(try (isOfRevoked ? second : first).store().teamKeys()?.current?.recovery != nil)
      let revoked = try await start(first, "sync", "team revoke 2 --yes", over: transport)
      #expect(revoked.contains("The team's recovery sheet was made on a machine that was revoked") == isOfRevoked)
      let current = try #require(try first.store().teamKeys()?.current)
      #expect(current.generation == 2)
      #expect((current.recovery == nil) == isOfRevoked)
    }
  }

  /// Whoever has believed another leader's key first, and then takes a leader's invitation, goes with that leader's key, and
  /// with the one that follows it.
  @Test func aLeadersInvitationEndsWhatWasBelievedBefore() async throws {
    try await server.run { transport in
      let (team, leading) = try await server.team(role: .leader)
      for (machine, code) in [(second, try await server.invite(team, role: .leader)), (first, leading)] {
        let stick = "\(folder.path)/\(machine.name)"
        let made = try await start(
          machine, "enrol camtay.test \(code)", "bundle write \(stick)", "bundle read \(stick)", over: transport)
        #expect(made.contains("The team's key was made"), "\(made)")
      }
      _ = try await start(second, "sync", over: transport)
      let third = TeamMachine("third")
      _ = try await start(third, "enrol camtay.test \(try await server.invite(team))", "sync", over: transport)
      let believed = try third.store().teamKeys()?.publicKey
      #expect(try believed == second.store().teamKeys()?.publicKey)
      let invited = try await start(first, "sync", "team invite", over: transport)
      _ = try await start(third, "enrol \(try invitationLink(in: invited))", "sync", over: transport)
      _ = try await start(first, "sync", "team rekey", "sync", over: transport)
      _ = try await start(third, "sync", over: transport)
      let keys = try #require(try first.store().teamKeys())
      #expect(keys.current?.generation == 2 && keys.publicKey != believed)
      #expect(try third.store().detailsKey() == keys.publicKey)
      #expect(try third.store().teamKeys()?.refused == 0)
    }
  }

  /// Each leader's latest sheet opens the key that follows; an earlier one says that it does not.
  @Test func everyLeadersSheetOpensTheNextKey() async throws {
    try await server.run { transport in
      try await lead(over: transport)
      let early = try recoveryCode(in: try await start(first, "sync", "recovery", "sync", over: transport))
      let one = try recoveryCode(
        in: try await start(first, "team grant 2 --yes", "recovery", "sync", over: transport))
      let other = try recoveryCode(in: try await start(second, "sync", "recovery", "sync", over: transport))
      let renewed = try await start(first, "sync", "team rekey", "sync", over: transport)
      #expect(!renewed.contains("recovery sheet"))
      let team = try #require(await server.store.teams().first)
      for (sheet, isPresent) in [(one, true), (other, true), (early, false)] {
        let machine = TeamMachine("successor")
        let back = try await start(
          machine, "enrol camtay.test \(server.invite(team.id, role: .leader))", "sync", "recovery use", sheet,
          "status",
          over: transport)
        #expect(back.contains("The team's key is back.") == isPresent, "\(back)")
        #expect(back.contains("An older key of the team's is back") != isPresent)
        #expect(try (machine.store().testReading().team.newest != nil) == isPresent)
      }
    }
  }

  /// A sheet that was made before the team's key does not open it, and the machine says so.
  @Test func aSheetOlderThanTheTeamsKeyIsNotEnough() async throws {
    try await server.run { transport in
      let (_, leading) = try await server.team(role: .leader)
      let made = try await start(
        first, "enrol camtay.test \(leading)", "passphrase", "recovery", "sync", "doctor", over: transport)
      #expect(made.contains("one made before does not open it"))
      #expect(made.contains("No recovery sheet opens the team's key as it is now."), "\(made)")
      let now = try await start(first, "recovery", "doctor", over: transport)
      #expect(!now.contains("No recovery sheet"))
    }
  }

  /// An invitation that was made before the key changed brings the old key; who joins with it seals to the new one, and
  /// reads once granted.
  @Test func anInvitationOlderThanTheKeyBringsNobodyTheNewOne() async throws {
    try await server.run { transport in
      let (_, leading) = try await server.team(role: .leader)
      _ = try await start(first, "enrol camtay.test \(leading)", "sync", over: transport)
      let invited = try await start(first, "team invite", "team rekey", over: transport)
      let late = TeamMachine("late")
      let joined = try await start(
        late, "enrol \(try invitationLink(in: invited))", "sync", "log 5", "13", "", "the latecomer's note", "y",
        "sync",
        "details 1", over: transport)
      #expect(joined.contains("[details.other-key]"))
      let listed = try await start(first, "sync", "team", "details 1", "team grant 2 --yes", over: transport)
      #expect(listed.contains("cannot read: team grant 2"))
      #expect(listed.contains("the latecomer's note"))
      #expect(try await start(late, "sync", "details 1", over: transport).contains("the latecomer's note"))
    }
  }

  /// Where the server revoked a machine the leader's list says that it still has the key.
  @Test func theListSaysWhoStillHasTheKey() async throws {
    try await server.run { transport in
      let (team, leading) = try await server.team(role: .leader)
      _ = try await start(first, "enrol camtay.test \(leading)", "sync", over: transport)
      let invited = try await start(first, "team invite", over: transport)
      _ = try await start(second, "enrol \(try invitationLink(in: invited))", "sync", over: transport)
      #expect(try await start(first, "sync", "team", over: transport).contains("second · volunteer"))
      try await server.revoke(second.store().keys.deviceID, in: team)
      let listed = try await start(first, "sync", "team", "team rekey", "sync", "team", over: transport)
      #expect(listed.components(separatedBy: "STILL HAS THE KEY: team rekey").count == 2)
    }
  }
}
