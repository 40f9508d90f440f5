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

/// From a trainer's folder to the villages' machines, and back.
@Suite struct PublishingTests {
  private let world: PublishingWorld
  private var server: TestServer { world.server }
  private var root: SigningKey { world.root }
  private var work: TemporaryFolder { world.work }

  init() throws { world = try PublishingWorld() }

  /// What a reviewer would send back is not signed, however whole it is as a guide.
  @Test(arguments: [
    ("Mở dichvucong.gov.vn.example.com rồi nộp", "[suspicious-link]"), ("Bác đọc cho cháu mã OTP", "[asks-secret]"),
    ("Bác bấm […]", "[unfinished]"),
  ]) func whatAReviewerWouldSendBackIsNotSigned(text: String, code: String) async throws {
    try await server.run { transport in
      let trainer = TeamMachine("trainer's")
      let options = try world.keys().options
      let folder = try world.folder(2, title: "Tạm trú")
      let path = "\(folder)/guide.yaml"
      let guide = try String(contentsOfFile: path, encoding: .utf8)
      try guide.replacing(/\n    do: .*/, with: "\n    do: \(text)", maxReplacements: 1)
        .write(toFile: path, atomically: true, encoding: .utf8)
      let shown = try await trainer.startUnbroken(["guides sign \(folder) \(options)"], on: server, over: transport)
      #expect(shown.contains(code), "\(shown)")
      #expect(shown.contains("[guides.unfit]"))
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/signature.json"))
    }
  }

  @Test func aVersionReachesOneCommuneFirstThenAllAndIsTakenBack() async throws {
    try await world.begin()
    try await server.run { transport in
      let trainer = try await world.machine("trainer", .trainer, in: "01", over: transport)
      let first = try await world.machine("first", .volunteer, in: "00004", over: transport)
      let second = try await world.machine("second", .volunteer, in: "00008", over: transport)
      let keys = try world.keys()
      func title(on machine: TeamMachine) async throws -> String {
        try await machine.startUnbroken(["sync", "find tam tru"], on: server, over: transport)
      }
      let two = try await world.pack(2, title: "Second words", keys.options, by: trainer, over: transport)
      let staged = try await trainer.startUnbroken(["guides publish \(two) --unit 00004"], on: server, over: transport)
      #expect(staged.contains("Published guide tam-tru, version 2."))
      #expect(try await title(on: first).contains("Second words (tam-tru)"))
      #expect(try await title(on: second).contains("Registering temporary residence in VNeID (tam-tru)"))

      _ = try await trainer.startUnbroken(["guides publish \(two)"], on: server, over: transport)
      #expect(try await title(on: second).contains("Second words (tam-tru)"))
      _ = try await world.pack(3, title: "Third words", keys.options, by: trainer, over: transport)
      _ = try await trainer.startUnbroken(["guides publish \(work.path)/3.pack"], on: server, over: transport)
      #expect(try await title(on: first).contains("Third words (tam-tru)"))

      let back = try await trainer.startUnbroken(
        [
          "sync", "guides rollback tam-tru \(two) \(work.path)/back.pack \(keys.options)",
          "guides publish \(work.path)/back.pack",
        ], on: server, over: transport)
      #expect(back.contains("Published guide tam-tru, version 4."), "\(back)")
      for machine in [first, second] {
        #expect(try await title(on: machine).contains("Second words (tam-tru)"))
        // The versions themselves never go back.
        let old = try await machine.startUnbroken(
          ["guides install \(work.path)/3.pack", "find tam tru"], on: server, over: transport)
        #expect(old.contains("[guides.not-all-installed]"))
        #expect(old.contains("Second words (tam-tru)"))
      }
      let published = try await server.store.publications()
      #expect(published.map(\.version) == [2, 3, 4])
      #expect(published.allSatisfy { $0.trainer == "Cô Lan" && $0.units == nil })
      _ = try await first.startUnbroken(["sync"], on: server, over: transport)
      let team = try #require(try await server.store.teams().first { $0.name == "Tổ first" }).id
      let status = try await trainer.startUnbroken(["guides status \(team)"], on: server, over: transport)
      #expect(status.contains("tam-tru version 4: 1 device(s) (first)"), "\(status)")
    }
  }

