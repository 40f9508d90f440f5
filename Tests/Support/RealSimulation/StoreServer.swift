import Domain
import Foundation
import Sealing
import Server
import ServerTesting
import Simulation
import SyncCore
import Testbed

/// A simulated server on one of the program's stores.
package final class StoreServer: SimulatedServer {
  /// A copy of everything that a store holds.
  package enum Backup {
    case memory(MemoryServerStore)
    /// The path of a SQLite file.
    case file(String)
    /// The name of a PostgreSQL schema.
    case schema(String)
  }

  /// A server that others have open was told to go back.
  struct CannotGoBack: Error {}

  private let team: String
  private let folder = TemporaryFolder()
  private var files = 0
  private var store: any ReadableStore
  /// The file in which a SQLite store is.
  private var path: String?
  private let database: TestPostgres.Database?
  /// Who brings questions to the store; nil where they need nobody.
  private let courier: Courier?
  private var empty: Backup?

  /// An empty store of that kind, with a team that the devices with those keys have joined.
  init(_ kind: StoreKind, team: String, devices: [DeviceKeys]) async throws {
    self.team = team
    courier = nil
    switch kind {
    case .memory:
      store = MemoryServerStore()
      database = nil
    case .sqlite:
      let path = "\(folder.path)/0.sqlite"
      self.path = path
      store = try SQLServerStore(path: path, create: true)
      database = nil
    case .postgreSQL:
      let database = try await TestPostgres.database()
      store = try await database.open(connections: 1)
      self.database = database
    }
    try await store.createTeam(TeamRecord(id: team, name: "Tổ", unit: nil), now: 0)
    for keys in devices { try await join(keys) }
    empty = try await backup()
  }

  /// The empty SQLite store of the courier's server, with a team that the devices have joined. It never goes back: the
  /// server has the file open.
  init(_ courier: Courier, team: String, devices: [DeviceKeys]) async throws {
    guard let store = courier.server.store as? SQLServerStore else { throw StoreFault.foreign }
    self.team = team
    self.store = store
    self.courier = courier
    database = nil
    try await store.createTeam(TeamRecord(id: team, name: "Tổ", unit: nil), now: 0)
    for keys in devices { try await courier.join(keys, team: team) }
  }

  private func join(_ keys: DeviceKeys) async throws {
    let code = Fingerprint(of: keys.signingPublic)
    let deed = TeamDeed.invite(code: code, role: .volunteer, holder: nil, days: 1)
    try await store.carryOut(deed, for: team, by: DeedOrigin(device: nil, time: 0))
    _ = try await store.enrol(
      EnrolmentClaim(
        code: code, device: keys.deviceID, name: "device", signingKey: keys.signingPublic,
        sealingKey: keys.sealingPublic, token: code, tokenExpires: .max), now: 0)
  }

  package func exchange(_ question: JournalExchange.Question) async throws -> JournalExchange.Answer {
    if let courier { return try await courier.exchange(question) }
    return try await store.exchange(question, team: team, now: 0)
  }

  private func newFile() -> String {
    files += 1
    return "\(folder.path)/\(files).sqlite"
  }

  /// Nothing writes meanwhile, so a copy of the file is whole.
  package func backup() async throws -> Backup {
    if let memory = store as? MemoryServerStore { return .memory(memory.copy()) }
    guard courier == nil else { throw CannotGoBack() }
    let copy = newFile()
    if let path {
      try FileManager.default.copyItem(atPath: path, toPath: copy)
      return .file(copy)
    }
    let schema = "\(database?.name ?? "")_\(files)"
    try await (store as? SQLServerStore)?.copyTables(to: schema)
    return .schema(schema)
  }

  package func restore(_ backup: Backup?) async throws {
    guard let backup = backup ?? empty else { throw CannotGoBack() }
    switch backup {
    case .memory(let copy): store = copy.copy()
    case .file(let copy):
      try await store.close()
      let path = newFile()
      try FileManager.default.copyItem(atPath: copy, toPath: path)
      self.path = path
      store = try SQLServerStore(path: path, create: false)
    case .schema(let schema): try await (store as? SQLServerStore)?.takeTables(from: schema)
    }
  }

  package func close() async throws {
    // What a courier brings questions to is another's.
    if courier == nil { try await store.close() }
  }

  package func chainHash(of stream: StreamID, at sequence: Int) async throws -> Fingerprint? {
    sequence == 0
      ? EntryChain.start(of: stream) : try await store.chainHash(of: stream, at: sequence, team: team)
  }

  package func changes() async throws -> [TeamJournal.Change] { try await store.changes(team: team) }
  package func forks() async throws -> Set<StreamID> { Set(try await store.forks(team: team).map(\.stream)) }
}
