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
@Suite(.timeLimit(.minutes(3))) struct TwoServersTests {
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

  @Test func twoServersAreOneToTheirDevices() async throws {
    let database = "postgres:\(try await TestPostgres.database().conninfo)"
    let servers = [try ServerProgram.serving(database), try ServerProgram.serving(database)]
    defer { for server in servers where server.process.isRunning { server.process.terminate() } }
    let transports = try servers.map { HTTPTransport(to: try ServerAddress($0.address)) }
    let team = try ServerProgram.run(["team", "create", "--database", database, "--name", "Tổ ấp 3"]).output.trimmed
    let balancer = Balancer(transports)
    let journals = try await withThrowingTaskGroup(of: MemoryJournal.self) { group in
      for _ in 0..<4 {
        let code = try ServerProgram.run(["invite", "--database", database, "--team", team]).output.trimmed
        group.addTask {
          let keys = DeviceKeys()
          let enrolment = try await Enrolling.enrol(
            at: try ServerAddress(servers[0].address), code: code, name: "Máy", keys: keys, over: balancer)
          let journal = MemoryJournal(
            stream: StreamID(device: keys.deviceID, incarnation: Randomness.incarnation()), enrolment: enrolment)
          for _ in 0..<60 { journal.append(.sample()) }
          let exchange = SyncExchange(over: balancer, batchEntries: 7)
          #expect(try await exchange.run(on: journal).mark == journal.head())
          return journal
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    // One server dies: the other one knows everything.
    kill(servers[0].process.processIdentifier, SIGKILL)
    servers[0].process.waitUntilExit()
    for journal in journals {
      journal.append(.sample())
      #expect(try await SyncExchange(over: transports[1]).run(on: journal).entriesSent == 1)
    }
    for transport in transports { await transport.shutdown() }
    let lines = try ServerProgram.run(["export", "--database", database, "--format", "jsonl"]).output
    #expect(lines.split(separator: "\n").count == 4 * 61)
    let store = try await StoreAddress(database).open(create: false)
    let stored = Dictionary(grouping: try await store.entries(team: team), by: \.device)
    for journal in journals {
      #expect(stored[journal.stream().device]?.map(\.entry.headerBytes) == journal.entries.map(\.headerBytes))
    }
  }
}
