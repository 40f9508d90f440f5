import Domain
import Foundation
import Sealing
import ServerTesting
import SyncCore
import SyncTesting
import Testing

@testable import Server

/// Entries of which something is missing: what comes again fills in what was neither erased nor purged by right, and the rest
/// is named.
@Suite(.timeLimit(.minutes(10))) struct StoreAbsenceTests {
  private static let sqlKinds: [StoreKind] = [.sqlite, .postgreSQL]
  private let day: Int64 = 86_400_000

  private func bare(_ entry: Entry) throws -> Entry {
    try #require(Entry(headerBytes: entry.headerBytes, bodyBytes: entry.bodyBytes, sealed: nil))
  }

  /// An assistance of today that says a day so many days ahead.
  private func entry(until days: Int, of server: TestServer, sealed: [UInt8] = [1, 2, 3]) -> Entry {
    var assistance = Assistance(service: .submit, outcome: .solved, startedAt: server.clock.now)
    assistance.retentionUntil = CivilDate(milliseconds: server.clock.now).adding(days: days)
    return .sample(kind: .assistance, body: assistance.canonical, time: server.clock.now, sealed: sealed)
  }

  private func write(_ entries: [Entry], by writer: inout StoreWriter, to server: TestServer) async throws {
    let question = JournalExchange.Question(stream: writer.stream, push: writer.pushing(entries))
    let answer = try await server.store.exchange(question, team: writer.team, now: server.clock.now)
    #expect(answer.outcome == .stored)
    writer.believe(entries)
  }

  /// What the feed gives of the entries, to a device that wrote nothing.
  private func feed(_ team: String, of server: TestServer, reader: Int) async throws -> [Entry] {
    let nobody = try await StoreWriter(reader, joining: team, of: server)
    let question = JournalExchange.Question(
      stream: nobody.stream, push: nobody.pushing([]), feed: .init(after: .start(of: team)))
    guard case .goesOn(_, let changes, _, _) = try await server.store.exchange(question, team: team, now: 1).feed else {
      return []
    }
    return changes.compactMap { if case .entry(let entry) = $0 { entry } else { nil } }
  }

  /// A neighbour handed the entry on without its sealed part; then its author comes, with all of it.
  @Test(arguments: StoreKind.allCases, [false, true])
  func whatComesAgainWholeFillsIn(_ kind: StoreKind, inItsOwnStream: Bool) async throws {
    let server = try await TestServer(kind)
    let team = try await server.team().id
    var first = try await StoreWriter(1, joining: team, of: server)
    let whole = entry(until: 90, of: server)
    let early = first
    try await write([bare(whole), .sample()], by: &first, to: server)
    #expect(try await feed(team, of: server, reader: 9).first?.sealed == nil)
    var again = inItsOwnStream ? early : try await StoreWriter(2, joining: team, of: server)
    try await write([whole], by: &again, to: server)
    let held = try await feed(team, of: server, reader: 10)
    #expect(held.first == whole)
    #expect(held.count == 2)
    #expect(try await server.store.entries(team: team).count == 2)
  }

  @Test(arguments: StoreKind.allCases) func whatWasErasedOrPurgedComesBackByNoRoad(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let team = try await server.team().id
    var first = try await StoreWriter(1, joining: team, of: server)
    let (erased, purged) = (entry(until: 90, of: server), entry(until: 20, of: server))
    try await write([erased, purged], by: &first, to: server)
    try await write(
      [.sample(kind: .erasure, body: Erasure(.asked).canonical, amends: erased.header.id)], by: &first, to: server)
    #expect(try await SealedRetention(server.store).run(now: server.clock.now + 20 * day) == .purged(1))
    // A change that says a later day does not bring back what went on the earlier one.
    let later = CivilDate(milliseconds: server.clock.now).adding(days: 300).iso
    try await write(
      [
        .sample(
          kind: .amendment, body: .object(["changes": .object(["retention_until": .text(later)])]),
          amends: purged.header.id)
      ], by: &first, to: server)
    var second = try await StoreWriter(2, joining: team, of: server)
    try await write([erased, purged], by: &second, to: server)
    #expect(try await feed(team, of: server, reader: 9).allSatisfy { $0.sealed == nil })
  }

  /// A body that was lost comes back with the entry; another entry under the same id gives nothing.
  @Test(arguments: Self.sqlKinds) func aBodyThatWasLostComesBack(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let team = try await server.team().id
    var first = try await StoreWriter(1, joining: team, of: server)
    let whole = Entry.sample()
    try await write([whole], by: &first, to: server)
    let store = try #require(server.store as? SQLServerStore)
    _ = try await store.engine.write { try $0.execute("UPDATE entry SET body = NULL", []) }
    var second = try await StoreWriter(2, joining: team, of: server)
    try await write([.sample(id: whole.header.id, minutes: 99)], by: &second, to: server)
    #expect(try await store.entries(team: team).map(\.entry.bodyBytes) == [nil])
    var third = try await StoreWriter(3, joining: team, of: server)
    try await write([whole], by: &third, to: server)
    #expect(try await store.entries(team: team).map(\.entry.bodyBytes) == [whole.bodyBytes])
  }

  /// What verifying finds.
  private func findings(in store: SQLServerStore) async throws -> [DamageFinding] {
    var findings: [DamageFinding] = []
    _ = try await Verification(store).run { findings.append($0) }
    // The writers of these tests have no keys.
    return findings.filter { $0.damage != .deviceKey }
  }

  @Test(arguments: Self.sqlKinds) func whatIsMissingWithoutReasonIsNamed(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let team = try await server.team().id
    var writer = try await StoreWriter(1, joining: team, of: server)
    let entries = (0..<4).map { _ in entry(until: 90, of: server) } + [entry(until: 20, of: server)]
    try await write(entries, by: &writer, to: server)
    var second = try await StoreWriter(2, joining: team, of: server)
    try await write([entries[1]], by: &second, to: server)
    try await write(
      [.sample(kind: .erasure, body: Erasure(.asked).canonical, amends: entries[0].header.id)], by: &writer, to: server)
    let store = try #require(server.store as? SQLServerStore)
    #expect(try await SealedRetention(store).run(now: server.clock.now + 20 * day) == .purged(1))
    #expect(try await findings(in: store).isEmpty, "erased, purged, and the payload of an alias")
    func lose(_ column: String, of entry: Entry) async throws {
      _ = try await store.engine.write { session in
        try session.execute(
          "UPDATE entry SET \(column) = NULL WHERE id = $1 AND standing = 'counted'", [.text(entry.header.id.rawValue)])
      }
    }
    try await lose("sealed", of: entries[3])
    #expect(try await findings(in: store).map(\.damage) == [.sealedGone])
    #expect(try await findings(in: store).map(\.id) == [entries[3].header.id.rawValue])
    try await lose("body", of: entries[2])
    #expect(try await findings(in: store).map(\.damage) == [.bodyGone], "the first of the stream")
    #expect(try await findings(in: store).map(\.sequence) == [3])
    // Both come again, by whoever has them.
    try await write([entries[2], entries[3]], by: &second, to: server)
    #expect(try await findings(in: store).isEmpty)
  }
}
