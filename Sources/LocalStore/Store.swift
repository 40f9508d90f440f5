import Domain
import Foundation
import GRDB
import Sealing
import SyncCore

/// The device's store: one SQLite file, one connection, every write one durable transaction.
///
/// The writer is private; what can be asked and changed is in one file per noun (`Store+Entries.swift`, …). When a
/// function that changes something returns, the change survives a power cut at the next instruction: the database
/// keeps a rollback journal and `synchronous=FULL`, and both are read back at every start.
package final class Store {
  /// The folder this store lives in.
  package let home: Home
  /// The device's own keys.
  package let keys: DeviceKeys
  /// What speaks against a guide or a table that somebody sent, though it is signed well; nil where nothing does. Their format
  /// is not known here.
  package var objection: (GuidePackage) -> GuideReception? = { _ in .unreadable }
  let queue: DatabaseQueue
  private var sealers: [[UInt8]: Sealer] = [:]
  private let wallClock: () -> Int64

  /// Opens the store of that folder, and makes it where there is none.
  ///
  /// - Parameters:
  ///   - home: The folder, locked.
  ///   - deviceName: What a new device calls itself until somebody renames it.
  ///   - wallClock: Milliseconds since 1970, as the machine believes.
  package init(home: Home, deviceName: String, wallClock: @escaping () -> Int64) throws(StoreFault) {
    self.home = home
    self.wallClock = wallClock
    do {
      let queue = try DatabaseQueue(path: home.databasePath, configuration: Self.configuration)
      self.queue = queue
      try Self.prepare(queue)
      keys = try queue.write { try Self.deviceKeys($0, name: deviceName) }
      try queue.write(beAlone)
    } catch {
      throw StoreFault(error)
    }
  }

  /// Opens the store of a folder that another shell has locked, to read from it; whatever would write through this one fails.
  ///
  /// - Throws: `StoreFault`, also where the folder was made by another version of the program.
  package init(besideOther path: String, wallClock: @escaping () -> Int64) throws(StoreFault) {
    home = Home(beside: path)
    self.wallClock = wallClock
    do {
      var configuration = Self.configuration
      configuration.readonly = true
      queue = try DatabaseQueue(path: home.databasePath, configuration: configuration)
      keys = try queue.read { database in
        guard try Schema.migrator.hasCompletedMigrations(database), let keys = try Self.knownKeys(database) else {
          throw StoreFault(.newer)
        }
        return keys
      }
    } catch {
      throw StoreFault(error)
    }
  }

  /// What seals this run's personal text to that key.
  ///
  /// - Throws: `StoreFault` where there is no key: nothing personal is written then.
  func sealer(to key: [UInt8]?) throws -> Sealer {
    guard let key else { throw StoreFault(.noKey) }
    if let sealer = sealers[key] { return sealer }
    let sealer = try Sealer(to: key)
    sealers[key] = sealer
    return sealer
  }

  /// What the machine's clock shows now, in milliseconds since 1970. It may be wrong.
  package var now: Int64 { wallClock() }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(2)
    configuration.prepareDatabase { database in
      // TRUNCATE with FULL syncs the journal's truncation too; DELETE would leave its unlinking to chance.
      _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = TRUNCATE")
      try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON")
    }
    return configuration
  }

  private static func prepare(_ queue: DatabaseQueue) throws {
    try queue.write { database in
      let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
      let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
      guard isEmpty || application == Schema.applicationID else { throw StoreFault(.damaged) }
      let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode")
      let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous")
      guard mode == "truncate", synchronous == 2 else { throw StoreFault(.notDurable) }
    }
    let migrator = Schema.migrator
    if try queue.read(migrator.hasBeenSuperseded) { throw StoreFault(.newer) }
    if try !queue.read(migrator.hasCompletedMigrations) { try migrator.migrate(queue) }
  }

  private static func knownKeys(_ database: Database) throws -> DeviceKeys? {
    try Row.fetchOne(database, sql: "SELECT signing_private, sealing_private FROM device").map {
      try DeviceKeys(signingPrivate: $0.bytes("signing_private"), sealingPrivate: $0.bytes("sealing_private"))
    }
  }

  private static func deviceKeys(_ database: Database, name: String) throws -> DeviceKeys {
    if let keys = try knownKeys(database) { return keys }
    let keys = DeviceKeys()
    try database.execute(
      sql: "INSERT INTO device (one, signing_private, sealing_private, name, incarnation) VALUES (1, ?, ?, ?, ?)",
      arguments: [
        Data(keys.signingPrivate), Data(keys.sealingPrivate), name, Randomness.incarnation(),
      ])
    return keys
  }

  /// A folder that was copied to another machine, or put back from a copy, begins a new incarnation before anything is
  /// written: whoever goes on with the old one writes other entries under the same numbers. A false alarm costs nothing.
  private func beAlone(_ database: Database) throws {
    let witness = home.witness
    let known = try String.fetchOne(database, sql: "SELECT witness FROM device")
    if witness == known { return }
    if known != nil { try beginIncarnation(in: database) }
    try database.execute(sql: "UPDATE device SET witness = ?", arguments: [witness])
  }

  /// Runs reads and hands on faults of the store only.
  func read<Value>(_ body: (Database) throws -> Value) throws(StoreFault) -> Value {
    do { return try queue.read(body) } catch { throw StoreFault(error) }
  }

  /// Runs one query that needs no transaction round it.
  func readOne<Value>(_ body: (Database) throws -> Value) throws(StoreFault) -> Value {
    do { return try queue.unsafeRead(body) } catch { throw StoreFault(error) }
  }

  /// Runs writes as one durable transaction.
  func write<Value>(_ body: (Database) throws -> Value) throws(StoreFault) -> Value {
    do { return try queue.write(body) } catch { throw StoreFault(error) }
  }

  /// Runs one statement that is a durable transaction by itself.
  func writeOne(_ body: (Database) throws -> Void) throws(StoreFault) {
    do { try queue.writeWithoutTransaction(body) } catch { throw StoreFault(error) }
  }

  /// Reads every page and says whether the file is whole.
  package func checkWhole() throws(StoreFault) {
    let answer = try read { try String.fetchOne($0, sql: "PRAGMA quick_check") }
    guard answer == "ok" else { throw StoreFault(.damaged) }
  }
}

extension Row {
  func bytes(_ column: String) -> [UInt8] { Array(self[column] as Data) }
  func optionalBytes(_ column: String) -> [UInt8]? { (self[column] as Data?).map(Array.init) }
}
