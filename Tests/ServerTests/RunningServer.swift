import Foundation
import Testing

/// The server's program while it serves.
struct RunningServer {
  private let process: Process
  let port: Int

  /// Starts it over a database.
  init(database: String) throws {
    let (process, address) = try ServerProgram.serving("sqlite:\(database)")
    self.process = process
    port = try #require(address.split(separator: ":").last.flatMap { Int($0) })
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
