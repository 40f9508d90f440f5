import Foundation
import Testbed

/// The server's program while it serves one team.
final class ServedTeam {
  private let process = Process()
  private let folder = TemporaryFolder()
  /// Where it listens.
  let address: String
  private let team: String
  private var database: String { "sqlite:\(folder.path)/server.sqlite" }

  /// Why there is none.
  struct Unavailable: Error {}

  init() throws {
    let program = Checkout.program("camtay-server")
    let database = "sqlite:\(folder.path)/server.sqlite"
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["run", "--database", database, "--listen", "127.0.0.1:0"]
    process.environment = ["CAMTAY_LANGUAGE": "en"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
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
  func code() throws -> String {
    try ProgramRun(Checkout.program("camtay-server"), ["invite", "--database", database, "--team", team]).text.trimmed
  }

  /// The lines of the export that administrators get.
  func export() throws -> [Substring] {
    try ProgramRun(
      Checkout.program("camtay-server"), ["export", "--database", database, "--team", team, "--format", "jsonl"]
    ).text.split(separator: "\n")
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
