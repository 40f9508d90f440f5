import Domain
import Sealing
import SyncCore
import SyncTesting
import Testing

@Suite struct MessageTests {
  private let stream = StreamID.sample(1)
  private var base: StreamMark { StreamMark(sequence: 0, hash: EntryChain.start(of: stream)) }
  private let places = (0...3).map { FeedPlace(change: $0, hash: Fingerprint(of: [UInt8($0)])) }

  private func request(_ entries: [Entry]) -> SyncRequest {
    SyncRequest(
      stream: stream, push: .init(base: base, entries: entries),
      feed: .init(after: places[3], checkpoints: [places[2], places[0]], bytes: 77), guides: ["khai-sinh": 3])
  }

  private func response(_ feed: FeedAnswer?, guides: [SignedGuide] = []) -> SyncResponse {
    SyncResponse(
      epoch: "e", stream: stream, outcome: .gap, mark: StreamMark(sequence: 4, hash: base.hash), feed: feed,
      guides: guides, moreGuides: !guides.isEmpty, time: -5)
  }

  @Test func aRequestIsReadAsItWasWritten() throws {
    let unsealed = Entry.sample(sealed: [1, 2])
    let half = try #require(Entry(headerBytes: unsealed.headerBytes, bodyBytes: unsealed.bodyBytes, sealed: nil))
    let whole = request([.sample(), .sample(sealed: [0, 255, 3]), .sample(sealed: []), half])
    #expect(try SyncRequest(bytes: whole.bytes) == whole)
    let bare = SyncRequest(stream: stream, push: .init(base: base, entries: []))
    #expect(try SyncRequest(bytes: bare.bytes) == bare)
  }

  /// Nothing erases a body, so nobody has a reason to leave one out.
  @Test func anEntryWithoutItsBodyIsNoEntry() throws {
    let whole = Entry.sample(sealed: [1, 2])
    let gone = try #require(Entry(headerBytes: whole.headerBytes, bodyBytes: nil, sealed: whole.sealed))
    let fault = MessageFault.withoutBody(index: 1, entry: whole.header.id)
    #expect(throws: fault) { try SyncRequest(bytes: request([.sample(), gone]).bytes) }
    let feed = FeedAnswer.goesOn(
      after: places[0], changes: [.entry(.sample()), .entry(gone)], to: places[2], more: false)
    #expect(throws: fault) { try SyncResponse(bytes: response(feed).bytes) }
  }

  @Test func answersAreReadAsTheyWereWritten() throws {
    let guide = SignedGuide(
      package: GuidePackage(id: "g", version: 2, files: ["guide.yaml": "title: Khai sinh\r\n\t\"\\\n"]),
      signature: [9, 8])
    let changes: [FeedChange] = [
      .own(sequence: 3), .own(sequence: 4), .entry(.sample(sealed: [0, 10, 43])), .own(sequence: 9), .own(sequence: 2),
    ]
    let feeds: [FeedAnswer?] = [
      nil, .diverged(common: nil), .diverged(common: places[2]),
      .goesOn(after: places[3], changes: [], to: places[3], more: false),
      .goesOn(after: places[3], changes: changes, to: FeedPlace(change: 8, hash: base.hash), more: true),
    ]
    for feed in feeds {
      for guides in [[], [guide]] {
        let whole = response(feed, guides: guides)
        #expect(try SyncResponse(bytes: whole.bytes) == whole)
      }
    }
  }

  @Test func enrolmentsAndProblemsAreReadAsTheyWereWritten() throws {
    let enrolment = try EnrolmentRequest(code: .random(), deviceName: "Máy 1", keys: DeviceKeys())
    #expect(try EnrolmentRequest(bytes: enrolment.bytes) == enrolment)
    #expect(enrolment.isProven)
    let joined = EnrolmentResponse(
      device: "d", token: "t", team: "x", teamName: "Tổ", unitName: nil, contentKey: nil,
      serverKey: [UInt8](repeating: 1, count: 32), role: "leader", epoch: "e")
    #expect(try EnrolmentResponse(bytes: joined.bytes) == joined)
    for code in ProblemCode.allCases {
      #expect(Problem(bytes: Problem(code, retryAfter: 3).canonical.bytes) == Problem(code, retryAfter: 3))
      #expect((400...599).contains(code.status))
    }
  }

  /// Kinds and members of the future, bodies that are no JSON, and headers that try to be taken for the frame itself.
  @Test func bytesOfUnknownKindsAndMembersTravelUnchanged() throws {
    let sample = Entry.sample(kind: EntryKind(rawValue: "drone-visit"), body: .null, sealed: [5])
    var members = sample.header.canonical.object ?? [:]
    members["zeta"] = .object(["new \"member\"\n\u{1}": .array([.integer(-1), .text("Nguyễn Thị Huệ")])])
    var twice = members
    twice["alpha"] = .object(["id": .text(""), "body": .text(""), "sealed": .text("")])
    var elsewhere = members
    elsewhere["alpha"] = .object(["id": .text(sample.header.id.rawValue)])
    // "ễ" in decomposed form, bytes that are no UTF-8, nothing at all, a line feed, and marks of the frame.
    let bodies: [[UInt8]] = [
      Array("e\u{302}\u{303}".utf8), [0xFF, 0x00, 0x7B], [], Array("{\n}".utf8), Array("{}".utf8), Array("#3".utf8),
      Array("+1 2".utf8), [0x7B, 0x00],
    ]
    for header in [members, twice, elsewhere].map({ CanonicalValue.object($0).bytes }) {
      for body in bodies {
        for sealed in [nil, [], [5], [UInt8](repeating: 10, count: 300)] {
          let entry = try #require(Entry(headerBytes: header, bodyBytes: body, sealed: sealed))
          #expect(try SyncRequest(bytes: request([entry, .sample()]).bytes).push.entries.first == entry)
          let feed = FeedAnswer.goesOn(
            after: places[0], changes: [.entry(entry)], to: places[1], more: false)
          #expect(try SyncResponse(bytes: response(feed).bytes).feed == feed)
        }
      }
    }
  }

  @Test func aHeaderThatIsNotCanonicalIsNamedByItsPlace() throws {
    let good = Entry.sample()
    let bytes = request([.sample(), good]).bytes
    let kind = Array(#""kind":"assistance""#.utf8)
    let at = try #require((0..<bytes.count - kind.count).last { Array(bytes[$0..<$0 + kind.count]) == kind })
    var altered = bytes
    altered.replaceSubrange(at..<at + kind.count, with: Array(#""kind": assistance""#.utf8))
    #expect(throws: MessageFault.unreadableEntry(index: 1)) { try SyncRequest(bytes: altered) }
  }

  @Test func whatItWeighsOnTheWireIsWellBelowWhatItIs() {
    let entries = (0..<30).map { _ in Entry.sample(sealed: [UInt8](repeating: 3, count: 96)) }
    let saved = entries.reduce(0) { $0 + $1.size } - request(entries).bytes.count
    // The id and two digests of each entry travel as 16 bytes, or not at all.
    #expect(saved > 30 * 120)
  }
}
