import Domain
import Foundation
import Sealing
import Server
import ServerTesting
import SyncCore
import SyncTesting
import Testbed
import Testing

@testable import LocalStore
@testable import SyncClient

extension HardCases {
  /// Whoever carries others' messages keeps what cannot be brought, brings what can, and does not carry ever more.
  @Suite(.timeLimit(.minutes(10))) struct CarrierTests {
    /// On a stick that many use one bad file keeps nobody from the good ones.
    @Test func aBadFileKeepsNoGoodOneFromBeingRead() async throws {
      let server = try TestServer()
      try await server.withTwo { team, leader, laptop, transport in
        let stick = TemporaryFolder()
        let ids = try laptop.write(2)
        _ = try laptop.carrier().write(to: stick.path)
        let stranger = Laptop()
        try await stranger.join(server.team().id, of: server, over: transport)
        let foreign = try stranger.carrier().write(to: stick.path)
        let bad = stick.path + "/aaa.camtay"
        try Data("JFIF".utf8).write(to: URL(fileURLWithPath: bad))
        let reading = try leader.carrier().read(stick.path)
        #expect(reading.carried == 1)
        #expect(Set(reading.refused) == [.notABundle(path: bad), .otherTeam(path: foreign)])
        try await leader.syncAndDeliver(over: transport)
        #expect(try await server.counted(team) == ids)
        // Alone, or with nothing good beside it, it is refused.
        #expect(throws: BundleFault.notABundle(path: bad)) { try leader.carrier().read(bad) }
        #expect(throws: BundleFault.notABundle(path: bad)) { try stranger.carrier().read(bad) }
      }
    }

    /// The server was replaced, and the author of a message has not joined the new one yet, or never will: the message
    /// waits, and is brought once its author is known.
    @Test func aMessageOfADeviceThatIsNotKnownWaitsForIt() async throws {
      let gone = try TestServer()
      try await gone.withTwo { _, leader, laptop, transport in
        let stick = TemporaryFolder()
        try laptop.write(1)
        try await laptop.sync(over: transport)
        let ids = try laptop.write(3)
        _ = try laptop.carrier().write(to: stick.path)
        _ = try leader.carrier().read(stick.path)
        let new = try TestServer()
        try await new.run { transport in
          let team = try await new.team().id
          try await leader.join(team, of: new, over: transport)
          for _ in 0..<2 {
            let delivery = try await leader.syncAndDeliver(over: transport)
            #expect(delivery == Carrier<Store>.Delivery(delivered: 0, keptAside: 0, refused: [.wrongDevice]))
          }
          // The author joins, and its disk dies before its first sync.
          try await laptop.join(team, of: new, over: transport)
          let delivery = try await leader.syncAndDeliver(over: transport)
          #expect(delivery == Carrier<Store>.Delivery(delivered: 1, keptAside: 0, refused: []))
          // The stick began after a mark that the new server does not have: the leader handed the entries on.
          #expect(try await new.counted(team) == ids)
        }
      }
    }

    /// Two messages, of which this program does not understand what the server says about the first: the second is brought,
    /// the first stays.
    @Test func whatOneMessageMeetsKeepsNoOther() async throws {
      let server = try TestServer()
      try await server.withTwo { team, leader, laptop, transport in
        let third = Laptop()
        try await third.join(team, of: server, over: transport)
        let stick = TemporaryFolder()
        var ids: [[EntryID]] = []
        for device in [laptop, third] {
          ids.append(try device.write(2))
          _ = try leader.carrier().read(device.carrier().write(to: stick.path))
        }
        try await leader.sync(over: transport)
        let count = Count()
        let problem = CanonicalValue.object(["code": .text("moon-in-the-wrong-phase"), "status": .integer(409)]).bytes
        await #expect(throws: SyncFault.badAnswer(status: 409)) {
          try await leader.carrier().deliver(
            over: BadNetwork(transport) { inner, route, body, token in
              if count.next() == 1 { return TransportReply(status: 409, body: problem) }
              return try await inner.send(route, body: body, token: token)
            })
        }
        #expect(try await server.counted(team) == ids[1])
        // Somebody answers in the server's place: nothing is given up.
        let waiting = try leader.store().carried(.request)
        let forged = try SignedMessage.sign([1], for: .answer, with: SigningKey().privateBytes)
        await #expect(throws: SyncFault.notTheServer) {
          try await leader.carrier().deliver(
            over: BadNetwork(transport) { _, _, _, _ in TransportReply(status: 200, body: forged) })
        }
        #expect(try leader.store().carried(.request) == waiting)
        try await leader.syncAndDeliver(over: transport)
        #expect(try await server.counted(team) == ids[1] + ids[0])
      }
    }

    /// A message of a newer program, of which this server can read nothing but the versions, stays with whoever carries it
    /// until there is a newer server.
    @Test func aMessageOfTomorrowIsKept() async throws {
      let server = try TestServer()
      try await server.withTwo { _, leader, laptop, transport in
        let keys = try laptop.store().keys
        let text = #"{"protocol":{"newest":9,"oldest":2},"shape":"of the future"}"# + "\n\0"
        let message = try SignedMessage.sign(Array(text.utf8), for: .request, with: keys.signingPrivate)
        let frame = SyncBundle.Frame(kind: .request, device: keys.deviceID, message: message)
        #expect(try leader.store().carry([frame]).kept == 1)
        let delivery = try await leader.syncAndDeliver(over: transport)
        #expect(delivery == Carrier<Store>.Delivery(delivered: 0, keptAside: 0, refused: [.protocolTooNew]))
        #expect(try leader.store().carried(.request).map(\.frame) == [frame])
      }
    }

    /// Twenty weeks by stick: what each device carries for the others stays within a few messages for each, and holds no
    /// entry that has come round already.
    @Test func sticksDoNotGrowFromWeekToWeek() async throws {
      let server = try TestServer()
      try await server.withTwo { team, leader, laptop, transport in
        let third = Laptop()
        try await third.join(team, of: server, over: transport)
        let stick = TemporaryFolder()
        for week in 1...20 {
          for device in [leader, laptop, third] { try device.write(3) }
          for device in [laptop, third, leader] {
            _ = try device.carrier().read(device.carrier().write(to: stick.path))
            _ = try device.carrier().read(stick.path)
          }
          let delivery = try await leader.syncAndDeliver(over: transport)
          #expect(delivery.delivered <= 4, "week \(week)")
          _ = try leader.carrier().write(to: stick.path)
          for device in [laptop, third] {
            _ = try device.carrier().read(stick.path)
            let frames = try device.carrier().bundle().frames
            #expect(frames.filter { $0.kind == .request }.count <= 6, "week \(week)")
            #expect(frames.filter { $0.kind == .answer }.count <= 2 * CarriedLimits.answers, "week \(week)")
          }
        }
        #expect(try await server.counted(team).count == 180)
        for device in [laptop, third] { #expect(try device.store().unsyncedCount() == 0) }
      }
    }

    /// Who carries more than one bundle may hold writes what can be read: its own messages first, then as many as fit.
    @Test func aBundleIsNeverTooLargeToRead() async throws {
      let server = try TestServer()
      try await server.withTwo { _, leader, laptop, _ in
        let stick = TemporaryFolder()
        try laptop.write(2)
        for number in 0..<3 {
          let message = [UInt8](repeating: UInt8(number), count: SyncLimits.bundleBytes / 2 - 10_000)
          let frame = SyncBundle.Frame(kind: .request, device: StreamID.sample(number).device, message: message)
          #expect(try laptop.store().carry([frame]).kept == 1)
        }
        _ = try laptop.carrier().write(to: stick.path)
        #expect(try leader.carrier().read(stick.path).carried == 3)
        #expect(try leader.store().carried(.request)[0].frame.device == laptop.store().keys.deviceID)
      }
    }
  }
}
