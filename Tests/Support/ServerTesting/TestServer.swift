import Domain
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Sealing
import Server
import SyncClient
import SyncCore
import SyncTesting
import Synchronization

/// A clock that tests move. It begins on 21 November 2026 at 08:00 in Viet Nam.
package final class TestClock: Sendable {
  private let value = Mutex<Int64>(1_795_222_800_000)

  package var now: Int64 { value.withLock { $0 } }

  package init() {}

  package func advance(milliseconds: Int64) { value.withLock { $0 += milliseconds } }

  package func advance(days: Int64) { advance(milliseconds: days * 86_400_000) }
}

/// A server over a database in a folder of its own.
package struct TestServer: Sendable {
  package let folder: String
  package let store: any ServerStore
  /// Where the store is, if that is PostgreSQL.
  package var database: TestPostgres.Database?
  package let clock = TestClock()
  package var limits = ServerLimits()
  package var exposure = Exposure()

  package var path: String { "\(folder)/server.sqlite" }

  package init(folder: String, store: any ServerStore) {
    self.folder = folder
    self.store = store
  }

  /// A server over SQLite.
  package init() throws {
    folder = try Self.newFolder()
    store = try SQLServerStore(path: "\(folder)/server.sqlite", create: true)
  }

  /// A server over a new store of that kind.
  package init(_ kind: StoreKind) async throws {
    folder = try Self.newFolder()
    switch kind {
    case .memory: store = MemoryServerStore()
    case .sqlite: store = try SQLServerStore(path: "\(folder)/server.sqlite", create: true)
    case .postgreSQL:
      let database = try await TestPostgres.database()
      store = try await database.open()
      self.database = database
    }
  }

  /// The store as one more server process has it: opened again. What is in memory only this process has.
  package func storeOfAnotherServer() async throws -> any ServerStore {
    if let database { return try await database.open() }
    return store is MemoryServerStore ? store : try SQLServerStore(path: path, create: false)
  }

  /// The folder for all servers of this test process, gone with it.
  private static let home: String = {
    atexit { try? FileManager.default.removeItem(atPath: TestServer.home) }
    return "\(NSTemporaryDirectory())camtay-\(UUID().uuidString)"
  }()

  private static func newFolder() throws -> String {
    let folder = "\(home)/\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }

  package var application: ServerApplication {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return ServerApplication(
      store: store, clock: { [clock] in clock.now }, steady: { [clock] in .milliseconds(clock.now) }, limits: limits,
      exposure: exposure, logger: logger)
  }

  /// Runs the body with a client that needs no socket.
  package func run(_ body: @Sendable (RouterTransport) async throws -> Void) async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await application.application().test(.router) { client in try await body(RouterTransport(client: client)) }
  }

  /// A team with an invitation; its id and the code.
  package func team(role: Role = .volunteer, days: Int = 14) async throws -> (id: String, code: String) {
    let team = TeamRecord(id: InvitationCode.randomName(), name: "Tổ ấp 3", unit: "Xã Tân Hòa")
    try await store.createTeam(team, now: clock.now)
    return (team.id, try await invite(team.id, role: role, days: days))
  }

  package func invite(_ team: String, role: Role = .volunteer, days: Int = 14) async throws -> String {
    let code = InvitationCode.random()
    let deed = TeamDeed.invite(code: code.digest, role: role, holder: nil, days: days)
    try await store.carryOut(deed, for: team, by: DeedOrigin(device: nil, time: clock.now))
    return code.text
  }

  /// Ends a device's membership.
  package func revoke(_ device: String, in team: String) async throws {
    try await store.carryOut(.revoke(device: device), for: team, by: DeedOrigin(device: nil, time: clock.now))
  }

  /// A device that has joined, with an empty journal.
  package func device(
    in team: String? = nil, role: Role = .volunteer, over transport: RouterTransport
  ) async throws -> TestDevice {
    let code = if let team { try await invite(team, role: role) } else { try await self.team(role: role).code }
    let keys = DeviceKeys()
    let enrolment = try await transport.enrol(code, keys: keys)
    let journal = MemoryJournal(
      stream: StreamID(device: keys.deviceID, incarnation: Randomness.incarnation()), enrolment: enrolment)
    return TestDevice(journal: journal, keys: keys, enrolment: enrolment)
  }
}

/// A device that has joined: its journal, its keys, and how it belongs to its team.
package struct TestDevice: Sendable {
  package let journal: MemoryJournal
  package let keys: DeviceKeys
  package let enrolment: Enrolment

  /// A device of those parts.
  package init(journal: MemoryJournal, keys: DeviceKeys, enrolment: Enrolment) {
    self.journal = journal
    self.keys = keys
    self.enrolment = enrolment
  }

  /// The device as it is now, on its own: a backup, or a clone.
  package func copy() -> TestDevice { TestDevice(journal: journal.copy(), keys: keys, enrolment: enrolment) }

  /// Syncs over that transport.
  @discardableResult
  package func sync(
    over transport: some Transport, budget: BatchBudget = BatchBudget()
  ) async throws -> SyncSummary {
    try await SyncExchange(over: transport, keys: keys, budget: budget).run(on: journal)
  }

  /// A request as this device would sign it.
  package func signed(_ request: SyncRequest) throws -> [UInt8] {
    try SignedMessage.sign(request.bytes, for: .request, with: keys.signingPrivate)
  }

  /// A request for another token, as this device would sign it.
  package func renewal() throws -> [UInt8] {
    try SignedMessage.sign(
      RenewalRequest(team: enrolment.team, device: enrolment.device).bytes, for: .renewal,
      with: keys.signingPrivate)
  }

  /// The answer in these bytes, where the device's server signed it.
  package func answer(_ bytes: [UInt8]) throws -> SyncResponse {
    try SyncResponse(bytes: SignedMessage.open(bytes, for: .answer, from: enrolment.serverKey ?? []))
  }
}

/// The client's transport as calls of the real router.
package struct RouterTransport: Transport {
  package let client: any TestClientProtocol

  /// Calls of the router behind that client.
  package init(client: any TestClientProtocol) { self.client = client }

  package func send(_ route: String, body: [UInt8], token: String?) async throws -> TransportReply {
    var headers: HTTPFields = [:]
    if let token { headers[.authorization] = "Bearer \(token)" }
    let response = try await client.execute(
      uri: route, method: .post, headers: headers, body: ByteBuffer(bytes: body))
    return TransportReply(status: Int(response.status.code), body: Array(buffer: response.body))
  }

  /// Joins with a code.
  package func enrol(_ code: String, keys: DeviceKeys = DeviceKeys()) async throws -> Enrolment {
    try await Enrolling.enrol(
      at: try ServerAddress("http://127.0.0.1:1"), code: code, name: "Máy của Tư", keys: keys, over: self)
  }

  /// The problem with which the server answers a request, without its signature.
  package func problem(_ route: String, body: [UInt8], token: String? = nil) async throws -> Problem? {
    let reply = try await send(route, body: body, token: token)
    let problem = Problem(bytes: reply.body)
    guard let problem, problem.code.status == reply.status else { return nil }
    return Problem(problem.code, entry: problem.entry, retryAfter: problem.retryAfter)
  }
}
