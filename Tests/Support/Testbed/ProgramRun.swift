import Dispatch
import Foundation

/// One finished run of a program, without a terminal.
package struct ProgramRun {
  package let exitCode: Int32
  package let output: Data
  package let errors: String

  /// What it wrote to standard output.
  package var text: String { String(decoding: output, as: UTF8.self) }

  /// Runs the program to its end with these bytes on its standard input.
  package init(
    _ program: String, _ arguments: [String] = [], input: Data = Data(), environment: [String: String] = [:],
    folder: String? = nil
  ) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment
      .merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }.merging(TestPassphrase.environment) { $1 }
      .merging(environment) { $1 }
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    // Files, not pipes: neither side can wait for the other.
    let scratch = TemporaryFolder()
    let paths = ["in", "out", "err"].map { scratch.path + "/" + $0 }
    try input.write(to: URL(fileURLWithPath: paths[0]))
    for path in paths[1...] { try Data().write(to: URL(fileURLWithPath: path)) }
    process.standardInput = FileHandle(forReadingAtPath: paths[0])
    process.standardOutput = FileHandle(forWritingAtPath: paths[1])
    process.standardError = FileHandle(forWritingAtPath: paths[2])
    // `waitUntilExit` looks only every so often, which would be most of what a short program takes.
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    ended.wait()
    exitCode = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    output = FileManager.default.contents(atPath: paths[1]) ?? Data()
    errors = String(decoding: FileManager.default.contents(atPath: paths[2]) ?? Data(), as: UTF8.self)
  }
}
