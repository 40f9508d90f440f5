import Domain
import HummingbirdTesting
import Sealing
import Server
import ServerTesting
import SyncClient
import SyncCore
import SyncTesting
import Testing

@Suite struct SyncRouteTests {
  @Test func syncingTwiceStoresOnce() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let journal = try await server.device(over: transport)
      for _ in 0..<5 { journal.append(.sample(sealed: [1, 2, 3])) }
      let before = journal.copy()
      #expect(try await SyncExchange(over: transport).run(on: journal).entriesSent == 5)
      #expect(try await SyncExchange(over: transport).run(on: journal).entriesSent == 0)
      // The device did not get the answer: it believes that nothing was sent.
      #expect(try await SyncExchange(over: transport).run(on: before).mark == journal.head())
      let team = try #require(journal.enrolment()).team
      let stored = try await server.store.entries(team: team)
      #expect(stored.map(\.entry.headerBytes) == journal.entries.map(\.headerBytes))
      #expect(stored.map(\.sequence) == [1, 2, 3, 4, 5])
    }
  }

  @Test func anEntryThatCameByTwoDevicesCountsOnce() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let team = try await server.team().id
      let entry = Entry.sample()
      for _ in 0..<2 {
        let journal = try await server.device(in: team, over: transport)
        journal.append(entry)
        journal.append(.sample())
        #expect(try await SyncExchange(over: transport).run(on: journal).mark.sequence == 2)
      }
      let ids = try await server.store.entries(team: team).map(\.entry.header.id)
      #expect(ids.count == 3)
      #expect(ids.filter { $0 == entry.header.id }.count == 1)
    }
  }

  @Test func aTamperedEntryIsRefusedByName() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let journal = try await server.device(over: transport)
      let whole = Entry.sample()
      let tampered = Entry(headerBytes: whole.headerBytes, bodyBytes: Array("{}".utf8), sealed: nil)
      journal.append(.sample())
      journal.append(try #require(tampered))
      await #expect(throws: SyncFault.refused(Problem(.entryDamaged, entry: whole.header.id))) {
        try await SyncExchange(over: transport).run(on: journal)
      }
      #expect(try await server.store.entries(team: try #require(journal.enrolment()).team).isEmpty)
    }
  }

  @Test func aForkChangesNothing() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let journal = try await server.device(over: transport)
      journal.append(.sample())
      let clone = journal.copy()
      journal.append(.sample())
      _ = try await SyncExchange(over: transport).run(on: journal)
      clone.append(.sample())
      clone.append(.sample())
      await #expect(throws: SyncFault.forked(journal.head())) { try await SyncExchange(over: transport).run(on: clone) }
      let team = try #require(journal.enrolment()).team
      #expect(try await server.store.entries(team: team).map(\.entry.headerBytes) == journal.entries.map(\.headerBytes))
    }
  }

  @Test func whatTheServerDoesNotUnderstandIsStoredByteForByte() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let journal = try await server.device(over: transport)
      var members = Entry.sample(kind: EntryKind(rawValue: "drone-visit"), body: .null).header.canonical.object ?? [:]
      members["future"] = .array([.text("Huệ"), .integer(-3)])
      members["body"] = .text(Fingerprint(of: [0xFF, 0x00]).hexadecimal)
      let header = CanonicalValue.object(members).bytes
      journal.append(try #require(Entry(headerBytes: header, bodyBytes: [0xFF, 0x00], sealed: nil)))
      _ = try await SyncExchange(over: transport).run(on: journal)
      let stored = try await server.store.entries(team: try #require(journal.enrolment()).team)
      #expect(stored.map(\.entry.headerBytes) == [header])
      #expect(stored.map(\.entry.bodyBytes) == [[0xFF, 0x00]])
    }
  }

  @Test func strangersAndOtherDevicesAreRefused() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let journal = try await server.device(over: transport)
      let token = try #require(journal.enrolment()).token
      let request = SyncRequest(stream: journal.stream(), push: .init(base: journal.head(), entries: []))
      for wrong in [nil, "", "x", "a.b.c", "\(token)0", String(token.dropLast()) + "g", "other" + token] {
        #expect(try await transport.problem(Route.sync, body: request.bytes, token: wrong) == Problem(.tokenRefused))
      }
      let other = SyncRequest(stream: .sample(3), push: request.push)
      #expect(try await transport.problem(Route.sync, body: other.bytes, token: token) == Problem(.wrongDevice))
    }
  }

  @Test func badMessagesAreRefusedWithTheirCode() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let journal = try await server.device(over: transport)
      let token = try #require(journal.enrolment()).token
      func code(_ body: [UInt8]) async throws -> ProblemCode? {
        try await transport.problem(Route.sync, body: body, token: token)?.code
      }
      for body in ["", "{", "[]", "{}", "null", "{\"protocol\": {}}", "\u{FEFF}{}", "{\"protocol\":1}"] {
        #expect(try await code(Array(body.utf8)) == .malformedMessage)
      }
      #expect(try await code([0xFF, 0xFE]) == .malformedMessage)
      #expect(try await code([UInt8](repeating: UInt8(ascii: "["), count: 100_000)) == .malformedMessage)
      #expect(try await code([UInt8](repeating: 32, count: SyncLimits.requestBytes + 1)) == .bodyTooLarge)
      let future = Array(#"{"protocol":{"newest":9,"oldest":2},"shape":"of the future"}"#.utf8)
      #expect(try await code(future) == .protocolTooNew)
      let push = SyncRequest.Push(base: journal.head(), entries: [.sample()])
      let request = SyncRequest(stream: journal.stream(), push: push).bytes
      let text = String(decoding: request, as: UTF8.self).replacing(#"\"kind\":\"assistance\","#, with: "")
      #expect(try await code(Array(text.utf8)) == .entryUnreadable)
      #expect(try await transport.problem("/v1/nothing", body: [])?.code == .notFound)
      #expect(try await transport.problem(Route.health, body: [])?.code == .notFound)
      let answer = try await transport.client.execute(uri: Route.health, method: .get)
      #expect(answer.status == .ok)
      #expect(try await transport.client.execute(uri: "/v1/sync", method: .get).status == .notFound)
    }
  }
}
