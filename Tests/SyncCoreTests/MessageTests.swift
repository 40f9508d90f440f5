import Domain
import Sealing
import SyncCore
import SyncTesting
import Testing

@Suite struct MessageTests {
  private let stream = StreamID.sample(1)
  private var base: StreamMark { StreamMark(sequence: 0, hash: EntryChain.start(of: stream)) }

  @Test func aRequestIsReadAsItWasWritten() throws {
    let erased = Entry(headerBytes: Entry.sample().headerBytes, bodyBytes: nil, sealed: nil)
    let entries = try [Entry.sample(), .sample(sealed: [0, 255, 3]), #require(erased)]
    let request = SyncRequest(stream: stream, push: .init(base: base, entries: entries), guides: ["khai-sinh": 3])
    #expect(try SyncRequest(bytes: request.bytes) == request)
  }

  @Test func bytesOfUnknownKindsAndMembersTravelUnchanged() throws {
    var members = Entry.sample(kind: EntryKind(rawValue: "drone-visit"), body: .null).header.canonical.object ?? [:]
    members["zeta"] = .object(["new \"member\"\n\u{1}": .array([.integer(-1), .text("Nguyễn Thị Huệ")])])
    let header = CanonicalValue.object(members).bytes
    // "ễ" in decomposed form, a byte that is no UTF-8, nothing at all, and text that could be taken for a wrapping.
    let bodies: [[UInt8]] = [Array("e\u{302}\u{303}".utf8), [0xFF, 0x00, 0x7B], [], Array(#"{"base64":"AA=="}"#.utf8)]
    for body in bodies {
      let entry = try #require(Entry(headerBytes: header, bodyBytes: body, sealed: nil))
      let request = SyncRequest(stream: stream, push: .init(base: base, entries: [entry]))
      let read = try #require(try SyncRequest(bytes: request.bytes).push.entries.first)
      #expect(read.headerBytes == header)
      #expect(read.bodyBytes == body)
    }
  }

  @Test func aMessageWithMembersOfTheFutureIsRead() throws {
    let request = SyncRequest(stream: stream, push: .init(base: base, entries: [.sample()]))
    var members = try CanonicalValue(bytes: request.bytes).object ?? [:]
    members["cursor"] = .text("x")
    #expect(try SyncRequest(bytes: CanonicalValue.object(members).bytes) == request)
  }

  @Test func answersAreReadAsTheyWereWritten() throws {
    let guide = SignedGuide(
      package: GuidePackage(id: "g", version: 2, files: ["guide.yaml": "title: Khai sinh\r\n\t\"\\\n"]),
      signature: [9, 8])
    let response = SyncResponse(
      epoch: "e", outcome: .gap, mark: StreamMark(sequence: 4, hash: base.hash), guides: [guide], moreGuides: true,
      time: 5)
    #expect(try SyncResponse(bytes: response.bytes) == response)
    let enrolment = try EnrolmentRequest(code: "A", deviceName: "Máy 1", keys: DeviceKeys())
    #expect(try EnrolmentRequest(bytes: enrolment.bytes) == enrolment)
    #expect(enrolment.isProven)
    let joined = EnrolmentResponse(
      device: "d", token: "t", team: "x", teamName: "Tổ", unitName: nil, contentKey: nil, epoch: "e")
    #expect(try EnrolmentResponse(bytes: joined.bytes) == joined)
    for code in ProblemCode.allCases {
      #expect(Problem(bytes: Problem(code, retryAfter: 3).canonical.bytes) == Problem(code, retryAfter: 3))
      #expect((400...599).contains(code.status))
    }
  }

  /// Every message with one byte changed, left out or cut off is read as something or refused, never a crash.
  @Test(arguments: [1, 2, 3] as [UInt64]) func damagedMessagesAreRefusedByFacts(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let whole = SyncRequest(stream: stream, push: .init(base: base, entries: [.sample(sealed: [1, 2])])).bytes
    for _ in 0..<400 {
      var bytes = whole
      let index = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
      case 1: bytes.remove(at: index)
      default: bytes.removeLast(bytes.count - index)
      }
      guard bytes != whole else { continue }
      do {
        _ = try SyncRequest(bytes: bytes)
      } catch {
        #expect(error != .member(""))
      }
    }
    #expect(throws: MessageFault.self) { try SyncRequest(bytes: []) }
    #expect(throws: MessageFault.member("protocol")) { try SyncRequest(bytes: Array("{}".utf8)) }
  }
}
