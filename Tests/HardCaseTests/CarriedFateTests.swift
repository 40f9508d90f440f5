import Domain
import Foundation
import Sealing
import Server
import ServerTesting
import SyncCore
import Testbed
import Testing

@testable import LocalStore
@testable import SyncClient

extension HardCases {
  /// When a message that is carried for somebody may be let go: once its entries were seen in the feed, or on the server's
  /// own word, never before.
  @Suite(.timeLimit(.minutes(10))) struct CarriedFateTests {
    /// The server takes a message and goes back to yesterday before anybody has seen its entries. Its author is lost; who
    /// brought it brings it again.
    @Test func whatWasBroughtIsBroughtAgainToAServerThatForgot() async throws {
      let server = try TestServer()
      try await server.withTwo { team, leader, laptop, transport in
        let stick = TemporaryFolder()
        try await leader.sync(over: transport)
        let ids = try laptop.write(3)
        _ = try leader.carrier().read(laptop.carrier().write(to: stick.path))
        // The answer comes from the server of which a copy of before is put back then.
        try await server.restoring(server.backup()) { _, transport in
          let delivery = try await leader.carrier().deliver(over: transport)
          #expect(delivery.delivered == 1)
        }
        #expect(try await server.counted(team).isEmpty)
        #expect(try leader.store().carried(.request).map(\.isAnswered) == [true])
        try await leader.syncAndDeliver(over: transport)
        #expect(try await server.counted(team) == ids)
        // Now they come back in the feed, and the message goes.
        try await leader.syncAndDeliver(over: transport)
        #expect(try leader.store().carried(.request).isEmpty)
        #expect(try leader.ids() == ids)
      }
    }

    /// Somebody answers in the server's place that nobody will ever take the message. Nothing is given up.
    @Test(arguments: [ProblemCode.keptAside, .proofRefused, .malformedMessage])
    func aRefusalThatTheServerDidNotSignGivesNothingUp(_ code: ProblemCode) async throws {
      let server = try TestServer()
      try await server.withTwo { team, leader, laptop, transport in
        let stick = TemporaryFolder()
        let ids = try laptop.write(2)
        _ = try leader.carrier().read(laptop.carrier().write(to: stick.path))
        let message = try #require(try leader.store().carried(.request).first?.frame.message)
        let stranger = SigningKey().privateBytes
        for problem in [Problem(code), try Problem(code).signed(about: message, with: stranger)] {
          let lying = BadNetwork(transport) { _, _, _, _ in
            TransportReply(status: code.status, body: problem.canonical.bytes)
          }
          let delivery = try await leader.carrier().deliver(over: lying)
          #expect(delivery == Carrier<Store>.Delivery(delivered: 0, keptAside: 0, refused: [code]))
        }
        try await leader.syncAndDeliver(over: transport)
        #expect(try await server.counted(team) == ids)
      }
    }

    /// The server's signed word about one message lets go of that one only.
    @Test func aSignedRefusalIsAboutOneMessage() async throws {
      let server = try TestServer()
      try await server.withTwo { team, leader, laptop, transport in
        let keys = try laptop.store().keys
        let garbage = try SignedMessage.sign(Array("{}\n\0".utf8), for: .request, with: keys.signingPrivate)
        let frame = SyncBundle.Frame(kind: .request, device: keys.deviceID, message: garbage)
        let stick = TemporaryFolder()
        let ids = try laptop.write(1)
        #expect(try leader.store().carry([frame]).kept == 1)
        _ = try leader.carrier().read(laptop.carrier().write(to: stick.path))
        let overheard = Overheard()
        let listening = BadNetwork(transport) { inner, route, body, token in
          let reply = try await inner.send(route, body: body, token: token)
          overheard.note(route, body, reply.body)
          return reply
        }
        let delivery = try await leader.carrier().deliver(over: listening)
        #expect(delivery == Carrier<Store>.Delivery(delivered: 1, keptAside: 0, refused: [.malformedMessage]))
        let refusal = try #require(overheard.all.compactMap { Problem(bytes: $0.answer) }.first)
        let key = try #require(try leader.store().enrolment()?.serverKey)
        #expect(refusal.isSigned(about: garbage, by: key))
        #expect(!refusal.isSigned(about: garbage + [0], by: key))
        #expect(!Problem(.keptAside, signature: refusal.signature).isSigned(about: garbage, by: key))
        #expect(try await server.counted(team) == ids)
        let kept = try leader.store().carried(.request).map(\.frame)
        #expect(!kept.contains(frame))
      }
    }

    /// A stick has an answer for another device that the server never gave: nobody carries it on.
    @Test func anAnswerThatTheServerDidNotSignIsNotCarried() async throws {
      let server = try TestServer()
      try await server.withTwo { team, leader, laptop, transport in
        let stick = TemporaryFolder()
        let stranger = DeviceKeys()
        let device = try laptop.store().keys.deviceID
        let forged = try SignedMessage.sign([1], for: .answer, with: stranger.signingPrivate)
        let bundle = SyncBundle(team: team, frames: [.init(kind: .answer, device: device, message: forged)])
        let path = stick.path + "/x.camtay"
        try BundleFile.write(BundleFile.bytes(try bundle.bytes(signedBy: stranger)), to: path)
        let reading = try leader.carrier().read(path)
        #expect((reading.carried, reading.foreign, reading.answers) == (0, 1, 0))
        #expect(try leader.store().carried(.answer).isEmpty)
      }
    }

    /// A laptop and its clone write onto one stick, each over the other's file, which has the same name.
    @Test func aCloneLosesNothingByWritingOverTheOthersFile() async throws {
      let server = try TestServer()
      try await server.withTwo { team, leader, laptop, transport in
        let stick = TemporaryFolder()
        try await laptop.sync(over: transport)
        let clone = try laptop.imaged()
        let ids = try laptop.write(2)
        let other = try clone.write(3)
        let place = try laptop.carrier().write(to: stick.path)
        #expect(try clone.carrier().write(to: stick.path) == place)
        _ = try leader.carrier().read(stick.path)
        try await leader.syncAndDeliver(over: transport)
        #expect(Set(try await server.counted(team)) == Set(ids + other))
      }
    }

    /// Who is brought more than fits says so, keeps what was there, and makes room with what the server refused.
    @Test func whatFindsNoRoomStaysOnTheStick() async throws {
      let server = try TestServer()
      try await server.withTwo { _, leader, laptop, transport in
        let device = StreamID.sample(1).device
        func frames(_ numbers: Range<Int>) -> [SyncBundle.Frame] {
          numbers.map { SyncBundle.Frame(kind: .request, device: device, message: Array("\($0)".utf8)) }
        }
        let store = try leader.store()
        let count = CarriedLimits.requests
        #expect(try store.carry(frames(0..<count + 5)) == CarriedGain(kept: count, withoutRoom: 5))
        // What is there already is no newcomer.
        #expect(try store.carry(frames(0..<count)) == CarriedGain())
        // Another device has room of its own.
        let stick = TemporaryFolder()
        try laptop.write(1)
        #expect(try leader.carrier().read(laptop.carrier().write(to: stick.path)).carried == 1)
        for frame in frames(3..<5) { try store.settle(frame, as: .refused) }
        #expect(try store.carry(frames(count..<count + 5)) == CarriedGain(kept: 2, withoutRoom: 3))
        let kept = try store.carried(.request).map(\.frame).filter { $0.device == device }
        #expect(kept == frames(0..<3) + frames(5..<count + 2))
      }
    }
  }
}
