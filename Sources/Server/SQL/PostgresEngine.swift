import NIOPosix
import Synchronization

/// A PostgreSQL database, for any number of server processes at once.
///
/// Transactions run on threads of their own, as many as there may be connections; what is more waits its turn. So each
/// connection is used by one thread at a time, and there is always one for a thread that needs it.
final class PostgresEngine: SQLEngine {
  private let conninfo: String
  private let threads: NIOThreadPool
  /// The connections that no transaction uses.
  private let resting = Mutex<[PostgresConnection]>([])
  /// How often a transaction is tried that others stand in the way of.
  private static let attempts = 5

  /// Threads that connect as they are needed.
  private init(conninfo: String, connections: Int) {
    self.conninfo = conninfo
    threads = NIOThreadPool(numberOfThreads: connections)
    threads.start()
  }

  /// Opens the database, and brings it to this program's version. Several programs may do so at once.
  ///
  /// - Parameters:
  ///   - conninfo: what libpq understands, "Connection Strings" in its documentation.
  ///   - create: whether to make the tables where there are none.
  ///   - connections: how many there are at most.
  /// - Throws: `StoreFault`.
  static func open(conninfo: String, create: Bool, connections: Int) async throws -> PostgresEngine {
    let engine = PostgresEngine(conninfo: conninfo, connections: connections)
    try await engine.write { try PostgresSchema.upgrade($0, create: create) }
    return engine
  }

  deinit { threads.shutdownGracefully { _ in } }

  /// `VACUUM` lets the room of erased rows be written over, beside whoever works; `VACUUM FULL` writes the table anew,
  /// without them. Neither may stand in a transaction.
  func reclaim(fully: Bool) async throws {
    do {
      try await threads.runIfActive { [self] in
        let connection = try PostgresConnection(conninfo: conninfo)
        let dead = try connection.query(
          """
          SELECT pg_stat_get_dead_tuples(c.oid) AS number FROM pg_catalog.pg_class c
          WHERE c.relname = 'entry' AND c.relnamespace = current_schema()::regnamespace
          """, []
        ).rows().first?.number("number")
        guard fully || dead != 0 else { return }
        // A large table takes as long as it takes.
        try connection.run("SET statement_timeout = 0")
        try connection.run(fully ? "VACUUM FULL entry" : "VACUUM entry")
      }
    } catch let fault as PostgresFault {
      throw StoreFault(fault)
    }
  }

  func close() async throws {
    try await threads.shutdownGracefully()
    resting.withLock { $0 = [] }
  }

  func read<Value: Sendable>(_ work: @escaping @Sendable (any SQLSession) throws -> Value) async throws -> Value {
    try await run(begin: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", work)
  }

  func write<Value: Sendable>(_ work: @escaping @Sendable (any SQLSession) throws -> Value) async throws -> Value {
    try await run(begin: "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", work)
  }

  private func run<Value: Sendable>(
    begin: String, _ work: @escaping @Sendable (any SQLSession) throws -> Value
  ) async throws -> Value {
    do {
      return try await threads.runIfActive { [self] in
        for _ in 1..<Self.attempts {
          do { return try transaction(begin: begin, work) } catch let fault as PostgresFault where fault.isConflict {}
        }
        return try transaction(begin: begin, work)
      }
    } catch let fault as PostgresFault {
      throw StoreFault(fault)
    }
  }

  private func transaction<Value>(begin: String, _ work: (any SQLSession) throws -> Value) throws -> Value {
    let connection = try connection(after: begin)
    do {
      let value = try work(PostgresSession(connection: connection))
      // Where a statement failed before and the work went on all the same, PostgreSQL answers with ROLLBACK.
      guard try connection.run("COMMIT").command == "COMMIT" else { throw StoreFault.failed(code: "25P02") }
      resting.withLock { $0.append(connection) }
      return value
    } catch {
      // A connection that cannot even go back is left to close.
      if (try? connection.run("ROLLBACK")) != nil { resting.withLock { $0.append(connection) } }
      throw error
    }
  }

  /// A connection on which a transaction has begun. One that rested may have broken meanwhile; nothing has been asked
  /// of it then, and a new one takes its place.
  private func connection(after begin: String) throws -> PostgresConnection {
    if let rested = resting.withLock({ $0.popLast() }), (try? rested.run(begin)) != nil { return rested }
    let connection = try PostgresConnection(conninfo: conninfo)
    try connection.run(begin)
    return connection
  }
}
