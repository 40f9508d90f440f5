import Domain
import Foundation
import Sealing
import ServerTesting
import SyncClient
import SyncCore
import SyncTesting
import Synchronization
import Testbed
import Testing

@testable import Server

/// What is wrong in a database is found and named, column by column.
@Suite(.timeLimit(.minutes(10))) struct VerificationTests {
  static let kinds: [StoreKind] = [.sqlite, .postgreSQL]

  /// A store with everything in it that can be verified.
  private struct World {
    let store: SQLServerStore
    let team: String
    /// A stream that is longer than a page, and the entry in its midst that is tampered with.
    let stream: StreamID
    let target: Entry
    let sequence = 100

    init(_ kind: StoreKind) async throws {
      let server = try await TestServer(kind)
      store = try #require(server.store as? SQLServerStore)
      let team = try await server.team().id
      self.team = team
      let made = Mutex<(StreamID, Entry)?>(nil)
      try await server.application.application().test(.router) { client in
        let transport = RouterTransport(client: client)
        let first = try await server.device(in: team, over: transport)
        for _ in 0..<150 { first.journal.append(.sample(sealed: [1, 2, 3])) }
        try await first.sync(over: transport)
        let target = first.journal.entries[99]
        made.withLock { $0 = (first.journal.stream, target) }
        // The same entry by another device, and another entry under the name of one.
        let second = try await server.device(in: team, over: transport)
        let taken = first.journal.entries[5]
        second.journal.append(taken)
        second.journal.append(.sample(id: first.journal.entries[6].header.id, minutes: 99))
        second.journal.append(.sample())
        let message = try second.signed(
          SyncRequest(stream: second.journal.stream, push: .init(base: second.journal.mark, entries: [.sample()])))
        try await second.sync(over: transport)
        try await server.revoke(second.keys.deviceID, in: team)
        try await server.store.keepAside(message, of: second.keys.deviceID, team: team, now: 1)
      }
      let held = made.withLock { $0 }
      (stream, target) = try #require(held)
      let root = ContentKey()
      try await store.setContentKey(root.publicBytes)
      let trainer = ContentKey()
      let certificate = try TrainerCertificate(
        trainer: "Cô Lan", publicKey: trainer.publicBytes, validity: 0..<10, root: root)
      for (name, key) in [("khai-sinh", root), ("tam-tru", trainer)] {
        let package = GuidePackage(id: name, version: 1, files: ["guide.yaml": "id: \(name)"])
        try await store.publish(
          SignedGuide(
            package: package, signature: try key.sign(package), certificate: name == "tam-tru" ? certificate : nil),
          for: nil, now: 5)
      }
    }

    /// The file of the database.
    var path: String {
      get async throws {
        try await store.engine.read { session in
          try #require(try session.row("SELECT file FROM pragma_database_list WHERE name = 'main'")?.text("file"))
        }
      }
    }

    /// What verifying finds.
    func findings() async throws -> [DamageFinding] {
      var findings: [DamageFinding] = []
      let report = try await Verification(store).run { findings.append($0) }
      #expect(report.findings == findings.count)
      return findings
    }

    /// What verifying finds while one value is another; the value is put back after that.
    func findings(
      altering column: String, of table: String, where condition: String,
      to change: @escaping @Sendable (SQLValue) -> SQLValue
    ) async throws -> [DamageFinding] {
      let before = try await store.engine.write { session in
        let row = try #require(try session.row("SELECT \(column) AS value FROM \(table) WHERE \(condition)"))
        let value = row.values[0]
        let changed = try session.execute(
          "UPDATE \(table) SET \(column) = $1 WHERE \(condition)", [change(value)])
        #expect(changed == 1, "\(table).\(column)")
        return value
      }
      let findings = try await findings()
      // By its place where the condition names what was altered.
      let back = condition.replacing("version = 1", with: "version <> 1")
      for condition in [condition, back] {
        _ = try await store.engine.write { session in
          try session.execute("UPDATE \(table) SET \(column) = $1 WHERE \(condition)", [before])
        }
      }
      return findings
    }
  }

  /// The value with one bit, one letter, or its number another.
  private static let altered: @Sendable (SQLValue) -> SQLValue = { value in
    switch value {
    case .null: return .null
    case .integer(let number): return .integer(number + 1000)
    case .bytes(var bytes):
      bytes[bytes.count / 2] ^= 1
      return .bytes(bytes)
    case .text(let text):
      var bytes = Array(text.utf8)
      let place = bytes.count / 2
      bytes[place] = bytes[place] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
      return .text(String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test(arguments: kinds) func whatIsWholeFits(_ kind: StoreKind) async throws {
    let world = try await World(kind)
    var told = 0
    let report = try await Verification(world.store).run { _ in told += 1 }
    #expect(told == 0)
    #expect(report == .init(teams: 1, streams: 2, entries: 153, guides: 2, findings: 0))
  }

  @Test(arguments: kinds) func eachColumnOfAnEntryIsHeldToAccount(_ kind: StoreKind) async throws {
    let world = try await World(kind)
    let place = "device = '\(world.stream.device)' AND id = '\(world.target.header.id.rawValue)'"
    let bySequence = "device = '\(world.stream.device)' AND sequence = 100"
    func check(
      _ column: String, _ damages: Set<DamageFinding.Damage>, at sequence: Int = 100, where condition: String,
      to change: @escaping @Sendable (SQLValue) -> SQLValue = VerificationTests.altered
    ) async throws {
      let findings = try await world.findings(altering: column, of: "entry", where: condition, to: change)
      #expect(findings.count == 1, "\(column) \(findings)")
      let finding = try #require(findings.first)
      #expect(damages.contains(finding.damage), "\(column) \(finding)")
      #expect(finding.team == world.team && finding.device == world.stream.device, "\(column)")
      #expect(finding.incarnation == world.stream.incarnation && finding.sequence == sequence, "\(column) \(finding)")
      #expect(finding.id != nil)
      #expect(try await world.findings().isEmpty, "\(column) was put back")
    }
    try await check("id", [.id], where: bySequence)
    try await check("header", [.header, .chain], where: place)
    try await check("header_hash", [.headerDigest], where: place)
    try await check("body", [.body], where: place)
    try await check("sealed", [.sealed], where: place)
    try await check("hash", [.chain], where: place)
    try await check("standing", [.standing], where: place) { _ in .text("conflict") }
    try await check("standing", [.standing], where: place) { _ in .text("alias") }
    try await check("sequence", [.gap], at: 101, where: place)
    try await check("change", [.feedGap], at: 101, where: place)
    try await check("feed_hash", [.feedChain], where: place)
  }

  @Test(arguments: kinds) func whatIsSaidOfStreamsDevicesAndMessagesIsHeldToAccount(_ kind: StoreKind) async throws {
    let world = try await World(kind)
    let device = "device = '\(world.stream.device)'"
    for (table, column, condition, damage): (String, String, String, DamageFinding.Damage) in [
      ("stream", "sequence", device, .mark), ("stream", "hash", device, .mark),
      ("team", "change", "team = '\(world.team)'", .feedHead),
      ("team", "feed_hash", "team = '\(world.team)'", .feedHead), ("device", "signing_key", device, .deviceKey),
      ("aside", "message", "decision IS NULL", .aside), ("aside", "fingerprint", "decision IS NULL", .aside),
    ] {
      let findings = try await world.findings(altering: column, of: table, where: condition, to: Self.altered)
      #expect(findings.map(\.damage) == [damage], "\(table).\(column)")
      #expect(findings.allSatisfy { $0.team == world.team })
      #expect(try await world.findings().isEmpty, "\(column) was put back")
    }
    // The last entries of a stream are gone, as from an index that lost them.
    _ = try await world.store.engine.write { session in
      try session.execute("DELETE FROM entry WHERE \(device) AND sequence = 150", [])
    }
    #expect(try await world.findings().map(\.damage) == [.mark, .feedGap])
  }

  @Test(arguments: kinds) func guidesAreHeldToTheRootKey(_ kind: StoreKind) async throws {
    let world = try await World(kind)
    for (column, name) in [
      ("files", "khai-sinh"), ("signature", "khai-sinh"), ("certificate", "tam-tru"), ("signature", "tam-tru"),
      ("version", "tam-tru"),
    ] {
      let condition = "id = '\(name)' AND version = 1"
      let findings = try await world.findings(altering: column, of: "guide", where: condition, to: Self.altered)
      #expect(findings.count == 1, "\(column)")
      #expect(findings.allSatisfy { [.guide, .guideSignature].contains($0.damage) && $0.id?.hasPrefix(name) == true })
      #expect(try await world.findings().isEmpty, "\(column) was put back")
    }
    let others = try await world.findings(
      altering: "value", of: "fact", where: "name = 'content_key'", to: Self.altered)
    #expect(others.map(\.id) == ["khai-sinh 1", "tam-tru 1"])
  }

  /// Nothing is said of a stream any more, as in a file that somebody had in their hands: its entries are looked at all the same.
  @Test func entriesWithoutTheirStreamAreLookedAt() async throws {
    let world = try await World(.sqlite)
    func tamper(_ sql: String) async throws {
      let run = try ProgramRun("/usr/bin/sqlite3", [try await world.path, sql])
      #expect(run.exitCode == 0, "\(run.errors)")
    }
    let place = "device = '\(world.stream.device)'"
    try await tamper("DELETE FROM stream WHERE \(place)")
    #expect(try await world.findings().map(\.damage) == [.mark])
    try await tamper("UPDATE entry SET body = x'7B7D' WHERE id = '\(world.target.header.id.rawValue)'")
    let findings = try await world.findings()
    #expect(findings.map(\.damage) == [.body])
    #expect(findings.first?.id == world.target.header.id.rawValue)
  }

  @Test func theProgramNamesTheBadEntryAndLeavesWithOne() async throws {
    let world = try await World(.sqlite)
    let path = try await world.path
    let whole = try ServerProgram.run(["verify", "--database", "sqlite:\(path)"])
    #expect(whole.status == 0)
    #expect(whole.output == "Everything fits: 1 teams, 2 streams, 153 entries, 2 guides.\n")
    try await world.store.engine.write { session in
      _ = try session.execute(
        "UPDATE entry SET body = $1 WHERE id = $2", [.bytes([0x7B, 0x7D]), .text(world.target.header.id.rawValue)])
    }
    let run = try ServerProgram.run(["verify", "--database", "sqlite:\(path)"])
    #expect(run.status == 1)
    let expected = [
      world.team, world.stream.device, world.stream.incarnation, "100", world.target.header.id.rawValue, "body",
      "the body is altered",
    ].joined(separator: "\t")
    #expect(run.output.split(separator: "\n").first.map(String.init) == expected)
    #expect(run.errors.isEmpty)
  }
}
