import Domain
import Foundation
import GRDB
import HummingbirdTesting
import Sealing
import Server
import ServerTesting
import SyncClient
import SyncCore
import Testbed

@testable import LocalStore

/// A device as people have it: a folder with a real store in it, which can be closed, copied and put back.
///
/// A store belongs to one task at a time, and so does this: what a test hands on to the server's client it waits for.
final class Laptop: @unchecked Sendable {
  let folder = TemporaryFolder()
  /// What the machine's clock shows, in milliseconds since 1970.
  var clock: Int64 = 1_795_222_800_000
  private var opened: Store?

  /// The database's file.
  var path: String { folder.path + "/camtay.sqlite" }

  /// The store, opened at the first need.
  func store() throws -> Store {
    if let opened { return opened }
    let store = try Store(home: Home(path: folder.path), deviceName: "laptop", wallClock: { [unowned self] in clock })
    opened = store
    return store
  }

  /// Leaves the folder to others.
  func close() { opened = nil }

  /// Joins the team.
  func join(_ team: String, of server: TestServer, over transport: RouterTransport) async throws {
    let store = try store()
    try store.record(await transport.enrol(try await server.invite(team), keys: store.keys))
  }

  /// Logs so many times of help; the ids, in their order.
  @discardableResult func write(_ count: Int) throws -> [EntryID] {
    let store = try store()
    return try store.write { database in
      try (0..<count).map { _ in
        let help = Assistance(service: .submit, outcome: .solved, startedAt: clock)
        return try store.append(.assistance(help, details: SealedDetails()), in: database).entry.header.id
      }
    }
  }

  /// Changes the minutes of an entry, as a person does who sees it as it stands here.
  @discardableResult func amend(_ id: EntryID, minutes: Int64) throws -> EntryID {
    let store = try store()
    let heads = Journal(try store.changes(of: id).map(\.entry)).items.first?.heads ?? []
    return try store.append(
      Draft(
        kind: .amendment, body: .object(["changes": .object(["minutes": .integer(minutes)])]), amends: id,
        seen: heads.map(\.header.id))
    ).entry.header.id
  }

  /// Syncs over that transport.
  @discardableResult func sync(over transport: some Transport) async throws -> SyncSummary {
    let store = try store()
    return try await SyncExchange(over: transport, keys: store.keys).run(on: store)
  }

  /// Syncs, and brings to the server what others gave: what the command does.
  @discardableResult func syncAndDeliver(over transport: some Transport) async throws -> Carrier<Store>.Delivery {
    try await sync(over: transport)
    return try await carrier().deliver(over: transport)
  }

  /// The way by stick.
  func carrier() throws -> Carrier<Store> {
    let store = try store()
    return try Carrier(store, keys: store.keys)
  }

  /// The ids of everything that is held, in the order in which it came.
  func ids() throws -> [EntryID] { try store().entries().map(\.entry.header.id) }

  /// The ids of the assistances under the numbers that people know, from 1.
  func numbered() throws -> [EntryID] {
    try store().journal(.all, .team).sorted { $0.number < $1.number }.map(\.item.entry.header.id)
  }

  /// Whether the device has nothing left to send and has seen everything up to that place.
  func isAtRest(at change: Int) throws -> Bool {
    let standing = try store().standing()
    return standing.mark == standing.head && standing.unoffered == 0 && standing.place.change == change
  }

  /// Everything that an exchange may change, as text: for tests in which nothing may change.
  func state() throws -> String {
    try store().queue.read { database in
      try ["device", "entry", "place", "stream_mark", "feed_place", "carried", "enrolment"].map { table in
        try Row.fetchAll(database, sql: "SELECT * FROM \(table)").map { "\($0.databaseValues)" }.joined(separator: "\n")
      }.joined(separator: "\n\n")
    }
  }
}

// MARK: - Copies

extension Laptop {
  /// The database's bytes as they are on the disk now: a backup.
  func bytes() throws -> Data {
    close()
    return try Data(contentsOf: URL(fileURLWithPath: path))
  }

  /// Puts the folder back from a backup as `cp` does where the file is not there any more: under another number.
  func putBack(_ bytes: Data) throws {
    close()
    let other = path + ".backup"
    try bytes.write(to: URL(fileURLWithPath: other))
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.moveItem(atPath: other, toPath: path)
  }

  /// Writes a backup over the file in its place, so that nothing of the file but its content tells.
  func writeOver(_ bytes: Data) throws {
    close()
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try file.truncate(atOffset: 0)
    try file.write(contentsOf: bytes)
    try file.close()
  }

  /// Another machine with this one's disk, copied block by block: nothing on it tells that it is a copy.
  func imaged() throws -> Laptop {
    let twin = Laptop()
    twin.clock = clock
    try bytes().write(to: URL(fileURLWithPath: twin.path))
    let home = try Home(path: twin.folder.path)
    let queue = try DatabaseQueue(path: twin.path)
    try queue.write { try $0.execute(sql: "UPDATE device SET witness = ?", arguments: [home.witness]) }
    try queue.close()
    return twin
  }
}

extension TestServer {
  /// The ids of what counts in a team, in the order of the feed.
  func counted(_ team: String) async throws -> [EntryID] {
    try await store.entries(team: team).map(\.entry.header.id)
  }

  /// A copy of the server's file as it is now; where it stands.
  func backup() throws -> String {
    let path = "\(folder)/backup.sqlite"
    try FileManager.default.copyItem(atPath: self.path, toPath: path)
    return path
  }

  /// Runs the body with a server over a copy of the file that this one had.
  func restoring(
    _ backup: String, _ body: @Sendable (TestServer, RouterTransport) async throws -> Void
  ) async throws {
    let restored = TestServer(folder: folder, store: try SQLServerStore(path: backup, create: false))
    try await restored.application.application().test(.router) { client in
      try await body(restored, RouterTransport(client: client))
    }
  }

  /// Runs the body with two devices of one team.
  func withTwo(_ body: @Sendable (_ team: String, Laptop, Laptop, RouterTransport) async throws -> Void) async throws {
    try await run { transport in
      let team = try await self.team().id
      let (first, second) = (Laptop(), Laptop())
      for laptop in [first, second] { try await laptop.join(team, of: self, over: transport) }
      try await body(team, first, second, transport)
    }
  }
}
