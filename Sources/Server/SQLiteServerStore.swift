import Domain
import Foundation
import GRDB

/// The server's store in one SQLite file: the embedded default, for one server process.
///
/// One connection, rollback journal, `synchronous=FULL`: what a call has stored survives a power cut. Blocking work
/// runs on the queue's own thread, never on an event loop.
package final class SQLiteServerStore: ServerStore {
  private let queue: DatabaseQueue

  /// Opens the file, and brings it to this program's version.
  ///
  /// - Parameters:
  ///   - create: whether to make the file where there is none.
  ///   - busySeconds: how long to wait for another program that keeps the file locked.
  /// - Throws: `StoreFault`.
  package init(path: String, create: Bool, busySeconds: Double = 10) throws {
    guard create || FileManager.default.fileExists(atPath: path) else { throw StoreFault.missing(path: path) }
    var configuration = Configuration()
    configuration.label = "camtay-server"
    configuration.busyMode = .timeout(busySeconds)
    configuration.prepareDatabase { db in
      // Before anything that could write: a file that is not ours stays as it is.
      try ServerSchema.checkOwner(db)
      try db.execute(sql: "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON")
    }
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.write(ServerSchema.markOwner)
      try queue.writeWithoutTransaction(Self.assertDurable)
      try ServerSchema.migrator.migrate(queue)
    } catch let error as DatabaseError {
      throw StoreFault(error)
    }
  }

  /// The store that a command line names: `sqlite:PATH`.
  package static func open(address: String, create: Bool) throws -> SQLiteServerStore {
    guard address.hasPrefix("sqlite:"), address.count > 7 else { throw StoreFault.badAddress(address) }
    return try SQLiteServerStore(path: String(address.dropFirst(7)), create: create)
  }

  /// Closes the file. Nothing can be asked after that.
  package func close() throws { try queue.close() }

  /// SQLite takes a pragma that it does not like without a word, so they are read back.
  private static func assertDurable(_ db: Database) throws {
    guard try String.fetchOne(db, sql: "PRAGMA journal_mode") == "truncate" else {
      throw StoreFault.notDurable(setting: "journal_mode")
    }
    for (setting, value) in [("synchronous", 2), ("foreign_keys", 1)] {
      guard try Int.fetchOne(db, sql: "PRAGMA \(setting)") == value else {
        throw StoreFault.notDurable(setting: setting)
      }
    }
  }

  /// Runs a transaction that changes something.
  func write<Value: Sendable>(_ work: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    do {
      return try await queue.write(work)
    } catch let error as DatabaseError {
      throw StoreFault(error)
    }
  }

  /// Runs a transaction that only reads.
  func read<Value: Sendable>(_ work: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    do {
      return try await queue.read(work)
    } catch let error as DatabaseError {
      throw StoreFault(error)
    }
  }
}
