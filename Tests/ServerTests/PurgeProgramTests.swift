import Domain
import Foundation
import ServerTesting
import SyncCore
import SyncTesting
import Testing

@testable import Server

/// `camtay-server purge`, and the purging of a server that runs.
@Suite(.timeLimit(.minutes(2))) struct PurgeProgramTests {
  private let server: TestServer
  private let team: String
  private var database: String { "sqlite:\(server.path)" }

  /// A team with one sealed part whose day has come long ago.
  init() async throws {
    server = try TestServer()
    team = try await server.team().id
    var writer = try await StoreWriter(1, joining: team, of: server)
    // The program goes by the machine's clock.
    writer.now = SystemClock.now()
    var assistance = Assistance(service: .submit, outcome: .solved, startedAt: 0)
    assistance.retentionUntil = CivilDate(year: 2020, month: 1, day: 1)
    _ = try await writer.write(
      [.sample(kind: .assistance, body: assistance.canonical, sealed: [1, 2, 3])], to: server.store)
    try await server.store.close()
  }

  private func sealed() async throws -> Int {
    let store = try SQLServerStore(path: server.path, create: false)
    let count = try await store.sealedAssistances(team: team).count
    try await store.close()
    return count
  }

  @Test func whatIsDueIsErasedOnce() async throws {
    #expect(try await sealed() == 1)
    let first = try ServerProgram.run(["purge", "--database", database])
    #expect(first.output.hasPrefix("Erased 1 sealed part(s)"), "\(first)")
    #expect(try await sealed() == 0)
    #expect(try ServerProgram.run(["purge", "--database", database]).output.hasPrefix("Erased 0 sealed part(s)"))
  }

  @Test func aClockThatJumpedNeedsSomebodyWhoVouchesForIt() async throws {
    let store = try SQLServerStore(path: server.path, create: false)
    #expect(try await store.vouchedTime(now: SystemClock.now() - 3000 * 86_400_000, isConfirmed: false) != nil)
    try await store.close()
    let refused = try ServerProgram.run(["purge", "--database", database])
    #expect(refused.status == 1)
    #expect(refused.errors.contains("--confirm-clock"))
    #expect(try await sealed() == 1)
    #expect(try ServerProgram.run(["purge", "--database", database, "--confirm-clock"]).status == 0)
    #expect(try await sealed() == 0)
  }

  @Test func aRunningServerPurgesByItselfAndStillStopsWhenTold() async throws {
    let (process, _) = try ServerProgram.serving(database)
    var left = 1
    for _ in 0..<600 where left > 0 {
      left = try await sealed()
      try await Task.sleep(for: .milliseconds(50))
    }
    process.terminate()
    process.waitUntilExit()
    #expect(left == 0)
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
  }
}
