import Domain
import Server
import ServerTesting
import SyncCore
import SyncTesting
import Testing

@testable import LocalStore

extension HardCases {
  /// A device that was away for more than a year.
  @Suite(.timeLimit(.minutes(10))) struct LongAwayTests {
    private static let day: Int64 = 86_400_000

    /// 400 days offline, 20,000 entries to send, 2,000 of the others to fetch, a token long out of date: one sync.
    @Test func oneSyncBringsFourHundredDaysBothWays() async throws {
      let server = try TestServer()
      try await server.withTwo { team, laptop, other, transport in
        try await laptop.sync(over: transport)
        for _ in 0..<20 {
          try laptop.write(1000)
          laptop.clock += 20 * Self.day
          server.clock.advance(days: 20)
        }
        let theirs = try await server.device(in: team, over: transport)
        for _ in 0..<2000 { theirs.journal.append(.sample(device: theirs.keys.deviceID)) }
        try await theirs.sync(over: transport)

        let count = Count()
        let counting = BadNetwork(transport) { inner, route, body, token in
          _ = count.next()
          return try await inner.send(route, body: body, token: token)
        }
        let summary = try await laptop.sync(over: counting)
        #expect(summary.entriesSent == 20_000)
        #expect(summary.entriesReceived == 2000)
        #expect(try laptop.isAtRest(at: 22_000))
        #expect(try laptop.store().unsyncedCount() == 0)
        #expect(try await server.counted(team).count == 22_000)
        // Every push but the first few is as large as its budget allows, and none is sent twice.
        #expect(count.next() < 70)
        // What it is like every day after that.
        try laptop.write(1)
        #expect(try await laptop.sync(over: counting).answers == 1)
      }
    }
  }
}
