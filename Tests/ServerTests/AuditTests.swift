import Domain
import Foundation
import Logging
import Sealing
import ServerTesting
import ServiceLifecycle
import SyncClient
import SyncCore
import SyncTesting
import Testing

@testable import Server

/// What comes into the audit by itself.
@Suite(.timeLimit(.minutes(10))) struct AuditTests {
  @Test func joiningAndRefusalsAreKept() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let device = try await server.device(over: transport)
      func refuse(_ keys: DeviceKeys) async throws {
        await #expect(throws: SyncFault.self) { try await transport.enrol(InvitationCode.random().text, keys: keys) }
      }
      func kept() async throws -> [AuditRecord] {
        try await server.store.audit(in: .min..<(.max)).sorted { ($0.what, $0.time) < ($1.what, $1.time) }
      }
      try await refuse(device.keys)
      try await refuse(device.keys)
      var records = try await kept()
      #expect(records.map(\.what) == ["enrolled", "enrolment-refused"])
      #expect(records[0].doer.device == device.keys.deviceID && records[0].team == device.enrolment.team)
      #expect(records[1].subject == "code-unknown")
      #expect(records[1].count == 2 && records[1].doer.device == device.keys.deviceID)
      // Another device of the same address counts there too; another hour has a record of its own.
      try await refuse(DeviceKeys())
      server.clock.advance(milliseconds: RefusalTally.window)
      try await refuse(DeviceKeys())
      records = try await kept()
      #expect(records.map(\.count) == [1, 3, 1])
      #expect(records[1].doer.device == nil && records[1].canonical["count"] == .integer(3))
    }
  }

  /// However many addresses somebody has, the table does not grow with them.
  @Test func refusalsFillNoTable() async throws {
    let store = MemoryServerStore()
    let tally = RefusalTally(store)
    for number in 0..<(RefusalTally.most + 300) {
      let address = PeerAddress("11.\(number / 256).\(number % 256).1")
      for _ in 0..<2 { try await tally.note(.codeUnknown, of: Doer(device: nil, address: address), now: 5) }
    }
    let records = store.audit(in: .min..<(.max))
    #expect(records.count == RefusalTally.most + 1)
    #expect(records.filter { $0.doer.neighbourhood == nil }.map(\.count) == [600])
  }

  @Test func tokensThatAreRefusedNowAndThenAreNotKeptManyAreOnce() async throws {
    var server = try TestServer()
    server.limits.refusedTokensPerMinute = 5
    try await server.run { [server] transport in
      func refuse(_ count: Int) async throws {
        for _ in 0..<count {
          #expect(try await transport.problem(Route.sync, body: [], token: "x") == Problem(.tokenRefused))
        }
      }
      func kept() async throws -> [String] { try await server.store.audit(in: .min..<(.max)).map(\.what) }
      try await refuse(5)
      #expect(try await kept().isEmpty)
      try await refuse(20)
      #expect(try await kept() == ["token-refused-often"])
      server.clock.advance(milliseconds: 60_000)
      try await refuse(5)
      #expect(try await kept().count == 1)
      try await refuse(5)
      #expect(try await kept().count == 2)
    }
  }

  @Test func whoPublishedWhatIsKept() async throws {
    let server = try TestServer()
    defer { try? FileManager.default.removeItem(atPath: server.folder) }
    let root = ContentKey()
    try await server.store.setContentKey(root.publicBytes)
    let package = GuidePackage(id: "khai-sinh", version: 3, files: ["guide.yaml": "x"])
    let guide = SignedGuide(package: package, signature: try root.sign(package))
    #expect(try await Publishing(server.store).publish(guide, for: nil, now: 5) == .published)
    let other = SignedGuide(package: package, signature: try ContentKey().sign(package))
    #expect(try await Publishing(server.store).publish(other, for: nil, now: 6) == .untrusted)
    try await Publishing(server.store).revoke(ContentKey().publicBytes, with: root, now: 7)
    let records = try await server.store.audit(in: .min..<(.max))
    #expect(records.map(\.what) == ["guide-published", "trainer-revoked"])
    #expect(records[0].subject == "khai-sinh 3")
    #expect(records.allSatisfy { $0.doer == .here })
  }

  /// Kept for 400 days, and gone without anybody's doing.
  @Test func theServerPurgesByItself() async throws {
    let store = MemoryServerStore()
    let clock = TestClock()
    let kept = clock.now - AuditRecord.lifetime
    for time in [kept - 1, kept] { store.noteAudit(AuditRecord(.exported, by: .here, time: time)) }
    let purge = AuditPurge(store: store, clock: { clock.now }, logger: Logger(label: "test"))
    let task = Task { try await purge.run() }
    while store.audit(in: .min..<(.max)).count > 1 { try await Task.sleep(for: .milliseconds(1)) }
    task.cancel()
    try await task.value
    #expect(store.audit(in: .min..<(.max)).map(\.time) == [kept])
    #expect(AuditRecord.lifetime == 400 * 86_400_000)
  }

  @Test func theProgramKeepsWhatItsCommandsDoAndPrintsIt() async throws {
    let server = try TestServer()
    defer { try? FileManager.default.removeItem(atPath: server.folder) }
    try await server.store.close()
    let database = ["--database", "sqlite:\(server.path)"]
    func run(_ words: String...) throws -> String {
      let run = try ServerProgram.run(words + database)
      #expect(run.status == 0, "\(words) \(run.errors)")
      return run.output.trimmed
    }
    let team = try run("team", "create", "--name", "Tổ ấp 3")
    _ = try run("invite", "--team", team, "--for", "Chị Hoa")
    let key = try run("keys", "create", "\(server.folder)/content.key")
    let trainer = Hexadecimal.text(ContentKey().publicBytes)
    let root = ["--key", "\(server.folder)/content.key"]
    #expect(
      try ServerProgram.run(["trainers", "certify", "--name", "Cô Lan", "--public-key", trainer] + root + database)
        .status == 0)
    #expect(try ServerProgram.run(["trainers", "revoke", trainer] + root + database).status == 0)
    let units = "\(server.folder)/units.csv"
    try Data("code,name,kind,parent\n01,Hà Nội,province,\n".utf8).write(to: URL(fileURLWithPath: units))
    let list = "\(server.folder)/procedures.csv"
    try Data("code,name\n1.000001,Khai sinh\n".utf8).write(to: URL(fileURLWithPath: list))
    #expect(try ServerProgram.run(["procedures", "import", list] + root + database).status == 0)
    _ = try ServerProgram.run(["units", "import", units] + database)
    _ = try run("export", "--format", "csv", "--from", "2026-11-01")
    let text = try run("audit")
    let whats = text.split(separator: "\n").map { $0.split(separator: "\t")[1] }
    #expect(
      whats == [
        "team-created", "invite", "key-created", "trainer-certified", "trainer-revoked", "procedures-imported",
        "units-imported", "exported",
      ])
    let lines = try run("audit", "--json").split(separator: "\n")
    let objects = try lines.map { try CanonicalValue(bytes: Array($0.utf8)) }
    #expect(objects.compactMap { $0["what"]?.text } == whats.map { String($0) })
    #expect(objects[0]["team"]?.text == team && objects[2]["subject"]?.text == key)
    #expect(objects.last?["subject"]?.text == "csv 2026-11-01..")
    #expect(!text.contains("Hoa") && !text.contains("Cô Lan"))
    #expect(try run("audit", "--to", "2020-01-01").isEmpty)
    #expect(try ServerProgram.run(["audit", "--from", "31/02/2026"] + database).status == 2)
  }
}
