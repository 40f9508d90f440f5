import Foundation

/// The program as people start it.
enum ServerProgram {
  /// What the program did.
  struct Run: Sendable {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The program with these words behind it, not yet started.
  static func process(_ arguments: [String]) -> (Process, output: Pipe, errors: Pipe) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "camtay-server")
    process.arguments = arguments
    process.environment = ["CAMTAY_LANGUAGE": "en"]
    let pipes = (Pipe(), Pipe())
    process.standardOutput = pipes.0
    process.standardError = pipes.1
    return (process, pipes.0, pipes.1)
  }

  /// Runs the program to its end.
  static func run(_ arguments: [String]) throws -> Run {
    let (process, output, errors) = process(arguments)
    try process.run()
    let out = output.fileHandleForReading.readDataToEndOfFile()
    let err = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus, output: String(decoding: out, as: UTF8.self),
      errors: String(decoding: err, as: UTF8.self))
  }

  /// A server that is ready, and its address.
  static func serving(_ database: String, _ more: String...) throws -> (process: Process, address: String) {
    let (process, address, _) = try logging(database, more)
    return (process, address)
  }

  /// A server that is ready, its address, and where its log comes out.
  static func logging(
    _ database: String, _ more: [String] = []
  ) throws -> (process: Process, address: String, log: FileHandle) {
    let (process, output, errors) = process(["run", "--database", database, "--listen", "127.0.0.1:0"] + more)
    try process.run()
    let ready = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    return (process, ready.split(separator: " ").last.map { String($0).trimmed } ?? "", errors.fileHandleForReading)
  }
}

extension String {
  /// Without the blanks at its ends.
  var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
