import Domain
import Sealing
import Server
import ServerTesting
import SyncClient
import SyncCore
import SyncTesting
import Testing

@testable import LocalStore

extension HardCases {
  /// What may become of a message on its way: it is lost, doubled, late. Real stores at both ends.
  @Suite(.timeLimit(.minutes(10))) struct MessageFateTests {
    /// The server commits, and the answer is lost: the first of every exchange, then whole exchanges.
    @Test func aReplyThatIsLostAfterTheCommitCostsNothing() async throws {
      let server = try TestServer()
      try await server.withTwo { team, laptop, other, transport in
        let ids = try laptop.write(40)
        let count = Count()
        let losing = BadNetwork(transport) { inner, route, body, token in
          _ = try await inner.send(route, body: body, token: token)
          guard count.next() > SyncExchange.maximumCuts + 2 else { throw SyncFault.unreachable(.connectionFailed) }
          return try await inner.send(route, body: body, token: token)
        }
        await #expect(throws: SyncFault.unreachable(.connectionFailed)) { try await laptop.sync(over: losing) }
        #expect(try await server.counted(team) == ids)
        // The device knows nothing of it, and says so.
        #expect(try laptop.store().unsyncedCount() == 40)
        #expect(try await laptop.sync(over: losing).entriesSent == 40)
        #expect(try laptop.isAtRest(at: 40))
        #expect(try laptop.store().unsyncedCount() == 0)
        try await other.sync(over: transport)
        #expect(try other.ids() == ids)
        #expect(try await server.counted(team) == ids)
      }
    }

    /// One message on several connections of two servers at once: every answer shows the same history, once. What
    /// `StoreConcurrencyTests` asks of a push, asked of the signed message with its feed.
    @Test(arguments: [StoreKind.sqlite, .postgreSQL])
    func oneMessageAtOnceOnTwoServersIsOneHistory(_ kind: StoreKind) async throws {
      let server = try await TestServer(kind)
      try await server.withTwo { team, laptop, other, transport in
        try await other.sync(over: transport)
        let ids = try laptop.write(25)
        let (store, journal) = (try laptop.store(), try laptop.store().standing())
        let request = SyncRequest(
          stream: journal.stream,
          push: .init(base: journal.mark, entries: try store.entries(after: 0, count: 99, bytes: .max)),
          feed: .init(after: journal.place))
        let message = try SignedMessage.sign(request.bytes, for: .request, with: store.keys.signingPrivate)
        let enrolment = try #require(try store.enrolment())
        var second = TestServer(folder: server.folder, store: try await server.storeOfAnotherServer())
        second.limits = server.limits
        try await second.application.application().test(.router) { client in
          let ways = [transport, RouterTransport(client: client)]
          let answers = try await withThrowingTaskGroup(of: SyncResponse.self) { group in
            for number in 0..<8 {
              group.addTask {
                let reply = try await ways[number % 2].send(Route.sync, body: message, token: enrolment.token)
                return try SyncResponse(
                  bytes: SignedMessage.open(reply.body, for: .answer, from: enrolment.serverKey ?? []))
              }
            }
            return try await group.reduce(into: []) { $0.append($1) }
          }
          for answer in answers {
            #expect(answer.outcome == .stored)
            #expect(answer.mark == journal.head)
            #expect(answer.feed == answers[0].feed)
          }
          guard case .goesOn(_, let changes, let place, false) = answers[0].feed else {
            Issue.record("no feed")
            return
          }
          #expect(changes == (1...25).map { .own(sequence: $0) })
          // Two devices that read over different servers come to the same place with the same entries.
          for (reader, way) in zip([laptop, other], ways) {
            try await reader.sync(over: way)
            #expect(try reader.store().standing().place == place)
            #expect(try reader.ids() == ids)
          }
        }
        #expect(try await server.counted(team) == ids)
      }
    }

    /// Three batches of one stream, the last first, each again and again: what begins after the mark is a gap, which
    /// stores nothing and alarms nobody.
    @Test(arguments: StoreKind.allCases) func batchesOutOfOrderBecomeOneStream(_ kind: StoreKind) async throws {
      let server = try await TestServer(kind)
      try await server.withTwo { team, laptop, other, transport in
        let ids = try laptop.write(15)
        let store = try laptop.store()
        let enrolment = try #require(try store.enrolment())
        let stream = try store.stream()
        let messages = try (0..<3).map { number in
          let base = StreamMark(sequence: number * 5, hash: try #require(try store.chainHash(at: number * 5)))
          let push = SyncRequest.Push(base: base, entries: try store.entries(after: number * 5, count: 5, bytes: .max))
          return try SignedMessage.sign(
            SyncRequest(stream: stream, push: push).bytes, for: .request, with: store.keys.signingPrivate)
        }
        var outcomes: [String] = []
        for number in [2, 1, 0, 2, 1, 0, 2, 1, 0] {
          let reply = try await transport.send(Route.sync, body: messages[number], token: enrolment.token)
          let answer = try SyncResponse(
            bytes: SignedMessage.open(reply.body, for: .answer, from: enrolment.serverKey ?? []))
          outcomes.append("\(answer.outcome) \(answer.mark.sequence)")
        }
        #expect(
          outcomes == [
            "gap 0", "gap 0", "stored 5", "gap 5", "stored 10", "stored 10", "stored 15", "stored 15", "stored 15",
          ])
        #expect(try await server.store.forks(team: team).isEmpty)
        #expect(try await server.counted(team) == ids)
        for reader in [laptop, other] {
          try await reader.sync(over: transport)
          #expect(try reader.ids() == ids)
          #expect(try reader.isAtRest(at: 15))
        }
      }
    }

    /// Answers that come late: each reaches the device after the next request was asked. Nothing is applied twice, and the
    /// device comes to rest all the same.
    @Test func anAnswerToAnEarlierRequestIsNoHarm() async throws {
      let server = try TestServer()
      try await server.withTwo { team, laptop, other, transport in
        let overheard = Overheard()
        let listening = BadNetwork(transport) { inner, route, body, token in
          let reply = try await inner.send(route, body: body, token: token)
          overheard.note(route, body, reply.body)
          return reply
        }
        try laptop.write(5)
        try await laptop.sync(over: listening)
        let first = try #require(overheard.all.first?.answer)
        try other.write(5)
        try await other.sync(over: transport)
        try laptop.write(5)
        let count = Count()
        let late = BadNetwork(transport) { inner, route, body, token in
          count.next() <= 2
            ? TransportReply(status: 200, body: first) : try await inner.send(route, body: body, token: token)
        }
        try await laptop.sync(over: late)
        #expect(try laptop.isAtRest(at: 15))
        #expect(try Set(laptop.ids()) == Set(await server.counted(team)))
        #expect(try await server.counted(team).count == 15)
      }
    }
  }
}
