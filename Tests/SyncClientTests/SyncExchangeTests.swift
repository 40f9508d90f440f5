import Domain
import Sealing
import SyncClient
import SyncCore
import SyncTesting
import Testing

@Suite struct SyncExchangeTests {
  private func sync(_ journal: MemoryJournal, _ server: LoopbackServer) async throws -> SyncSummary {
    try await SyncExchange(over: server, keys: server.keys).run(on: journal)
  }

  @Test func aDaysWorkIsOneRoundTrip() async throws {
    let server = LoopbackServer()
    let journal = server.journal()
    for _ in 0..<30 { journal.append(.sample()) }
    let summary = try await sync(journal, server)
    #expect(summary.entriesSent == 30)
    #expect(await server.arrivals == 1)
    #expect(journal.mark == journal.head)
    #expect(journal.standing().place.change == 30)
  }

  @Test func aCutTransferResumesAndSendsNothingTwiceThatWasMarked() async throws {
    let server = LoopbackServer()
    let journal = server.journal()
    for _ in 0..<600 { journal.append(.sample()) }
    // The third answer is lost; the server had stored what it was about.
    await server.fail([nil, nil, .unreachable(.connectionRefused)])
    await #expect(throws: SyncFault.unreachable(.connectionRefused)) { try await sync(journal, server) }
    let marked = journal.mark.sequence
    #expect(marked > 0)
    #expect(await server.team.mark(of: journal.stream).sequence > marked)
    let whole = journal.entries.map(\.size).reduce(0, +)
    _ = try await sync(journal, server)
    #expect(journal.mark == journal.head)
    // Everything once, and at most one batch a second time.
    let sent = await server.sizes.reduce(0, +)
    #expect(sent <= whole + BatchBudget.largest)
    #expect(await server.team.entries.count == 600)
  }

  @Test func afterACutItWaitsLongerEachTimeAndSendsLess() async throws {
    let server = LoopbackServer()
    let journal = server.journal()
    for _ in 0..<300 { journal.append(.sample()) }
    await server.fail([.unreachable(.timedOut), .unreachable(.timedOut)])
    _ = try await sync(journal, server)
    let pauses = await server.pauses
    #expect(pauses.count == 2)
    #expect(pauses[0] < pauses[1])
    let sizes = await server.sizes
    #expect(sizes[1] < sizes[0] && sizes[2] < sizes[1])
    #expect(await server.team.entries.count == 300)
    await server.fail(Array(repeating: .unreachable(.timedOut), count: 9))
    journal.append(.sample())
    await #expect(throws: SyncFault.unreachable(.timedOut)) { try await sync(journal, server) }
    #expect(await server.pauses.count == 2 + SyncExchange.maximumCuts)
  }

  @Test func aServerThatAsksForAMomentGetsIt() async throws {
    let server = LoopbackServer()
    let journal = server.journal()
    await server.fail([.refused(Problem(.storeUnavailable, retryAfter: 2))])
    _ = try await sync(journal, server)
    let pauses = await server.pauses
    #expect(pauses.count == 1 && (2000..<3000).contains(pauses[0]))
    await server.fail([.refused(Problem(.storeUnavailable, retryAfter: 3600))])
    await #expect(throws: SyncFault.refused(Problem(.storeUnavailable, retryAfter: 3600))) {
      try await sync(journal, server)
    }
  }

  @Test func somebodyElsesAnswerIsNotTaken() async throws {
    let server = LoopbackServer()
    let journal = server.journal()
    journal.append(.sample())
    await server.impersonate()
    await #expect(throws: SyncFault.notTheServer) { try await sync(journal, server) }
    #expect(journal.mark.sequence == 0)
    #expect(journal.standing().place.change == 0)
  }

  @Test func guidesComeAndUntrustedOnesDoNotStandInTheWay() async throws {
    let key = ContentKey()
    let signed = try (1...3).map { number in
      let package = GuidePackage(id: "g\(number)", version: number, files: ["guide.yaml": "id: g\(number)"])
      return SignedGuide(package: package, signature: try (number == 2 ? ContentKey() : key).sign(package))
    }
    let server = LoopbackServer()
    await server.publish(signed)
    let journal = server.journal(contentKey: key.publicBytes)
    let summary = try await sync(journal, server)
    #expect(summary.guides.map(\.reception) == [.installed, .untrusted, .installed])
    #expect(journal.guideVersions() == ["g1": 1, "g3": 3])
  }

  @Test(arguments: ["../../.bashrc", ".profile", "a/b.yaml", "", "a\\b.yaml"])
  func aSignedGuideCannotChooseItsPlaceOnTheDisk(name: String) async throws {
    let key = ContentKey()
    let package = GuidePackage(id: "g", version: 1, files: [name: "x"])
    let server = LoopbackServer()
    await server.publish([SignedGuide(package: package, signature: try key.sign(package))])
    let journal = server.journal(contentKey: key.publicBytes)
    let summary = try await sync(journal, server)
    #expect(summary.guides.map(\.reception) == [.unreadable])
    #expect(journal.guideVersions().isEmpty)
  }

  @Test func aDeviceThatDidNotEnrolSaysSo() async {
    let server = LoopbackServer()
    await #expect(throws: SyncFault.notEnrolled) { try await sync(MemoryJournal(stream: .sample(1)), server) }
    await #expect(throws: SyncFault.wrongDevice) { try await sync(.sample(), server) }
  }
}
