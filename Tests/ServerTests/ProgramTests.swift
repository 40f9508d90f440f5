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
@Suite(.timeLimit(.minutes(2))) struct ProgramTests {
  /// What the program did.
  struct Run: Sendable {
    let status: Int32
    let output: String
    let errors: String
  }

  static var program: URL {
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "camtay-server")
  }

  func process(_ arguments: [String]) -> (Process, output: Pipe, errors: Pipe) {
    let process = Process()
    process.executableURL = Self.program
    process.arguments = arguments
    process.environment = ["CAMTAY_LANGUAGE": "en"]
    let pipes = (Pipe(), Pipe())
    process.standardOutput = pipes.0
    process.standardError = pipes.1
    return (process, pipes.0, pipes.1)
  }

  private func run(_ arguments: String...) throws -> Run {
    let (process, output, errors) = process(arguments)
    try process.run()
    let out = output.fileHandleForReading.readDataToEndOfFile()
    let err = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus, output: String(decoding: out, as: UTF8.self),
      errors: String(decoding: err, as: UTF8.self))
  }

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
    let again = try run("guides", "publish", folder, "--key", key, "--database", database)
    #expect(again.status == 1)
    #expect(again.errors == "camtay-server: The server already has version 2. Raise the version.\n")

    let (serving, output, _) = process(["run", "--database", database, "--listen", "127.0.0.1:0"])
    try serving.run()
    let ready = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    let url = try #require(ready.split(separator: " ").last.map { String($0).trimmed })
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
  ])
  func everyFailureSaysOneThingAndLeavesWithItsCode(line: String, status: Int32) throws {
    let (process, output, errors) = process(line.split(separator: " ").map(String.init))
    try process.run()
    let out = output.fileHandleForReading.readDataToEndOfFile()
    let err = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == status)
    #expect(out.isEmpty == (status != 0))
    #expect(err.isEmpty == (status == 0))
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
