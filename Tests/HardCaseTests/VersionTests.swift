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
  /// Programs of different age: a device and a server that are not of one year.
  @Suite(.timeLimit(.minutes(10))) struct VersionTests {
    @Test func rangesMeetInTheNewestThatBothSpeak() {
      func common(_ left: ClosedRange<Int>, _ right: ClosedRange<Int>) -> Int? {
        ProtocolRange(oldest: left.lowerBound, newest: left.upperBound)
          .common(with: ProtocolRange(oldest: right.lowerBound, newest: right.upperBound))
      }
      #expect(common(1...1, 1...1) == 1)
      #expect(common(1...3, 2...5) == 3)
      #expect(common(2...5, 1...3) == 3)
      #expect(common(1...9, 4...4) == 4)
      #expect(common(1...2, 3...4) == nil)
      #expect(common(3...4, 1...2) == nil)
    }

    /// The message with its envelope changed, signed anew.
    private func changed(
      _ message: [UInt8], signedBy key: [UInt8], for purpose: SigningPurpose = .request,
      _ change: (inout [String: CanonicalValue]) -> Void
    ) throws -> [UInt8] {
      let end = try #require(message.firstIndex(of: 0x0A))
      var envelope = try #require(try CanonicalValue(bytes: Array(message[..<end])).object)
      change(&envelope)
      return try SignedMessage.sign(CanonicalValue.object(envelope).bytes + message[end...], for: purpose, with: key)
    }

    /// A device that speaks newer versions too is answered in the one that both know; one that speaks only newer ones is
    /// told so, and nothing of it is stored; members that nobody knows yet are passed over.
    @Test func aNewDeviceMeetsAnOldServer() async throws {
      let server = try TestServer()
      try await server.run { transport in
        let device = try await server.device(over: transport)
        device.journal.append(.sample())
        let request = SyncRequest(
          protocols: ProtocolRange(oldest: 1, newest: 9), stream: device.journal.stream,
          push: .init(base: device.journal.mark, entries: device.journal.entries),
          feed: .init(after: .start(of: device.enrolment.team)))
        let only = try changed(request.bytes, signedBy: device.keys.signingPrivate) {
          $0["protocol"] = .object(["oldest": .integer(2), "newest": .integer(9)])
        }
        let token = device.enrolment.token
        #expect(try await transport.problem(Route.sync, body: only, token: token) == Problem(.protocolTooNew))
        #expect(try await server.store.entries(team: device.enrolment.team).isEmpty)
        let both = try changed(request.bytes, signedBy: device.keys.signingPrivate) {
          $0["battery"] = .object(["percent": .integer(12)])
          $0["protocol"] = .object(["oldest": .integer(1), "newest": .integer(9), "preferred": .integer(7)])
          $0["zones"] = .array([.text("Cà Mau")])
        }
        let answer = try device.answer(try await transport.send(Route.sync, body: both, token: token).body)
        #expect(answer.version == 1)
        #expect(answer.mark == device.journal.head)
        #expect(try await server.store.entries(team: device.enrolment.team).count == 1)
      }
    }

    /// The smallest device that there can be: it pushes, and asks for neither feed nor guides.
    @Test func theSmallestDevicePushesStill() async throws {
      let server = try TestServer()
      try await server.run { transport in
        let device = try await server.device(over: transport)
        let team = device.enrolment.team
        let guide = GuidePackage(id: "g", version: 1, files: ["guide.yaml": "x"])
        try await server.store.publish(SignedGuide(package: guide, signature: [1]), now: 0)
        device.journal.append(.sample(sealed: [9, 9]))
        let request = SyncRequest(
          stream: device.journal.stream, push: .init(base: device.journal.mark, entries: device.journal.entries))
        let reply = try await transport.send(
          Route.sync, body: try device.signed(request), token: device.enrolment.token)
        let answer = try device.answer(reply.body)
        #expect(answer.outcome == .stored)
        #expect(answer.mark == device.journal.head)
        #expect(answer.feed == nil)
        #expect(answer.guides.isEmpty && !answer.moreGuides)
        #expect(try await server.counted(team) == device.journal.entries.map(\.header.id))
        // A device of today whose server knows no feed yet comes to rest too.
        let other = Laptop()
        try await other.join(team, of: server, over: transport)
        let ids = try other.write(2)
        let key = try await server.store.facts().signingKey.privateBytes
        let withoutFeed = BadNetwork(transport) { inner, route, body, token in
          let reply = try await inner.send(route, body: body, token: token)
          let answer = try SyncResponse(bytes: Array(reply.body.dropLast(64)))
          let bare = SyncResponse(
            epoch: answer.epoch, stream: answer.stream, outcome: answer.outcome, mark: answer.mark, time: 0)
          return TransportReply(
            status: 200, body: try SignedMessage.sign(bare.bytes, for: .answer, with: key))
        }
        #expect(try await other.sync(over: withoutFeed).entriesSent == 2)
        #expect(try await server.counted(team).suffix(2) == ids)
        #expect(try other.store().unsyncedCount() == 0)
      }
    }

    /// Kinds, schemas and members of tomorrow go through a server and a device of today, and come out byte for byte.
    @Test(arguments: StoreKind.allCases) func kindsOfTomorrowGoThroughByteForByte(_ kind: StoreKind) async throws {
      let server = try await TestServer(kind)
      try await server.withTwo { team, laptop, other, transport in
        let device = try await server.device(in: team, over: transport)
        var members = Entry.sample(kind: EntryKind(rawValue: "drone-visit"), body: .null).header.canonical.object ?? [:]
        members["future"] = .array([.text("Huệ"), .integer(.min)])
        members["schema"] = .integer(7)
        members["clock"] = .text("atomic")
        let body: [UInt8] = [0xFF, 0x00, 0x0A]
        members["body"] = .text(Fingerprint(of: body).hexadecimal)
        let header = CanonicalValue.object(members).bytes
        device.journal.append(try #require(Entry(headerBytes: header, bodyBytes: body, sealed: nil)))
        try await device.sync(over: transport)
        try await laptop.sync(over: transport)
        // By stick as well, and back to a server that has forgotten everything.
        let held = try #require(try laptop.store().entries().first?.entry)
        #expect(held.headerBytes == header)
        #expect(held.bodyBytes == body)
        let new = try await TestServer(kind)
        try await new.run { transport in
          let team = try await new.team().id
          for reader in [laptop, other] { try await reader.join(team, of: new, over: transport) }
          let stick = SyncBundle(team: team, frames: try other.carrier().bundle().frames)
          #expect(stick.frames.count == 1)
          for reader in [laptop, other] { try await reader.sync(over: transport) }
          let back = try #require(try other.store().entries().first?.entry)
          #expect(back.headerBytes == header)
          #expect(back.bodyBytes == body)
          #expect(try other.store().journal(.all, .team).isEmpty)
        }
      }
    }

    /// A server of tomorrow answers what this program does not know: a clear fault, and the journal as it was.
    @Test func whatANewServerSaysIsNotGuessedAt() async throws {
      let server = try TestServer()
      try await server.withTwo { team, laptop, _, transport in
        let ids = try laptop.write(3)
        let key = try await server.store.facts().signingKey.privateBytes
        let state = try laptop.state()
        func fault(_ change: @escaping @Sendable (TransportReply) throws -> TransportReply) async throws -> SyncFault? {
          let fault = await #expect(throws: SyncFault.self) {
            try await laptop.sync(
              over: BadNetwork(transport) { inner, route, body, token in
                try change(try await inner.send(route, body: body, token: token))
              })
          }
          #expect(try laptop.state() == state)
          return fault
        }
        for status in [403, 409, 418, 507] {
          let problem = CanonicalValue.object([
            "code": .text("moon-in-the-wrong-phase"), "status": .integer(Int64(status)), "title": .text("?"),
            "type": .text("urn:camtay:problem:moon-in-the-wrong-phase"),
          ])
          let met = try await fault { _ in TransportReply(status: status, body: problem.bytes) }
          #expect(met == .badAnswer(status: status))
        }
        let unknown = try await fault { reply in
          let message = Array(reply.body.dropLast(64))
          let changed = try self.changed(message, signedBy: key, for: .answer) { $0["outcome"] = .text("adjourned") }
          return TransportReply(status: 200, body: changed)
        }
        #expect(unknown == .badAnswer(status: 200))
        let later = try await fault { reply in
          let message = Array(reply.body.dropLast(64))
          let changed = try self.changed(message, signedBy: key, for: .answer) { $0["protocol"] = .integer(2) }
          return TransportReply(status: 200, body: changed)
        }
        #expect(later == .badAnswer(status: 200))
        // Members that nobody knows yet are passed over.
        try await laptop.sync(
          over: BadNetwork(transport) { inner, route, body, token in
            let reply = try await inner.send(route, body: body, token: token)
            let changed = try self.changed(Array(reply.body.dropLast(64)), signedBy: key, for: .answer) {
              $0["weather"] = .text("mưa")
            }
            return TransportReply(status: 200, body: changed)
          })
        #expect(try laptop.isAtRest(at: 3))
        #expect(try await server.counted(team) == ids)
      }
    }
  }
}
