import Domain
import Foundation
import LocalStore
import Sealing
import Server
import ServerTesting
import SyncClient
import SyncCore
import Testbed
import Testing

@testable import Shell

/// What goes out of date beside the guides reaches the villages as guides do, and is taken back as they are.
@Suite(.timeLimit(.minutes(5))) struct TablePublishingTests {
  private let world: PublishingWorld
  private let trainers = TemporaryFolder()

  init() throws { world = try PublishingWorld() }

  /// A table's files as that version, with that text in them replaced; the path of its Vietnamese file.
  private func table(_ table: ContentTable, _ version: Int, _ changes: [(old: String, new: String)]) throws -> String {
    for name in try FileManager.default.contentsOfDirectory(atPath: Checkout.path + "/guides")
    where ContentTable(file: name) == table && name.hasSuffix(".yaml") {
      var text = try String(contentsOfFile: "\(Checkout.path)/guides/\(name)", encoding: .utf8)
      text = text.replacing("\nversion: 1\n", with: "\nversion: \(version)\n")
      for change in changes { text = text.replacing(change.old, with: change.new, maxReplacements: 1) }
      try text.write(toFile: "\(trainers.path)/\(name)", atomically: true, encoding: .utf8)
    }
    return "\(trainers.path)/\(table.file)"
  }

  /// The calendar with one more day off, the third of December.
  private func calendar(_ version: Int) throws -> String {
    try table(
      .calendar, version,
      [
        (
          "\n    holidays:\n",
          """

              holidays:
                - {date: 2026-12-03, name: Ngày hội của tỉnh, source: bao-chinh-phu, mark: confirmed, estimate: false}

          """
        ), ("\nholidays:\n", "\nholidays:\n  \"2026-12-03\": {name: The province's own day}\n"),
      ])
  }

  /// The list of sites with one more that is official.
  private func domains(_ version: Int) throws -> String {
    try table(
      .domains, version,
      [
        (
          "\ndomains:\n  # Trang chính thức\n",
          """

          domains:
            - {domain: giaydep.example, name: Trang của tỉnh, includes_subdomains: true, source: cong-dvc, mark: confirmed, status: official}

          """
        ), ("\ndomains:\n  dich", "\ndomains:\n  giaydep.example: {name: The province's site}\n  dich"),
      ])
  }

  private static let due = "due 2026-12-01 2"
  private static let link = "check-link https://giaydep.example"

  @Test func aHolidayAndASiteReachADeviceAndAreTakenBack() async throws {
    try await world.begin()
    try await world.server.run { transport in
      let trainer = try await world.machine("trainer", .trainer, in: "01", over: transport)
      let first = try await world.machine("first", .volunteer, in: "00004", over: transport)
      let second = try await world.machine("second", .volunteer, in: "00008", over: transport)
      let keys = try world.keys().options
      func run(_ machine: TeamMachine, _ lines: [String]) async throws -> String {
        try await machine.startUnbroken(lines, on: world.server, over: transport)
      }
      func knows(_ machine: TeamMachine) async throws -> [Bool] {
        let shown = try await run(machine, ["sync", Self.due, Self.link])
        return [
          shown.contains("The province's own day"), shown.contains("Friday 04/12/2026"),
          shown.contains("This site is official."),
        ]
      }
      // As it was shipped, for the way back.
      let (before, pack) = (world.work.path + "/before.pack", world.work.path + "/tables.pack")
      let old = try table(.calendar, 2, [])
      let oldSites = try table(.domains, 2, [])
      let packed = try await run(
        trainer,
        ["guides sign \(old) \(keys)", "guides sign \(oldSites) \(keys)", "guides pack \(before) \(old) \(oldSites)"])
      #expect(packed.contains("Signed table calendar, version 2."), "\(packed)")
      let (calendar, domains) = (try calendar(3), try domains(3))
      let published = try await run(
        trainer,
        [
          "guides sign \(calendar) \(keys)", "guides sign \(domains) \(keys)",
          "guides pack \(pack) \(calendar) \(domains)",
          "guides publish \(pack) --unit 00004",
        ])
      #expect(published.contains("Published table calendar, version 3."), "\(published)")
      #expect(published.contains("Published table domains, version 3."), "\(published)")
      // One commune first.
      #expect(try await knows(second) == [false, false, false])
      #expect(try await knows(first) == [true, true, true])
      // A second window that only asks goes by what the first one has taken, and may not write.
      do {
        let held = try first.store()
        let asked = try await first.perform(
          "check-link", "https://giaydep.example", on: world.server, over: transport)
        #expect(asked.contains("This site is official."), "\(asked)")
        await #expect(throws: UserFault(StoreFault(.inUse, first.home.path))) {
          try await first.perform("log", "5", on: world.server, over: transport)
        }
        withExtendedLifetime(held) {}
      }
      // By stick.
      let stick = try await run(second, ["guides install \(pack)", Self.due, Self.link])
      #expect(stick.contains("New: table domains, version 3."), "\(stick)")
      #expect(try await knows(second) == [true, true, true])
      _ = try await run(trainer, ["guides publish \(pack)"])
      _ = try await run(first, ["sync"])
      let team = try #require(try await world.server.store.teams().first { $0.name == "Tổ first" }).id
      let status = try await run(trainer, ["guides status \(team)"])
      #expect(status.contains("table calendar version 3: 1 device(s) (first)"), "\(status)")

      // Every team of the province in one answer; for a commune's own trainer that commune's.
      let all = try await run(trainer, ["guides status --all"])
      #expect(all.contains("table calendar version 3: 2 device(s) (Tổ "), "\(all)")
      #expect(!all.contains("_table"))
      let communes = try await world.machine("commune's", .trainer, in: "00004", over: transport)
      let own = try await run(communes, ["guides status --all"])
      #expect(own.contains("table calendar version 3: 1 device(s) (Tổ first)"), "\(own)")
      #expect(try await run(first, ["guides status --all"]).contains("[team.not-allowed]"))

      let back = try await run(
        trainer,
        [
          "guides rollback calendar \(before) \(world.work.path)/c.pack \(keys)",
          "guides rollback domains \(before) \(world.work.path)/d.pack \(keys)",
          "guides publish \(world.work.path)/c.pack", "guides publish \(world.work.path)/d.pack",
        ])
      #expect(back.contains("Published table domains, version 4."), "\(back)")
      for machine in [first, second] {
        #expect(try await knows(machine) == [false, false, false])
        let old = try await run(machine, ["guides install \(pack)", Self.due])
        #expect(
          old.contains("Not taken: table calendar, version 3: this machine has the same or a newer one."), "\(old)")
        #expect(!old.contains("The province's own day"))
      }
    }
  }

  /// The trainer's own machine never got what went to another commune first; the server knows of it.
  @Test func whatIsTakenBackIsAboveWhatTheTrainersMachineHas() async throws {
    try await world.begin()
    try await world.server.run { transport in
      let trainer = try await world.machine("trainer", .trainer, in: "00008", over: transport)
      let first = try await world.machine("first", .volunteer, in: "00004", over: transport)
      let keys = try world.keys().options
      let two = try await world.pack(2, title: "Second words", keys, by: trainer, over: transport)
      let seven = try await world.pack(7, title: "Seventh words", keys, by: trainer, over: transport)
      func run(_ machine: TeamMachine, _ lines: [String]) async throws -> String {
        try await machine.startUnbroken(lines, on: world.server, over: transport)
      }
      _ = try await run(trainer, ["guides publish \(seven) --unit 00004", "sync"])
      #expect(try await run(first, ["sync", "find tam tru"]).contains("Seventh words"))
      let back = try await run(
        trainer,
        [
          "guides rollback tam-tru \(two) \(world.work.path)/b.pack \(keys)",
          "guides publish \(world.work.path)/b.pack",
        ])
      #expect(back.contains("Published guide tam-tru, version 8."), "\(back)")
      #expect(try await run(first, ["sync", "find tam tru"]).contains("Second words"))
    }
  }

  /// The guide to temporary residence as version 8, with a trouble that only the list of blockers beside it has, and that list.
  private func guideWithItsTable() throws -> (guide: String, table: String) {
    let blockers = try table(
      .blockers, 2,
      [
        ("\nblockers:\n  # Tài khoản\n", "\nblockers:\n  - {code: ACC-TINH, name: Việc của tỉnh, remedy: Hỏi tỉnh.}\n"),
        ("\nblockers:\n  ACC", "\nblockers:\n  ACC-TINH: {name: A matter of the province, remedy: Ask there.}\n  ACC"),
      ])
    let folder = trainers.path + "/tam-tru"
    try FileManager.default.copyItem(atPath: try world.folder(8, title: "Eighth words"), toPath: folder)
    for name in ["guide.yaml", "en.yaml"] {
      let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      try text.replacing("ACC-FORGOT-PASSCODE", with: "ACC-TINH")
        .write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }
    return (folder, blockers)
  }

  @Test func aGuideAndTheTableThatItNeedsTravelTogetherUntilTheTablesSignerIsRevoked() async throws {
    try await world.begin()
    try await world.server.run { transport in
      let trainer = try await world.machine("trainer", .trainer, in: "01", over: transport)
      let first = try await world.machine("first", .volunteer, in: "00004", over: transport)
      let second = try await world.machine("second", .volunteer, in: "00008", over: transport)
      let keys = try world.keys()
      try SigningKeyFile.create(world.root, at: "\(world.work.path)/root.key")
      let (guide, table) = try guideWithItsTable()
      let pack = world.work.path + "/both.pack"
      func run(_ machine: TeamMachine, _ lines: [String]) async throws -> String {
        try await machine.startUnbroken(lines, on: world.server, over: transport)
      }
      // The guide first, everywhere.
      let published = try await run(
        trainer,
        [
          "guides sign \(guide) --key \(world.work.path)/root.key", "guides sign \(table) \(keys.options)",
          "guides pack \(pack) \(guide) \(table)", "guides publish \(pack) --unit 00005,00004",
          "guides publish \(pack) --unit 00004",
        ])
      #expect(published.contains("tam-tru version 8: the server knows no unit of that code."), "\(published)")
      #expect(published.contains("Published guide tam-tru, version 8."), "\(published)")
      for (machine, line) in [(first, "sync"), (second, "guides install \(pack)")] {
        let shown = try await run(machine, [line, "find tam tru"])
        #expect(
          shown.contains("New: guide tam-tru, version 8.") && !shown.contains("Not used")
            && !shown.contains("Not taken"), "\(shown)")
        #expect(shown.contains("Eighth words"), "\(shown)")
      }
      try await Publishing(world.server.store).revoke(
        keys.publicKey, with: world.root, now: world.server.clock.now)
      let after = try await run(first, ["sync", "find tam tru", "find tam tru"])
      #expect(after.ranges(of: "cannot be read any more").count == 1, "\(after)")
      #expect(after.contains("tam-tru version 8") && !after.contains("Eighth words"), "\(after)")
    }
  }

  /// More teams than one answer has.
  @Test func everyTeamIsTold() async throws {
    try await world.begin()
    try await world.server.run { transport in
      let trainer = try await world.machine("trainer", .trainer, in: "01", over: transport)
      for number in 0..<230 {
        let team = TeamRecord(id: InvitationCode.randomName(), name: "Tổ \(number)", unit: "00004")
        try await world.server.store.createTeam(team, now: world.server.clock.now)
      }
      let store = try Store(home: Home(path: trainer.home.path), deviceName: "x", wallClock: { 0 })
      let teams = try await GuideStatusInquiry(store, keys: store.keys, over: transport).teams()
      #expect(teams.count == 231)
      #expect(Set(teams.map(\.team)).count == 231)
      #expect(teams.reduce(0) { $0 + $1.devices } == 1)
    }
  }

  @Test func aTableWithAFaultIsNeitherSignedNorPackedNorTaken() async throws {
    try await world.begin()
    try await world.server.run { transport in
      let trainer = try await world.machine("trainer", .trainer, in: "01", over: transport)
      let laptop = try await world.machine("laptop", .volunteer, in: "00004", over: transport)
      let keys = try world.keys()
      func run(_ machine: TeamMachine, _ lines: [String]) async throws -> String {
        try await machine.startUnbroken(lines, on: world.server, over: transport)
      }
      let wrong = try table(.calendar, 2, [("date: 2026-11-24", "date: 2026-11-31")])
      let refused = try await run(
        trainer, ["guides sign \(wrong) \(keys.options)", "guides pack \(world.work.path)/x \(wrong)"])
      #expect(refused.contains("[bad-date]") && refused.contains("[guides.unfit]"), "\(refused)")
      #expect(!FileManager.default.fileExists(atPath: world.work.path + "/x"))
      // What nobody has numbered goes nowhere.
      let unnumbered = try table(.calendar, 2, [("\nversion: 2\n", "\n")])
      #expect(
        try await run(trainer, ["guides sign \(unnumbered) \(keys.options)"]).contains("[guides.no-version-line]"))

      // A program that does not check signs it all the same; the server cannot read it, the device does not use it.
      let files = ["calendar.yaml": try String(contentsOfFile: wrong, encoding: .utf8)]
      let package = GuidePackage(id: ContentTable.calendar.packageID, version: 2, files: files)
      try await world.server.store.publish(
        SignedGuide(package: package, signature: try world.root.sign(package)), now: 1)
      let shown = try await run(laptop, ["sync", "due 2026-11-20 2"])
      #expect(shown.contains("Not used: table calendar, version 2: it has faults"), "\(shown)")
      #expect(shown.contains("Viet Nam Culture Day"), "\(shown)")
    }
  }

  /// Trainers sign tables, and nothing else that is reserved.
  @Test func onlyTheProvinceSignsWhatIsNoTable() async throws {
    let key = SigningKey()
    let certificate = try TrainerCertificate(
      trainer: "Cô Lan", publicKey: key.publicBytes, validity: 0..<Int64.max, root: world.root)
    let trust = ContentTrust(rootKey: world.root.publicBytes)
    for (id, verdict) in [
      ("_table-calendar", ContentTrust.Verdict.trusted), ("_table-fees", .untrusted), (RevokedTrainers.id, .untrusted),
      ("_procedures-01", .untrusted),
    ] {
      let package = GuidePackage(id: id, version: 1, files: [:])
      let guide = SignedGuide(package: package, signature: try key.sign(package), certificate: certificate)
      #expect(trust.verdict(on: guide, at: 1) == verdict, "\(id)")
    }
  }
}
