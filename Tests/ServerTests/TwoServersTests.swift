import Domain
import Foundation
import Sealing
import Server
import ServerTesting
import SyncClient
import SyncCore
import SyncTesting
import Synchronization
import Testing

/// Two processes of the program on one PostgreSQL, as they stand behind a load balancer.
@Suite(.timeLimit(.minutes(10))) struct TwoServersTests {
  /// Sends each message to the next server in turn.
  private final class Balancer: Transport {
    private let servers: [HTTPTransport]
    private let next = Mutex(0)

    init(_ servers: [HTTPTransport]) { self.servers = servers }

    func send(_ route: String, body: [UInt8], token: String?) async throws -> TransportReply {
      let turn = next.withLock { next in
        next += 1
        return next
      }
      return try await servers[turn % servers.count].send(route, body: body, token: token)
    }
  }

  /// A device for each code, all at once: it joins, writes 60 entries and syncs them in small pushes.
  private func joinAndSync(
    _ codes: [String], at address: ServerAddress, over transport: some Transport
  ) async throws -> [TestDevice] {
    try await withThrowingTaskGroup(of: TestDevice.self) { group in
      for code in codes {
        group.addTask {
          let keys = DeviceKeys()
          let enrolment = try await Enrolling.enrol(at: address, code: code, name: "Máy", keys: keys, over: transport)
          let journal = MemoryJournal(
            stream: StreamID(device: keys.deviceID, incarnation: Randomness.incarnation()), enrolment: enrolment)
          for _ in 0..<60 { journal.append(.sample()) }
          let device = TestDevice(journal: journal, keys: keys, enrolment: enrolment)
          try await device.sync(over: transport, budget: BatchBudget(bytes: BatchBudget.smallest))
          #expect(journal.mark == journal.head)
          return device
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }

  @Test func twoServersAreOneToTheirDevices() async throws {
    let database = "postgres:\(try await TestPostgres.database().conninfo)"
    let servers = [try ServerProgram.serving(database), try ServerProgram.serving(database)]
    defer { for server in servers where server.process.isRunning { server.process.terminate() } }
    let addresses = try servers.map { try ServerAddress($0.address) }
    let team = try ServerProgram.run(["team", "create", "--database", database, "--name", "Tổ ấp 3"]).output.trimmed
    var codes: [String] = []
    for _ in 0..<4 {
      codes.append(try ServerProgram.run(["invite", "--database", database, "--team", team]).output.trimmed)
    }
    let devices = try await HTTPTransport.reaching(addresses[0]) { first in
      try await HTTPTransport.reaching(addresses[1]) { second in
        let devices = try await joinAndSync(codes, at: addresses[0], over: Balancer([first, second]))
        // One server dies: the other one knows everything.
        kill(servers[0].process.processIdentifier, SIGKILL)
        servers[0].process.waitUntilExit()
        for device in devices {
          device.journal.append(.sample())
          #expect(try await device.sync(over: second).entriesSent == 1)
        }
        return devices
      }
    }
    let lines = try ServerProgram.run(["export", "--database", database, "--format", "jsonl"]).output
    #expect(lines.split(separator: "\n").count == 4 * 61)
    let store = try await StoreAddress(database).open(create: false)
    let stored = Dictionary(grouping: try await store.entries(team: team), by: \.device)
    let all = Set(stored.values.flatMap { $0.map(\.entry.header.id) })
    for device in devices {
      #expect(stored[device.journal.stream.device]?.count == 61)
      // Whoever has synced last holds what all the others had sent by then.
      try await HTTPTransport.reaching(addresses[1]) { _ = try await device.sync(over: $0) }
      #expect(Set(device.journal.entries.map(\.header.id)) == all)
    }
  }
}
