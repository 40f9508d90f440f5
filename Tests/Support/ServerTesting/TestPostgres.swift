import Domain
import Foundation
import Sealing
import Server

/// A PostgreSQL of this test process: started when a test first needs it, gone with the process however that ends.
package enum TestPostgres {
  /// A schema of its own in that PostgreSQL, for one test.
  package struct Database: Sendable {
    /// How to connect, with the schema as the only one.
    package let conninfo: String
    /// The name of the schema, and of the connections to it.
    package let name: String

    /// Opens the store in it, as one more server would.
    package func open(create: Bool = true, connections: Int = 4) async throws -> SQLServerStore {
      try await SQLServerStore.postgreSQL(conninfo, create: create, connections: connections)
    }

    /// What `psql` prints for statements: a line for each row, with `|` between the columns.
    @discardableResult package func psql(_ sql: String) throws -> [String] {
      try TestPostgres.psql(conninfo, sql)
    }
  }

  /// Why there is none.
  package struct Unavailable: Error, CustomStringConvertible {
    package let description: String
  }

  private static let running = Task { try await onThread { try start() } }

  /// A new schema.
  package static func database() async throws -> Database {
    let server = try await running.value
    let name = "t_\(Hexadecimal.text(Randomness.bytes(6)))"
    try await onThread { _ = try psql(server.conninfo, "CREATE SCHEMA \(name)") }
    return Database(
      conninfo: "\(server.conninfo) application_name=\(name) options='-c search_path=\(name)'", name: name)
  }

  /// Does what blocks on a thread of its own: those of tasks are few, and other tests measure time.
  private static func onThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      Thread { continuation.resume(with: Result { try work() }) }.start()
    }
  }

  private struct Server: Sendable {
    let conninfo: String
    /// PostgreSQL ends when the last copy of this end of the pipe is closed.
    let life: FileHandle
  }

  private static func start() throws -> Server {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Scripts/postgres.sh").standardized
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [script.path]
    let (life, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = life
    process.standardOutput = output
    process.standardError = errors
    // No other program that a test starts may keep PostgreSQL alive.
    _ = fcntl(life.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard line.hasPrefix("host=") else {
      throw Unavailable(
        description: String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self))
    }
    return Server(
      conninfo: line.trimmingCharacters(in: .whitespacesAndNewlines), life: life.fileHandleForWriting)
  }

  @discardableResult private static func psql(_ conninfo: String, _ sql: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/psql")
    process.arguments = ["-XAtq", "-v", "ON_ERROR_STOP=1", "-d", conninfo, "-c", sql]
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let lines = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Unavailable(description: String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self))
    }
    return lines.split(separator: "\n").map(String.init)
  }
}
