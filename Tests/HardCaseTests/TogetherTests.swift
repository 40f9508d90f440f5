import Domain
import HummingbirdTesting
import Sealing
import Server
import ServerTesting
import SyncClient
import SyncCore
import SyncTesting
import Testing

@testable import LocalStore

extension HardCases {
  /// Many people at once.
  @Suite(.timeLimit(.minutes(10))) struct TogetherTests {
    /// Two people change one entry offline, each on their own device: both see both changes, until somebody who has seen
    /// both makes another.
    @Test func twoWhoAmendOneEntryBothSeeBoth() async throws {
      let server = try TestServer()
      try await server.withTwo { team, laptop, other, transport in
        let id = try laptop.write(1)[0]
        for reader in [laptop, other] { try await reader.sync(over: transport) }
        let changes = [try laptop.amend(id, minutes: 20), try other.amend(id, minutes: 30)]
        for reader in [laptop, other, laptop] { try await reader.sync(over: transport) }
        func item(_ reader: Laptop) throws -> Journal.Item {
          try #require(Journal(try reader.store().entries().map(\.entry)).items.first)
        }
        for reader in [laptop, other] {
          let item = try item(reader)
          #expect(item.isContested)
          #expect(Set(item.heads.map(\.header.id)) == Set(changes))
        }
        #expect(try item(laptop).assistance == item(other).assistance)
        // Each writes once more, offline again: one has seen both, and closes them; the other's is concurrent to that.
        let closing = try laptop.amend(id, minutes: 25)
        try await laptop.sync(over: transport)
        #expect(try item(laptop).heads.map(\.header.id) == [closing])
        try await other.sync(over: transport)
        for reader in [laptop, other] {
          let item = try item(reader)
          #expect(!item.isContested)
          #expect(item.heads.map(\.header.id) == [closing])
          #expect(item.assistance?.minutes?.value == 25)
          #expect(item.changes.count == 3)
        }
        #expect(try await server.counted(team).count == 4)
      }
    }

    /// Eight devices write over two servers on one store while three others read the feed all the time, each by its own
    /// exchanges: nobody ever passes over a change that is committed later, whatever the order of the commits.
    @Test(arguments: StoreKind.allCases) func whoReadsWhileManyWriteMissesNothing(_ kind: StoreKind) async throws {
      let server = try await TestServer(kind)
      try await server.run { transport in
        let team = try await server.team().id
        let second = TestServer(folder: server.folder, store: try await server.storeOfAnotherServer())
        try await second.application.application().test(.router) { client in
          let ways = [transport, RouterTransport(client: client)]
          let writers = try await devices(8, in: team, of: server, over: transport)
          let readers = try await devices(3, in: team, of: server, over: transport)
          let finished = Count()
          try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, writer) in writers.enumerated() {
              group.addTask {
                defer { finished.next() }
                for batch in 0..<10 {
                  for _ in 0...(batch % 3) { writer.journal.append(.sample()) }
                  try await writer.sync(over: ways[(number + batch) % 2])
                }
              }
            }
            for (number, reader) in readers.enumerated() {
              group.addTask {
                var turn = number
                // Once more after the last writer.
                var isLast = false
                while !isLast {
                  try Task.checkCancellation()
                  isLast = finished.value == writers.count
                  let before = reader.journal.standing().place.change
                  try await reader.sync(over: ways[turn % 2])
                  turn += 1
                  let after = reader.journal.standing().place.change
                  // Its place and what it holds never part: an entry for each change.
                  #expect(after >= before)
                  #expect(reader.journal.entries.count == after)
                }
              }
            }
            try await group.waitForAll()
          }
          let counted = try await server.counted(team)
          #expect(counted.count == 8 * 19)
          #expect(Set(counted) == Set(writers.flatMap { $0.journal.entries.map(\.header.id) }))
          for reader in readers { #expect(reader.journal.entries.map(\.header.id) == counted) }
        }
      }
    }

    private func devices(
      _ count: Int, in team: String, of server: TestServer, over transport: RouterTransport
    ) async throws -> [TestDevice] {
      var devices: [TestDevice] = []
      for _ in 0..<count { devices.append(try await server.device(in: team, over: transport)) }
      return devices
    }
  }
}
