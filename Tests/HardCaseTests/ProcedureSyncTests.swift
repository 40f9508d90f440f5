import Domain
import GRDB
import Sealing
import Server
import ServerTesting
import SyncClient
import SyncCore
import Testbed
import Testing

@testable import LocalStore

extension HardCases {
  /// A province's catalogue of 5,000 procedures reaches a device by a sync, and so does the next one.
  @Suite(.timeLimit(.minutes(3))) struct ProcedureSyncTests {
    private func procedures(_ numbers: Range<Int>, name: String) -> [ListedProcedure] {
      numbers.map { number in
        ListedProcedure(
          code: "1." + String(String(1_000_000 + number).dropFirst()), name: "\(name) số \(number)",
          level: ServiceLevel(rawValue: "full"), authority: "Ủy ban nhân dân cấp xã")
      }
    }

    @Test func aCatalogueAndItsSuccessorReachTheDevice() async throws {
      let server = try TestServer()
      let laptop = Laptop()
      let key = ContentKey()
      try await server.store.setContentKey(key.publicBytes)
      try await server.run { transport in
        try await laptop.join(server.team().id, of: server, over: transport)
        let store = try laptop.store()
        func count() throws -> Int {
          try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM procedure") ?? 0 }
        }
        _ = try await ProcedureImport(signedWith: key)
          .run(procedures(0..<5000, name: "Đăng ký"), into: server.store, now: 1)
        try await laptop.sync(over: transport)
        #expect(try count() == 5000)
        _ = try await ProcedureImport(signedWith: key)
          .run(procedures(4000..<5100, name: "Đăng ký"), into: server.store, now: 2)
        try await laptop.sync(over: transport)
        #expect(try count() == 1100)
        #expect(try store.procedure("1.000000") == nil)
        #expect(
          try store.procedures(ProcedureQuery(lines: [[["5050"]]]), .shortest, limit: 3).map(\.code) == ["1.005050"])
      }
    }

    /// A machine that has not met a network since it joined gets the catalogue from a leader's stick alone: each time the
    /// stick goes there and back, as much of it as one answer holds.
    @Test func aCatalogueComesByStickOnly() async throws {
      let server = try TestServer()
      let key = ContentKey()
      try await server.store.setContentKey(key.publicBytes)
      try await server.withTwo { _, leader, laptop, transport in
        let stick = TemporaryFolder()
        func count() throws -> Int {
          try laptop.store().read { try Int.fetchOne($0, sql: "SELECT count(*) FROM procedure") ?? 0 }
        }
        func goThereAndBack() async throws -> Int {
          _ = try laptop.carrier().write(to: stick.path)
          _ = try leader.carrier().read(stick.path)
          try await leader.syncAndDeliver(over: transport)
          _ = try leader.carrier().write(to: stick.path)
          return try laptop.carrier().read(stick.path).answers
        }
        _ = try await ProcedureImport(signedWith: key)
          .run(procedures(0..<5000, name: "Đăng ký"), into: server.store, now: 1)
        var journeys = 0
        while try count() < 5000, journeys < 5 {
          #expect(try await goThereAndBack() >= 1)
          journeys += 1
        }
        #expect(try count() == 5000)
        let held = try laptop.store().guideVersions()
        #expect(held.count == ProcedurePart.count)
        // The next catalogue replaces it the same way, and a stick that is read again changes nothing.
        _ = try await ProcedureImport(signedWith: key)
          .run(procedures(0..<5000, name: "Cấp lại"), into: server.store, now: 2)
        for _ in 0..<journeys { _ = try await goThereAndBack() }
        _ = try laptop.carrier().read(stick.path)
        #expect(try laptop.store().procedure("1.004999")?.name == "Cấp lại số 4999")
        #expect(try laptop.store().guideVersions().values.allSatisfy { $0 == 2 })
      }
    }
  }
}
