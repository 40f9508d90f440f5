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
      let device = try await server.device(over: transport)
      let journal = device.journal
      for _ in 0..<5 { journal.append(.sample(sealed: [1, 2, 3])) }
      let before = device.copy()
      #expect(try await device.sync(over: transport).entriesSent == 5)
      #expect(try await device.sync(over: transport).entriesSent == 0)
      // The device did not get the answer: it believes that nothing was sent.
      try await before.sync(over: transport)
      #expect(before.journal.mark == journal.head)
      let team = try #require(journal.enrolment()).team
      let stored = try await server.store.entries(team: team)
      #expect(stored.map(\.entry.headerBytes) == journal.entries.map(\.headerBytes))
    }
  }

  @Test func anEntryThatCameByTwoDevicesCountsOnce() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let team = try await server.team().id
      let entry = Entry.sample()
      for _ in 0..<2 {
        let device = try await server.device(in: team, over: transport)
        device.journal.append(entry)
        device.journal.append(.sample())
        try await device.sync(over: transport)
        #expect(device.journal.mark.sequence == 2)
      }
      let ids = try await server.store.entries(team: team).map(\.entry.header.id)
      #expect(ids.count == 3)
      #expect(ids.filter { $0 == entry.header.id }.count == 1)
    }
  }

  @Test func aTamperedEntryIsRefusedByName() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let device = try await server.device(over: transport)
      let journal = device.journal
      let whole = Entry.sample()
      let tampered = Entry(headerBytes: whole.headerBytes, bodyBytes: Array("{}".utf8), sealed: nil)
      journal.append(.sample())
      journal.append(try #require(tampered))
      let request = SyncRequest(
        stream: journal.stream, push: .init(base: journal.mark, entries: journal.entries),
        feed: .init(after: .start(of: device.enrolment.team)))
      let problem = try await transport.problem(
        Route.sync, body: device.signed(request), token: device.enrolment.token)
      #expect(problem == Problem(.entryDamaged, entry: whole.header.id))
      #expect(try await server.store.entries(team: try #require(journal.enrolment()).team).isEmpty)
    }
  }

  /// Two machines with one device's folder. Both go on writing; nothing of either is lost, nothing is twice, and whoever
  /// looks after devices is told.
  @Test func aClonedDeviceGoesOnInAnotherIncarnation() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let device = try await server.device(over: transport)
      device.journal.append(.sample())
      let clone = device.copy()
      device.journal.append(.sample())
      try await device.sync(over: transport)
      clone.journal.append(.sample())
      clone.journal.append(.sample())
      #expect(try await clone.sync(over: transport).isReborn)
      #expect(try await device.sync(over: transport).isReborn == false)
      let stored = try await server.store.entries(team: device.enrolment.team).map(\.entry.header.id)
      #expect(stored.count == 4)
      for journal in [device.journal, clone.journal] {
        #expect(Set(journal.entries.map(\.header.id)) == Set(stored))
      }
      #expect(try await server.store.forks(team: device.enrolment.team).map(\.stream) == [device.journal.stream])
      #expect(clone.journal.stream != device.journal.stream)
    }
  }

  @Test func whatTheServerDoesNotUnderstandIsStoredByteForByte() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let device = try await server.device(over: transport)
      let journal = device.journal
      var members = Entry.sample(kind: EntryKind(rawValue: "drone-visit"), body: .null).header.canonical.object ?? [:]
      members["future"] = .array([.text("Huệ"), .integer(-3)])
      members["body"] = .text(Fingerprint(of: [0xFF, 0x00]).hexadecimal)
      let header = CanonicalValue.object(members).bytes
      journal.append(try #require(Entry(headerBytes: header, bodyBytes: [0xFF, 0x00], sealed: nil)))
      try await device.sync(over: transport)
      let stored = try await server.store.entries(team: try #require(journal.enrolment()).team)
      #expect(stored.map(\.entry.headerBytes) == [header])
      #expect(stored.map(\.entry.bodyBytes) == [[0xFF, 0x00]])
    }
  }

  @Test func strangersAndOtherDevicesAreRefused() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let device = try await server.device(over: transport)
      let journal = device.journal
      let token = device.enrolment.token
      let request = SyncRequest(stream: journal.stream, push: .init(base: journal.head, entries: []))
      let message = try device.signed(request)
      for wrong in [nil, "", "x", "a.b.c", "\(token)0", String(token.dropLast()) + "g", "other" + token] {
        #expect(try await transport.problem(Route.sync, body: message, token: wrong) == Problem(.tokenRefused))
      }
      let other = SyncRequest(stream: .sample(3), push: request.push)
      let elsewhere = try device.signed(other)
      #expect(try await transport.problem(Route.sync, body: elsewhere, token: token) == Problem(.wrongDevice))
      let stranger = try SignedMessage.sign(request.bytes, for: .request, with: SigningKey().privateBytes)
      #expect(try await transport.problem(Route.sync, body: stranger, token: token) == Problem(.proofRefused))
      var altered = message
      altered[20] ^= 1
      #expect(try await transport.problem(Route.sync, body: altered, token: token) == Problem(.proofRefused))
    }
  }

  @Test func badMessagesAreRefusedWithTheirCode() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let device = try await server.device(over: transport)
      let journal = device.journal
      func code(_ body: [UInt8]) async throws -> ProblemCode? {
        try await transport.problem(Route.sync, body: body, token: device.enrolment.token)?.code
      }
      func code(signed body: String) async throws -> ProblemCode? {
        try await code(SignedMessage.sign(Array(body.utf8), for: .request, with: device.keys.signingPrivate))
      }
      for body in [
        "", "{", "[]\n\0", "{}\n\0", "null\n\0", "{\"protocol\": {}}\n\0", "\u{FEFF}{}\n\0", "{\"protocol\":1}\n\0",
      ] {
        #expect(try await code(signed: body) == .malformedMessage)
        #expect(try await code(Array(body.utf8)) != nil)
      }
      #expect(try await code(signed: String(repeating: "[", count: 100_000) + "\n\0") == .malformedMessage)
      #expect(try await code([UInt8](repeating: 32, count: SyncLimits.requestBytes + 1)) == .bodyTooLarge)
      let future = #"{"protocol":{"newest":9,"oldest":2},"shape":"of the future"}"# + "\n\0"
      #expect(try await code(signed: future) == .protocolTooNew)
      let push = SyncRequest.Push(base: journal.head, entries: [.sample()])
      let request = SyncRequest(stream: journal.stream, push: push).bytes
      let kind = Array(#""kind":"assistance","#.utf8)
      let place = try #require(request.firstRange(of: kind))
      let unkind = Array(request[..<place.lowerBound] + request[place.upperBound...])
      let signed = try SignedMessage.sign(unkind, for: .request, with: device.keys.signingPrivate)
      #expect(try await code(signed) == .entryUnreadable)
      #expect(try await transport.problem("/v1/nothing", body: [])?.code == .notFound)
      #expect(try await transport.problem(Route.health, body: [])?.code == .notFound)
      let answer = try await transport.client.execute(uri: Route.health, method: .get)
      #expect(answer.status == .ok)
      #expect(try await transport.client.execute(uri: "/v1/sync", method: .get).status == .notFound)
    }
  }
}
