import Sealing
import ServerTesting
import SyncCore
import Testing

@testable import Server

/// How every store keeps what was done to the server.
@Suite(.timeLimit(.minutes(10))) struct StoreAuditTests {
  private func record(_ id: String, _ act: AuditRecord.Act, _ time: Int64, by doer: Doer = .here) -> AuditRecord {
    AuditRecord(id: id, time: time, what: act.rawValue, doer: doer, team: nil, subject: nil)
  }

  @Test(arguments: StoreKind.allCases) func recordsComeInTheOrderOfTheirTimeOnce(_ kind: StoreKind) async throws {
    let store = try await TestServer(kind).store
    let stranger = Doer(device: nil, address: PeerAddress("203.113.131.7"))
    let full = AuditRecord(
      .enrolled, by: Doer(device: "d1", address: PeerAddress("2001:ee0::1")), team: "t", subject: "'; --", time: 20)
    let records = [
      record("b", .exported, 10), record("c", .enrolmentRefused, 10, by: stranger), full, record("a", .keyCreated, 30),
    ]
    for record in records.reversed() + records { try await store.noteAudit(record) }
    #expect(try await store.audit(in: .min..<(.max)) == records)
    #expect(try await store.audit(in: 10..<30) == Array(records.prefix(3)))
    #expect(try await store.audit(in: 11..<20).isEmpty)
    #expect(
      try await store.audit(in: .min..<(.max)).map(\.doer.neighbourhood) == [
        nil, "203.113.131.0/24", "2001:ee0::/48", nil,
      ])
  }

  @Test(arguments: StoreKind.allCases) func whatWasDoneAgainIsCounted(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let (one, other) = (Doer(device: "d1", address: nil), Doer(device: "d2", address: nil))
    for _ in 0..<3 { try await server.store.tallyAudit(record("a", .enrolmentRefused, 10, by: one)) }
    try await server.store.tallyAudit(record("b", .enrolmentRefused, 11, by: one))
    try await server.storeOfAnotherServer().tallyAudit(record("b", .enrolmentRefused, 12, by: other))
    try await server.store.tallyAudit(record("c", .enrolmentRefused, 13))
    try await server.store.tallyAudit(record("c", .enrolmentRefused, 13))
    let records = try await server.store.audit(in: .min..<(.max))
    #expect(records.map(\.count) == [3, 2, 2])
    #expect(records.map(\.time) == [10, 11, 13])
    #expect(records.map(\.doer.device) == ["d1", nil, nil])
  }

  @Test(arguments: StoreKind.allCases) func whatIsTooOldIsForgotten(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    for time in [1, 2, 3] { try await server.store.noteAudit(record("\(time)", .exported, Int64(time))) }
    try await server.store.purgeAudit(before: 2)
    #expect(try await server.storeOfAnotherServer().audit(in: .min..<(.max)).map(\.time) == [2, 3])
  }

  /// What was done to a team's devices is kept with the team, and is in the trail all the same; an invitation without its
  /// code's digest and without the name of whom it is for.
  @Test(arguments: StoreKind.allCases) func theTrailHasTheDeedsOfTeams(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let writer = try await StoreWriter(1, joining: server.team().id, of: server)
    try await server.revoke(writer.stream.device, in: writer.team)
    try await server.store.noteAudit(record("z", .exported, server.clock.now + 1))
    let trail = try await server.store.auditTrail(in: .min..<(.max))
    #expect(trail.map(\.what).sorted() == ["exported", "invite", "invite", "revoke"])
    #expect(trail.last?.what == "exported")
    #expect(trail.filter { $0.what == "invite" }.allSatisfy { $0.subject == nil && $0.team == writer.team })
    #expect(trail.first { $0.what == "revoke" }?.subject == writer.stream.device)
    #expect(try await server.store.auditTrail(in: 0..<server.clock.now).isEmpty)
  }
}
