import Domain
import Sealing
import SyncCore

/// The server's store in SQL: one text of every query for both engines, one file for each noun.
package struct SQLServerStore: ServerStore {
  let engine: any SQLEngine

  /// A store in one SQLite file.
  ///
  /// - Parameters:
  ///   - create: whether to make the file where there is none.
  ///   - busySeconds: how long to wait for another program that keeps the file locked.
  /// - Throws: `StoreFault`.
  package init(path: String, create: Bool, busySeconds: Double = 10) throws {
    engine = try SQLiteEngine(path: path, create: create, busySeconds: busySeconds)
  }

  init(engine: any SQLEngine) { self.engine = engine }

  /// A store in a PostgreSQL database, which any number of server processes may share.
  ///
  /// - Parameters:
  ///   - conninfo: what libpq takes, key words or an address.
  ///   - create: whether to make the tables where there are none.
  ///   - connections: how many there are at most.
  /// - Throws: `StoreFault`.
  package static func postgreSQL(
    _ conninfo: String, create: Bool, connections: Int = 8
  ) async throws -> SQLServerStore {
    SQLServerStore(
      engine: try await PostgresEngine.open(conninfo: conninfo, create: create, connections: connections))
  }

  package func close() async throws { try await engine.close() }

  package func facts() async throws -> ServerFacts {
    try await engine.read { session in
      let facts = try session.query("SELECT name, value FROM fact", [])
        .reduce(into: [:]) { facts, row in facts[try row.text("name")] = try row.text("value") }
      guard let epoch = facts["epoch"], let key = facts["signing_key"].flatMap(Hexadecimal.bytes),
        let signingKey = try? SigningKey(privateBytes: key)
      else { throw StoreFault.damaged }
      return ServerFacts(
        epoch: epoch, contentKey: facts["content_key"].flatMap(Hexadecimal.bytes), signingKey: signingKey)
    }
  }

  /// Lets nobody else change what holds for the whole server until the transaction ends.
  static func lockFacts(_ session: some SQLSession) throws {
    _ = try session.row("SELECT value FROM fact WHERE name = 'epoch'\(session.forUpdate)")
  }
}
