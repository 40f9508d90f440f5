import Foundation
import GRDB

/// One SQLite file: the embedded default, for one server process.
///
/// One connection, rollback journal, `synchronous=FULL`: what a transaction has stored survives a power cut. Blocking
/// work runs on the queue's own thread, never on an event loop.
struct SQLiteEngine: SQLEngine {
  private let queue: DatabaseQueue

  /// Opens the file, and brings it to this program's version.
  ///
  /// - Parameters:
  ///   - create: whether to make the file where there is none.
  ///   - busySeconds: how long to wait for another program that keeps the file locked.
  /// - Throws: `StoreFault`.
  init(path: String, create: Bool, busySeconds: Double) throws {
    guard create || FileManager.default.fileExists(atPath: path) else { throw StoreFault.missing(name: path) }
    var configuration = Configuration()
    configuration.label = "camtay-server"
    configuration.busyMode = .timeout(busySeconds)
    configuration.prepareDatabase { db in
      // Before anything that could write: a file that is not ours stays as it is.
      try Self.checkOwner(db)
      try db.execute(sql: "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON")
      // What is erased is written over with zeros.
      try db.execute(sql: "PRAGMA secure_delete = ON")
    }
    queue = try Self.naming { try DatabaseQueue(path: path, configuration: configuration) }
    try Self.naming {
      try queue.writeWithoutTransaction(Self.assertDurable)
      try queue.write { db in
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard version < ServerSchema.version else { return }
        for definition in ServerSchema.versions.dropFirst(version) {
          try db.execute(sql: SQLDialect.sqlite.spelled(definition))
        }
        try ServerSchema.giveEpoch(SQLiteSession(db: db))
        try db.execute(
          sql: "PRAGMA application_id = \(ServerSchema.applicationID); PRAGMA user_version = \(ServerSchema.version)")
      }
    }
  }

  func read<Value: Sendable>(_ work: @escaping @Sendable (any SQLSession) throws -> Value) async throws -> Value {
    try await Self.naming { try await queue.read { try work(SQLiteSession(db: $0)) } }
  }

  func write<Value: Sendable>(_ work: @escaping @Sendable (any SQLSession) throws -> Value) async throws -> Value {
    try await Self.naming { try await queue.write { try work(SQLiteSession(db: $0)) } }
  }

  /// There is nothing to do: `secure_delete` has written zeros over what was erased, and the rollback journal, which is
  /// no write-ahead log, was emptied with the commit.
  func reclaim(fully: Bool) {}

  func close() throws { try Self.naming { try queue.close() } }

  /// Refuses a file of another program or of a newer version; reads only.
  private static func checkOwner(_ db: Database) throws {
    let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let user = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
    let isNew = application == 0 && user == 0 && tables == 0
    guard isNew || application == ServerSchema.applicationID else { throw StoreFault.foreign }
    guard user <= ServerSchema.version else { throw StoreFault.newer(version: user) }
  }

  /// SQLite takes a pragma that it does not like without a word, so they are read back.
  private static func assertDurable(_ db: Database) throws {
    guard try String.fetchOne(db, sql: "PRAGMA journal_mode") == "truncate" else {
      throw StoreFault.notDurable(setting: "journal_mode")
    }
    for (setting, value) in [("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)] {
      guard try Int.fetchOne(db, sql: "PRAGMA \(setting)") == value else {
        throw StoreFault.notDurable(setting: setting)
      }
    }
  }

  /// Does something, and says SQLite's errors as faults of the store.
  private static func naming<Value>(_ work: () throws -> Value) throws -> Value {
    do { return try work() } catch let error as DatabaseError { throw StoreFault(error) }
  }

  private static func naming<Value>(_ work: () async throws -> Value) async throws -> Value {
    do { return try await work() } catch let error as DatabaseError { throw StoreFault(error) }
  }
}

extension StoreFault {
  /// What an error of SQLite means.
  fileprivate init(_ error: DatabaseError) {
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_AUTH: self = .readOnly
    case .SQLITE_FULL, .SQLITE_IOERR: self = .diskFailed
    default: self = .failed(code: String(error.extendedResultCode.rawValue))
    }
  }
}
