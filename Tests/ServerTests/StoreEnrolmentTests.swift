import Domain
import Sealing
import Server
import ServerTesting
import SyncCore
import SyncTesting
import Testing

/// How every store takes devices in.
@Suite(.timeLimit(.minutes(10))) struct StoreEnrolmentTests {
  @Test(arguments: StoreKind.allCases) func aCodeIsGoodForOneDeviceUntilItsTime(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let store = server.store
    let team = try await server.team().id
    let code = try digest(of: await server.invite(team))
    let now = server.clock.now
    await #expect(throws: Problem(.codeUnknown)) {
      try await store.enrol(.sample("a", code: Fingerprint(of: [1])), now: now)
    }
    #expect(try await store.enrol(.sample("a", code: code, token: "1"), now: now).team.id == team)
    await #expect(throws: Problem(.codeUsed)) { try await store.enrol(.sample("b", code: code), now: now) }
    // The answer was lost: the same device asks again, and only its new token is good.
    _ = try await store.enrol(.sample("a", code: code, token: "2", name: "Máy khác"), now: now)
    let first = EnrolmentClaim.sample("a", code: code, token: "1").token
    let second = EnrolmentClaim.sample("a", code: code, token: "2").token
    #expect(try await store.device(team: team, token: first) == nil)
    #expect(try await store.device(team: team, token: second)?.id == "a")
    #expect(try await store.device(team: try await server.team().id, token: second) == nil)
    let late = try digest(of: await server.invite(team, days: 1))
    await #expect(throws: Problem(.codeExpired)) {
      try await store.enrol(.sample("b", code: late), now: now + 86_400_000)
    }
    #expect(try await store.enrol(.sample("b", code: late), now: now + 86_399_999).team.id == team)
  }

  @Test(arguments: StoreKind.allCases) func aDeviceStaysWithItsTeamAndARevokedOneStaysOut(_ kind: StoreKind)
    async throws
  {
    let server = try await TestServer(kind)
    let store = server.store
    let team = try await server.team().id
    func code(_ team: String) async throws -> Fingerprint { try digest(of: await server.invite(team)) }
    let claim = EnrolmentClaim.sample("a", code: try await code(team))
    _ = try await store.enrol(claim, now: 0)
    let other = try await server.team().id
    let elsewhere = try await code(other)
    await #expect(throws: Problem(.deviceElsewhere)) { try await store.enrol(.sample("a", code: elsewhere), now: 0) }
    // The refusal has used nothing up.
    _ = try await store.enrol(.sample("b", code: elsewhere), now: 0)
    _ = try await store.enrol(.sample("a", code: try await code(team)), now: 0)

    await #expect(throws: Problem(.deviceUnknown)) { try await server.revoke("a", in: other) }
    #expect(try await store.device(team: team, token: claim.token)?.isRevoked == false)
    let first = server.clock.now
    try await server.revoke("a", in: team)
    server.clock.advance(days: 1)
    try await server.revoke("a", in: team)
    #expect(try await store.device(team: team, token: claim.token)?.revoked == first)
    let again = try await code(team)
    await #expect(throws: Problem(.deviceRevoked)) { try await store.enrol(.sample("a", code: again), now: 0) }
    _ = try await store.enrol(.sample("c", code: again), now: 0)
  }

  @Test(arguments: StoreKind.allCases) func ofManyAtOnceOneUsesACode(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let stores = [server.store, try await server.storeOfAnotherServer()]
    for _ in 0..<5 {
      let code = try digest(of: await server.team().code)
      let prefix = Randomness.incarnation()
      let outcomes = try await atOnce(8) { number in
        _ = try await stores[number % 2].enrol(.sample("\(prefix) \(number)", code: code), now: 0)
      }
      #expect(outcomes == [nil: 1, .codeUsed: 7])
    }
  }

  @Test(arguments: StoreKind.allCases) func aDeviceThatAsksManyTeamsAtOnceJoinsOne(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let stores = [server.store, try await server.storeOfAnotherServer()]
    for _ in 0..<5 {
      var codes: [Fingerprint] = []
      for _ in 0..<6 { codes.append(try digest(of: await server.team().code)) }
      let device = Randomness.incarnation()
      let outcomes = try await atOnce(6) { [codes] number in
        _ = try await stores[number % 2].enrol(.sample(device, code: codes[number]), now: 0)
      }
      #expect(outcomes == [nil: 1, .deviceElsewhere: 5])
    }
  }

  /// How often each problem came of as many attempts at once; nil is success.
  private func atOnce(
    _ count: Int, _ attempt: @escaping @Sendable (Int) async throws -> Void
  ) async throws -> [ProblemCode?: Int] {
    try await withThrowingTaskGroup(of: ProblemCode?.self) { group in
      for number in 0..<count {
        group.addTask {
          do { try await attempt(number) } catch let problem as Problem { return problem.code }
          return nil
        }
      }
      return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
  }
}
