import Domain
import Foundation
import GRDB
import Sealing
import Server
import ServerTesting
import SyncClient
import SyncCore
import SyncTesting
import Testbed
import Testing

@testable import LocalStore

extension HardCases {
  /// One entry that no server would take keeps no other from getting there.
  @Suite(.timeLimit(.minutes(10))) struct SetApartTests {
    /// A few bits of one entry fell over on the disk.
    @Test(arguments: ["header", "body"], [true, false])
    func anEntryThatIsDamagedOnTheDiskIsSetApart(column: String, byStick: Bool) async throws {
      let server = try TestServer()
      try await server.withTwo { team, leader, laptop, transport in
        try laptop.write(2)
        try await laptop.sync(over: transport)
        let ids = try laptop.write(5)
        let damaged = ids[2]
        try laptop.store().write { database in
          try database.execute(
            sql: "UPDATE entry SET \(column) = zeroblob(length(\(column))) WHERE id = ?", arguments: [damaged.rawValue])
        }
        if byStick {
          let stick = TemporaryFolder()
          _ = try leader.carrier().read(laptop.carrier().write(to: stick.path))
          try await leader.syncAndDeliver(over: transport)
        } else {
          #expect(try await laptop.sync(over: transport).setApart == [damaged])
        }
        #expect(Set(try await server.counted(team)).isSuperset(of: ids.filter { $0 != damaged }))
        #expect(try await server.counted(team).count == 6)
        #expect(try laptop.store().apartCount() == 1)
        // It goes on, and is not told again.
        let later = try laptop.write(1)
        let summary = try await laptop.sync(over: transport)
        #expect(summary.setApart.isEmpty)
        #expect(try await server.counted(team).contains(later[0]))
        #expect(try laptop.store().unsyncedCount() == 0)
      }
    }

    /// The store believes an entry to be good that the server refuses: the server names it, in words that it signed.
    @Test(arguments: [[1], nil] as [[UInt8]?]) func anEntryThatTheServerRefusesIsSetApart(body: [UInt8]?) async throws {
      let server = try TestServer()
      try await server.run { transport in
        let device = try await server.device(over: transport)
        let good = [Entry.sample(), Entry.sample()]
        let other = Entry.sample()
        let bad = try #require(Entry(headerBytes: other.headerBytes, bodyBytes: body, sealed: nil))
        for entry in [good[0], bad, good[1]] { device.journal.append(entry) }
        // Somebody else's word is not enough.
        let problem = Problem(.entryDamaged, entry: good[0].header.id)
        let lying = BadNetwork(transport) { _, _, _, _ in
          TransportReply(status: 422, body: problem.canonical.bytes)
        }
        await #expect(throws: SyncFault.refused(problem)) {
          try await SyncExchange(over: lying, keys: device.keys).run(on: device.journal)
        }
        let summary = try await SyncExchange(over: transport, keys: device.keys).run(on: device.journal)
        #expect(summary.setApart == [bad.header.id])
        #expect(Set(try await server.counted(device.enrolment.team)) == Set(good.map(\.header.id)))
      }
    }
  }
}
