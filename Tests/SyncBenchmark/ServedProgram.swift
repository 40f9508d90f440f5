import Foundation
import Testbed

/// `camtay-server run` over a database, in a process of its own.
final class ServedProgram {
  let port: Int
  private let process = Process()

  /// Starts it and waits until it listens.
  init(database: String) throws {
    process.executableURL = URL(fileURLWithPath: Checkout.program("camtay-server"))
    process.arguments = ["run", "--database", database, "--listen", "127.0.0.1:0"]
    process.environment = ["CAMTAY_LANGUAGE": "en", "CAMTAY_CONTENT": Checkout.path]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let ready = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    let words = ready.split(separator: ":").last?.trimmingCharacters(in: .whitespacesAndNewlines)
    guard let port = words.flatMap({ Int($0) }) else { throw CocoaError(.executableLoad) }
    self.port = port
  }

  var address: String { "http://127.0.0.1:\(port)" }

  /// The most memory that was resident at any time, in MiB.
  var peakMemory: Int {
    let status = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return (line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) / 1024
  }

  /// Ends it.
  func stop() {
    process.terminate()
    process.waitUntilExit()
  }
}
