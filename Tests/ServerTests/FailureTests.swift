import Domain
import HummingbirdTesting
import Logging
import ServerTesting
import SyncCore
import Synchronization
import Testing

@testable import Server

/// A server whose store fails in a way that nobody foresaw.
@Suite struct FailureTests {
  /// An error with words in it that nobody outside may read.
  private enum Surprise: Error {
    case deep(secret: String)
  }

  /// A database that throws it.
  private struct FailingEngine: SQLEngine {
    func read<Value: Sendable>(_ work: @escaping @Sendable (any SQLSession) throws -> Value) async throws -> Value {
      throw Surprise.deep(secret: "SELECT hunter2 FROM device")
    }
    func write<Value: Sendable>(_ work: @escaping @Sendable (any SQLSession) throws -> Value) async throws -> Value {
      throw Surprise.deep(secret: "SELECT hunter2 FROM device")
    }
    func reclaim(fully: Bool) async throws {}
    func close() async throws {}
  }

  /// A log that remembers.
  private final class Lines: LogHandler, Sendable {
    let all = Mutex<[String]>([])
    let level = Mutex(Logger.Level.trace)
    var metadata: Logger.Metadata {
      get { [:] }
      set {}
    }
    var logLevel: Logger.Level {
      get { level.withLock(\.self) }
      set { level.withLock { $0 = newValue } }
    }
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { nil }
      set {}
    }
    func log(event: LogEvent) {
      all.withLock { $0.append("\(event.level) \(event.message) \(event.metadata ?? [:])") }
    }
  }

  @Test func whoAsksGetsANumberAndTheLogTellsMoreUnderIt() async throws {
    let lines = Lines()
    let application = ServerApplication(
      store: SQLServerStore(engine: FailingEngine()), logger: Logger(label: "test") { _ in lines })
    try await application.application().test(.router) { client in
      let answer = try await client.execute(uri: Route.health, method: .get)
      let text = String(buffer: answer.body)
      let problem = try #require(Problem(bytes: Array(text.utf8)))
      #expect(answer.status == .internalServerError)
      #expect(problem.code == .unexpected)
      let number = try #require(problem.reference)
      #expect(number.count == 8 && text.contains("urn:camtay:failure:\(number)"))
      for word in ["hunter2", "Surprise", "SELECT", ".swift", "deep"] { #expect(!text.contains(word)) }
      let line = try #require(lines.all.withLock { $0.first { $0.contains(number) } })
      #expect(line.hasPrefix("error ") && line.contains("Surprise.deep"))
      #expect(!line.contains("hunter2"))
      let second = try await client.execute(uri: Route.health, method: .get)
      #expect(Problem(bytes: Array(buffer: second.body))?.reference != number)
    }
  }
}
