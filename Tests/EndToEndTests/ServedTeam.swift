import Foundation
import Testbed

/// The server's program while it serves one team.
final class ServedTeam {
  private let process = Process()
  /// Its database, where that is SQLite's, and its log.
  let folder = TemporaryFolder()
  /// Where it listens.
  let address: String
  var port: Int { Int(address.split(separator: ":").last ?? "") ?? 0 }
  private let team: String
  private let database: String

  /// Why there is none.
  struct Unavailable: Error {}

  /// Starts it over that database, or one of its own.
  init(database given: String? = nil) throws {
    let program = Checkout.program("camtay-server")
    let database = given ?? "sqlite:\(folder.path)/server.sqlite"
    self.database = database
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["run", "--database", database, "--listen", "127.0.0.1:0"]
    process.environment = ["CAMTAY_LANGUAGE": "en"]
    let output = Pipe()
    process.standardOutput = output
    let log = folder.path + "/server.log"
    try Data().write(to: URL(fileURLWithPath: log))
    process.standardError = FileHandle(forWritingAtPath: log)
    try process.run()
    let ready = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let address = ready.firstMatch(of: /http:\/\/127\.0\.0\.1:[0-9]+/)?.output else { throw Unavailable() }
    self.address = String(address)
    team = try ProgramRun(program, ["team", "create", "--database", database, "--name", "Tổ ấp 3"]).text.trimmed
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
  }

  /// An invitation's code.
  func code(role: String = "volunteer") throws -> String {
    try run(["invite", "--team", team, "--role", role]).text.trimmed
  }

  /// The lines of the export that administrators get.
  func export() throws -> [Substring] {
    try run(["export", "--team", team, "--format", "jsonl"]).text.split(separator: "\n")
  }

  /// A command of the server's program over its database.
  func run(_ arguments: [String]) throws -> ProgramRun {
    try ProgramRun(Checkout.program("camtay-server"), arguments + ["--database", database])
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
