import Domain
import GRDB
import Sealing
import Server
import ServerTesting
import SyncClient
import SyncCore
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
        #expect(try store.procedures(ProcedureQuery(lines: [[["5050"]]]), limit: 3).map(\.code) == ["1.005050"])
      }
    }
  }
}