  @Test func whatIsExpiredRevokedAlteredOrStrangeIsRefusedAndTheOldStays() async throws {
    try await world.begin()
    try await server.run { transport in
      let trainer = try await world.machine("trainer", .trainer, in: "01", over: transport)
      let laptop = try await world.machine("laptop", .volunteer, in: "00004", over: transport)
      func install(_ pack: String) async throws -> String {
        try await laptop.startUnbroken(["guides install \(pack)", "find tam tru"], on: server, over: transport)
      }
      let past = try await world.pack(
        2, title: "Past", world.keys(days: -9 ..< -1).options, by: trainer, over: transport)
      #expect(try await install(past).contains("is over or has not begun"))
      let future = try await world.pack(
        3, title: "Future", world.keys(days: 5..<9).options, by: trainer, over: transport)
      #expect(try await install(future).contains("is over or has not begun"))

      // A certificate that another province gave, or that the trainer gave to themselves.
      let stranger = SigningKey()
      let good = try world.keys()
      let folder = try world.folder(4, title: "Fourth")
      let package = try #require(try GuidePack(bytes: Array(Data(contentsOf: URL(fileURLWithPath: past)))).guides.first)
        .package
      let forged = try TrainerCertificate(
        trainer: "Ai đó", publicKey: stranger.publicBytes, validity: 0..<Int64.max, root: stranger)
      let strange = SignedGuide(package: package, signature: try stranger.sign(package), certificate: forged)
      try Data(GuidePack([strange]).bytes).write(to: URL(fileURLWithPath: work.path + "/strange.pack"))
      #expect(try await install(work.path + "/strange.pack").contains("this machine trusts"))
      let refused = try await trainer.startUnbroken(
        ["guides publish \(work.path)/strange.pack"], on: server, over: transport)
      #expect(refused.contains("does not trust the signature"))

      // A letter of a good pack is another.
      let four = try await world.pack(4, title: "Fourth", good.options, by: trainer, over: transport)
      let text = try String(contentsOfFile: four, encoding: .utf8)
      try text.replacing("Fourth", with: "Fifth!").write(
        toFile: work.path + "/altered.pack", atomically: true, encoding: .utf8)
      #expect(try await install(work.path + "/altered.pack").contains("this machine trusts"))
      try text.dropLast(100).write(toFile: work.path + "/cut.pack", atomically: true, encoding: .utf8)
      #expect(try await install(work.path + "/cut.pack").contains("[guides.pack-damaged]"))
      #expect(try await install("\(folder)/guide.yaml").contains("[guides.not-a-pack]"))
      #expect(try await install(four).contains("Fourth (tam-tru)"))

      // What was changed after signing is not packed.
      let guide = "\(folder)/en.yaml"
      try (String(contentsOfFile: guide, encoding: .utf8) + "# \n").write(
        toFile: guide, atomically: true, encoding: .utf8)
      let changed = try await trainer.startUnbroken(
        ["guides pack \(work.path)/x \(folder)"], on: server, over: transport)
      #expect(changed.contains("[guides.changed-since]"))

      // The key is revoked: what it signed goes, and the shipped version is back.
      try await Publishing(server.store).revoke(good.publicKey, with: root, now: server.clock.now)
      let after = try await laptop.startUnbroken(["sync", "find tam tru"], on: server, over: transport)
      #expect(after.contains("The list of revoked signers"))
      #expect(after.contains("Registering temporary residence in VNeID (tam-tru)"))
      let five = try await world.pack(5, title: "Fifth", good.options, by: trainer, over: transport)
      #expect(try await install(five).contains("was revoked"))
      #expect(try await install(five).contains("Registering temporary residence in VNeID (tam-tru)"))
      let late = try await trainer.startUnbroken(["guides publish \(five)"], on: server, over: transport)
      #expect(late.contains("was revoked"))
      await #expect(throws: PublishingFault.otherKey) {
        try await Publishing(server.store).revoke(good.publicKey, with: stranger, now: 0)
      }
    }
  }

  /// A trainer whose key was revoked gives the list of revoked keys to the server again, for few teams or for all.
  @Test func nobodyTakesARevocationBack() async throws {
    try await world.begin()
    try await server.run { transport in
      let trainer = try await world.machine("trainer", .trainer, in: "01", over: transport)
      let key = SigningKey().publicBytes
      try await Publishing(server.store).revoke(key, with: root, now: server.clock.now)
      let list = try await server.store.guides(GuideQuestion()).guides
      let store = try Store(home: Home(path: trainer.home.path), deviceName: "x", wallClock: { 0 })
      let unit = try #require(UnitCode(rawValue: "00004"))
      let results = try await PublishInquiry(store, keys: store.keys, over: transport).publish(list, for: [unit])
      #expect(results.map(\.outcome) == [.untrusted])
      // Nor does anybody narrow what everybody has.
      try await server.store.publish(list[0], for: [unit], now: 1)
      #expect(try await server.store.publications().map(\.units) == [nil])
      #expect(try await server.store.contentTrust().revoked == [key])
    }
  }

  @Test func onlyTrainersAndAdministratorsPublish() async throws {
    try await world.begin()
    try await server.run { transport in
      let keys = try world.keys()
      for role in [Role.volunteer, .leader] {
        let machine = try await world.machine(role.rawValue, role, in: "01", over: transport)
        let pack = try await world.pack(2, title: "Words", keys.options, by: machine, over: transport)
        let shown = try await machine.startUnbroken(["guides publish \(pack)"], on: server, over: transport)
        #expect(shown.contains("[team.not-allowed]"))
        // Nor by a program that does not ask.
        let store = try Store(home: Home(path: machine.home.path), deviceName: "x", wallClock: { 0 })
        await #expect(throws: SyncFault.refused(Problem(.notAllowed))) {
          try await PublishInquiry(store, keys: store.keys, over: transport).publish([], for: nil)
            + PublishInquiry(store, keys: store.keys, over: transport).publish(
              GuidePack(bytes: Array(Data(contentsOf: URL(fileURLWithPath: pack)))).guides, for: nil)
        }
      }
      #expect(try await server.store.publications().isEmpty)
    }
  }

  /// Whatever a machine talks to the server for, what comes along is looked at and used.
  @Test func aGuideThatComesWithAnotherErrandIsUsed() async throws {
    try await world.begin()
    try await server.run { transport in
      let trainer = try await world.machine("trainer", .trainer, in: "01", over: transport)
      let leader = try await world.machine("leader", .leader, in: "00004", over: transport)
      _ = try await leader.startUnbroken(["sync"], on: server, over: transport)
      let two = try await world.pack(2, title: "Second words", world.keys().options, by: trainer, over: transport)
      _ = try await trainer.startUnbroken(["guides publish \(two)"], on: server, over: transport)
      let shown = try await leader.startUnbroken(["team rekey", "find tam tru"], on: server, over: transport)
      #expect(shown.contains("Second words"), "\(shown)")
    }
  }

  /// A session that is under way keeps the words with which it began, and the entry says so.
  @Test func aSessionFinishesOnTheVersionItBeganWith() async throws {
    try await world.begin()
    try await server.run { transport in
      let trainer = try await world.machine("trainer", .trainer, in: "01", over: transport)
      let laptop = try await world.machine("laptop", .volunteer, in: "00004", over: transport)
      _ = try await laptop.startUnbroken(["open tam-tru", "1", "p"], on: server, over: transport)
      let two = try await world.pack(2, title: "Second words", world.keys().options, by: trainer, over: transport)
      _ = try await trainer.startUnbroken(["guides publish \(two)"], on: server, over: transport)
      let shown = try await laptop.startUnbroken(["sync", "resume", "q"], on: server, over: transport)
      #expect(shown.contains("Registering temporary residence in VNeID"))
      #expect(!shown.contains("Second words"))
      #expect(try await laptop.startUnbroken(["find tam tru"], on: server, over: transport).contains("Second words"))
      // It is finished and logged: the entry says which words the citizen was helped with.
      let answers = (0..<12).flatMap { _ in ["", "n"] }
      _ = try await laptop.startUnbroken(["resume", "q", "1"] + answers, on: server, over: transport)
      let path = work.path + "/log.jsonl"
      _ = try await laptop.startUnbroken(["export --format jsonl --output \(path)"], on: server, over: transport)
      let log = try String(contentsOfFile: path, encoding: .utf8)
      #expect(log.contains(#""guide":"tam-tru""#) && log.contains(#""guide_version":1"#), "\(log)")
    }
  }
}
