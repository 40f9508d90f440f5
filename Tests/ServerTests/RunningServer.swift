import Foundation
import Testing

/// The server's program while it serves.
struct RunningServer {
  private let process: Process
  let port: Int

  /// Starts it over a database.
  init(database: String) throws {
    let (process, output, _) = ProgramTests().process([
      "run", "--database", "sqlite:\(database)", "--listen", "127.0.0.1:0",
    ])
    self.process = process
    try process.run()
    let ready = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    port = try #require(
      ready.split(separator: ":").last.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) })
  }

  /// The most memory that was resident at any time, in bytes.
  func mostMemory() throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
    let kilobytes = status.firstMatch(of: /VmHWM:\s+([0-9]+) kB/).flatMap { Int($0.output.1) }
    return try #require(kilobytes) * 1024
  }

  /// Ends it.
  func stop() {
    process.terminate()
    process.waitUntilExit()
  }
}
