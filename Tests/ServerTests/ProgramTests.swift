import Domain
import Foundation
import Sealing
import Server
import ServerTesting
import SyncClient
import SyncCore
import SyncTesting
import Testing

/// The program as people start it.
@Suite(.timeLimit(.minutes(10))) struct ProgramTests {
  private func run(_ arguments: String...) throws -> ServerProgram.Run { try ServerProgram.run(arguments) }

  @Test func theWholeStoryFromATeamToAnExport() async throws {
    let server = try TestServer()
    defer { try? FileManager.default.removeItem(atPath: server.folder) }
    try await server.store.close()
    let database = "sqlite:\(server.path)"
    let folder = "\(server.folder)/khai-sinh"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data("id: \"khai-sinh\" # a comment\nversion: 2\ntitle: Khai sinh\n".utf8)
      .write(to: URL(fileURLWithPath: "\(folder)/guide.yaml"))
    let key = "\(server.folder)/content.key"

    let team = try run("team", "create", "--database", database, "--name", "Tổ ấp 3").output.trimmed
    let code = try run("invite", "--database", database, "--team", team).output.trimmed
    let publicKey = try run("keys", "create", key, "--database", database).output.trimmed
    let mode = try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try run("guides", "publish", folder, "--key", key, "--database", database).status == 0)
    // Word for word it may come again; other words need another version.
    #expect(try run("guides", "publish", folder, "--key", key, "--database", database).status == 0)
    try Data("id: \"khai-sinh\"\nversion: 2\ntitle: Khai tử\n".utf8)
      .write(to: URL(fileURLWithPath: "\(folder)/guide.yaml"))
    let again = try run("guides", "publish", folder, "--key", key, "--database", database)
    #expect(again.status == 1)
    #expect(
      again.errors
        == "camtay-server: The server has khai-sinh in version 2 or a newer one. Raise the version.\n")

    // What every device would refuse is not stored.
    try Data("id: \"khai-sinh\"\nversion: 3\ntitle: Bác đọc mã OTP cho cháu\n".utf8)
      .write(to: URL(fileURLWithPath: "\(folder)/guide.yaml"))
    let harmful = try run("guides", "publish", folder, "--key", key, "--database", database)
    #expect(harmful.status == 1)
    #expect(harmful.errors.contains("khai-sinh version 3, khai-sinh/guide.yaml:3:8: it asks people for a password"))

    let (serving, url) = try ServerProgram.serving(database)
    let keys = DeviceKeys()
    let enrolment = try await Enrolling.enrol(at: url, code: code, name: "Máy 1", keys: keys)
    #expect(enrolment.contentKey == Hexadecimal.bytes(publicKey))
    let journal = MemoryJournal(
      stream: StreamID(device: keys.deviceID, incarnation: Randomness.incarnation()), enrolment: enrolment)
    for _ in 0..<3 { journal.append(.sample()) }
    let device = TestDevice(journal: journal, keys: keys, enrolment: enrolment)
    let summary = try await HTTPTransport.reaching(ServerAddress(url)) { try await device.sync(over: $0) }
    #expect(summary.entriesSent == 3)
    #expect(journal.guideVersions() == ["khai-sinh": 2])
    // While it serves, an administrator can export.
    let lines = try run("export", "--database", database, "--format", "jsonl").output.split(separator: "\n")
    #expect(lines.count == 3)
    serving.terminate()
    serving.waitUntilExit()
    #expect(serving.terminationStatus == 0)
    let csv = try run("export", "--database", database, "--team", team, "--format", "csv").output
    #expect(csv.hasPrefix("\u{FEFF}Entry id,Time,"))
  }

  @Test(arguments: [
    ("team list --database sqlite:/nonexistent/a", 1), ("team list", 2), ("no-such-command", 2),
    ("team list --database mysql:x", 2), ("run --database sqlite:/nonexistent/a --listen nowhere", 2),
    ("export --database sqlite:/nonexistent/a --format csv --from 31/02/2026", 2),
    ("team create --database sqlite:/nonexistent/a/b --name x", 3), ("--help", 0),
    ("team list --database postgres:host=/nonexistent", 3), ("team list --database postgres:nonsense", 2),
    ("schema", 0), ("schema --distributed", 0), ("schema --no-such-flag", 2),
  ])
  func everyFailureSaysOneThingAndLeavesWithItsCode(line: String, status: Int32) throws {
    let run = try ServerProgram.run(line.split(separator: " ").map(String.init))
    #expect(run.status == status)
    #expect(run.output.isEmpty == (status != 0))
    #expect(run.errors.isEmpty == (status == 0))
  }
}
