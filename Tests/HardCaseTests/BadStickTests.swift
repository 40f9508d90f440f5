import Compression
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
  /// Files on a stick that are not what they should be: each is refused whole, with its reason, and nothing changes.
  @Suite(.timeLimit(.minutes(10))) struct BadStickTests {
    /// A stick with an answer for a device, and with others' messages.
    private struct Stick {
      let folder = TemporaryFolder()
      let laptop: Laptop
      let file: String
      let bytes: [UInt8]

      /// What becomes of other bytes in the file's place; the device must not change.
      func fault(_ bytes: [UInt8]) throws -> BundleFault? {
        let path = folder.path + "/other.camtay"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let state = try laptop.state()
        let fault = #expect(throws: BundleFault.self) { _ = try laptop.carrier().read(path) }
        #expect(try laptop.state() == state)
        return fault
      }
    }

    private func withStick(_ body: @Sendable (Stick, Laptop, TestServer, RouterTransport) async throws -> Void)
      async throws
    {
      let server = try TestServer()
      try await server.withTwo { team, leader, laptop, transport in
        let folder = TemporaryFolder()
        try laptop.write(4)
        try leader.write(3)
        _ = try laptop.carrier().write(to: folder.path)
        _ = try leader.carrier().read(folder.path)
        try await leader.syncAndDeliver(over: transport)
        let third = Laptop()
        try await third.join(team, of: server, over: transport)
        try third.write(2)
        _ = try third.carrier().write(to: folder.path)
        _ = try leader.carrier().read(folder.path)
        let file = try leader.carrier().write(to: folder.path)
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
        try await body(Stick(laptop: laptop, file: file, bytes: bytes), leader, server, transport)
        // The whole file is good, and brings both.
        let reading = try laptop.carrier().read(file)
        #expect(reading.answers == 1)
        #expect(reading.carried == 2)
      }
    }

    @Test func aFileThatWasCutOffIsRefusedAtEveryLength() async throws {
      try await withStick { stick, _, _, _ in
        let lengths =
          Array(0..<64) + stride(from: 64, to: stick.bytes.count, by: 37) + (1...70).map { stick.bytes.count - $0 }
        for length in Set(lengths).sorted() {
          let fault = try stick.fault(Array(stick.bytes.prefix(length)))
          #expect(["bundle.not-a-bundle", "bundle.damaged"].contains(fault?.code), "\(length): \(fault?.code ?? "-")")
        }
        #expect(try stick.fault(stick.bytes + [0])?.code == "bundle.damaged")
        #expect(try stick.fault(stick.bytes + stick.bytes)?.code == "bundle.damaged")
      }
    }

    @Test func aFileWithAnyByteAlteredIsRefused() async throws {
      try await withStick { stick, _, _, _ in
        let places =
          Array(0..<64) + stride(from: 64, to: stick.bytes.count, by: 29) + (1...70).map { stick.bytes.count - $0 }
        for place in Set(places).sorted() {
          var bytes = stick.bytes
          bytes[place] ^= 0xFF
          let fault = try stick.fault(bytes)
          #expect(["bundle.not-a-bundle", "bundle.damaged"].contains(fault?.code), "\(place): \(fault?.code ?? "-")")
        }
        // A bundle that was altered before it was packed: only its writer's signature shows it.
        let bundle = try Deflate.expand(Array(stick.bytes.dropFirst(16)), limit: 1 << 24)
        for place in stride(from: 0, to: bundle.count, by: 41) {
          var altered = bundle
          altered[place] ^= 1
          #expect(try stick.fault(BundleFile.bytes(altered))?.code == "bundle.damaged")
        }
      }
    }

    @Test func aForeignFileIsRefusedWithItsReason() async throws {
      try await withStick { stick, leader, server, transport in
        #expect(try stick.fault([])?.code == "bundle.not-a-bundle")
        #expect(
          try stick.fault(
            [0xFF, 0xD8, 0xFF, 0xE0] + Array("JFIF".utf8) + (0..<5000).map { UInt8(truncatingIfNeeded: $0) })?.code
            == "bundle.not-a-bundle")
        #expect(try stick.fault(Array("camtay bundle 2\nof the future".utf8))?.code == "bundle.newer")
        #expect(try stick.fault(Array("camtay bundle 17\n".utf8))?.code == "bundle.newer")
        #expect(try stick.fault(Array("camtay bundle of joy".utf8))?.code == "bundle.damaged")
        // A bomb: a good bundle but for its size, in a file of some hundred kilobytes.
        let (team, keys) = (try #require(try leader.store().enrolment()).team, try leader.store().keys)
        let half = [UInt8](repeating: 0, count: SyncLimits.bundleBytes / 2)
        let frames = (0..<2).map { number in
          SyncBundle.Frame(kind: .request, device: keys.deviceID, message: half + [UInt8(number)])
        }
        let bomb = BundleFile.bytes(try SyncBundle(team: team, frames: frames).bytes(signedBy: keys))
        #expect(bomb.count < 1 << 20)
        #expect(try stick.fault(bomb)?.code == "bundle.damaged")
        // Of another team of the same server.
        let stranger = Laptop()
        try await stranger.join(server.team().id, of: server, over: transport)
        try stranger.write(1)
        let others = try stranger.store().keys
        let foreign = try stranger.carrier().bundle()
        #expect(try stick.fault(BundleFile.bytes(foreign.bytes(signedBy: others)))?.code == "bundle.other-team")
        // The same with this team's name on it: the server finds out what it is, nothing of it arrives, and what the
        // others gave is brought all the same.
        let disguised = SyncBundle(team: team, frames: foreign.frames)
        let path = stick.folder.path + "/disguised.camtay"
        try BundleFile.write(BundleFile.bytes(disguised.bytes(signedBy: others)), to: path)
        #expect(try leader.carrier().read(path).carried == 1)
        let before = try await server.counted(team).count
        let delivery = try await leader.syncAndDeliver(over: transport)
        #expect(delivery == Carrier<Store>.Delivery(delivered: 1, keptAside: 0, refused: [.wrongDevice]))
        #expect(try await server.counted(team).count == before + 2)
      }
    }

    /// A signed message of a device whose program leaves out a body: the file is refused whole, and says which entry it is.
    @Test func aMessageWithAnEntryWithoutItsBodyIsRefused() async throws {
      try await withStick { stick, leader, server, _ in
        let (keys, device) = (try leader.store().keys, try stick.laptop.store().keys.deviceID)
        let team = try #require(try leader.store().enrolment()).team
        let gone = try #require(Entry(headerBytes: Entry.sample().headerBytes, bodyBytes: nil, sealed: nil))
        let stream = StreamID(device: keys.deviceID, incarnation: "00000000000000ab")
        let base = StreamMark(sequence: 0, hash: EntryChain.start(of: stream))
        let request = SyncRequest(stream: stream, push: .init(base: base, entries: [.sample(), gone]))
        let place = try stick.laptop.store().standing().place
        let answer = SyncResponse(
          epoch: "e", stream: try stick.laptop.store().stream(), outcome: .stored, mark: base,
          feed: .goesOn(after: place, changes: [.entry(gone)], to: place.next(header: base.hash), more: false), time: 0)
        let key = try await server.store.facts().signingKey.privateBytes
        let frames = [
          SyncBundle.Frame(
            kind: .request, device: keys.deviceID,
            message: try SignedMessage.sign(request.bytes, for: .request, with: keys.signingPrivate)),
          SyncBundle.Frame(
            kind: .answer, device: device, message: try SignedMessage.sign(answer.bytes, for: .answer, with: key)),
        ]
        for (index, frame) in zip([1, 0], frames) {
          let bundle = try SyncBundle(team: team, frames: [frame]).bytes(signedBy: keys)
          guard case .withoutBody(_, let found) = try stick.fault(BundleFile.bytes(bundle)) else {
            Issue.record("another fault")
            continue
          }
          #expect(found == index)
        }
      }
    }

    /// Answers that are not for this device, or not of its server, are passed over: the others in the file are taken.
    @Test func answersOfOthersAreNotTaken() async throws {
      try await withStick { stick, leader, server, transport in
        let laptop = stick.laptop
        let (keys, device) = (try leader.store().keys, try laptop.store().keys.deviceID)
        let team = try #require(try laptop.store().enrolment()).team
        let answer = try #require(try leader.carrier().bundle().frames.first { $0.kind == .answer })
        #expect(answer.device == device)
        let message = Array(answer.message.dropLast(64))
        let forged = try SignedMessage.sign(message, for: .answer, with: SigningKey().privateBytes)
        let key = try await server.store.facts().signingKey.privateBytes
        let misused = try SignedMessage.sign(message, for: .request, with: key)
        func file(_ frames: [SyncBundle.Frame]) throws -> String {
          let path = stick.folder.path + "/answers.camtay"
          try BundleFile.write(BundleFile.bytes(SyncBundle(team: team, frames: frames).bytes(signedBy: keys)), to: path)
          return path
        }
        func frame(_ message: [UInt8], for device: String) -> SyncBundle.Frame {
          SyncBundle.Frame(kind: .answer, device: device, message: message)
        }
        let state = try laptop.state()
        let foreign = try laptop.carrier().read(
          file([frame(forged, for: device), frame(misused, for: device), frame([], for: device)]))
        #expect(foreign.answers == 0)
        #expect(foreign.foreign == 3)
        #expect(try laptop.state() == state)
        // The server's answer to somebody else, addressed to this device: it is about another's stream.
        let other = try #require(try leader.store().enrolment())
        let question = SyncRequest(
          stream: try leader.store().stream(), push: .init(base: try leader.store().standing().mark, entries: []))
        let theirs = try await transport.send(
          Route.sync, body: SignedMessage.sign(question.bytes, for: .request, with: keys.signingPrivate),
          token: other.token)
        let before = try laptop.store().standing()
        _ = try laptop.carrier().read(file([frame(theirs.body, for: device)]))
        #expect(try laptop.store().standing() == before)
        #expect(try laptop.ids().count == 4)
        // With the right one among them, that is taken.
        let mixed = try laptop.carrier().read(
          file([frame(forged, for: device), answer, frame(theirs.body, for: device)]))
        #expect(mixed.answers == 2)
        #expect(mixed.foreign == 1)
        #expect(try laptop.store().unsyncedCount() == 0)
        #expect(try laptop.ids().count == 7)
      }
    }
  }
}
