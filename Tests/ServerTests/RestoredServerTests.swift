import Domain
import Foundation
import Sealing
import Server
import ServerTesting
import SyncClient
import SyncCore
import SyncTesting
import Testing

@Suite struct RestoredServerTests {
  /// A real store is copied at one moment and put back at a later one; one exchange gives it back what it forgot.
  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func aRestoredServerGetsBackWhatItForgot(seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    let sizes = (0..<3).map { _ in Int.random(in: 0...12, using: &generator) }
    let server = try TestServer()
    try await server.run { transport in
      let device = try await server.device(over: transport)
      let journal = device.journal
      let team = try #require(journal.enrolment()).team
      func write(_ count: Int) { for _ in 0..<count { journal.append(.sample()) } }
      write(sizes[0])
      try await device.sync(over: transport)
      let backup = "\(server.folder)/backup.sqlite"
      try FileManager.default.copyItem(atPath: server.path, toPath: backup)
      write(sizes[1])
      try await device.sync(over: transport)
      write(sizes[2])

      let restored = TestServer(folder: server.folder, store: try SQLServerStore(path: backup, create: false))
      try await restored.application.application().test(.router) { client in
        let summary = try await device.sync(over: RouterTransport(client: client))
        #expect(summary.isServerRestored == (sizes[1] > 0))
      }
      let stored = try await restored.store.entries(team: team)
      #expect(stored.map(\.entry.headerBytes) == journal.entries.map(\.headerBytes))
      #expect(journal.mark == journal.head)
    }
  }

  /// The same push on several connections at once is stored once.
  @Test func theSamePushAtOnceIsStoredOnce() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let device = try await server.device(over: transport)
      let journal = device.journal
      for _ in 0..<20 { journal.append(.sample()) }
      let enrolment = device.enrolment
      let request = try device.signed(
        SyncRequest(stream: journal.stream, push: .init(base: journal.mark, entries: journal.entries)))
      let head = journal.head
      try await withThrowingTaskGroup(of: SyncResponse.self) { group in
        for _ in 0..<8 {
          group.addTask {
            let reply = try await transport.send(Route.sync, body: request, token: enrolment.token)
            return try device.answer(reply.body)
          }
        }
        for try await response in group {
          #expect(response.outcome == .stored)
          #expect(response.mark == head)
        }
      }
      #expect(try await server.store.entries(team: enrolment.team).count == 20)
    }
  }
}
