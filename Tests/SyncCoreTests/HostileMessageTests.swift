import Domain
import Sealing
import SyncCore
import SyncTesting
import Testing

/// Bytes that nobody who means well would send are refused by facts, and never end the program.
@Suite struct HostileMessageTests {
  private let request: [UInt8]
  private let response: [UInt8]

  init() {
    let stream = StreamID.sample(1)
    let base = StreamMark(sequence: 0, hash: EntryChain.start(of: stream))
    let start = FeedPlace.start(of: "team")
    request =
      SyncRequest(
        stream: stream, push: .init(base: base, entries: [.sample(sealed: [1, 2]), .sample()]),
        feed: .init(after: start, checkpoints: [start]), guides: ["g": 1]
      ).bytes
    response =
      SyncResponse(
        epoch: "e", stream: stream, outcome: .stored, mark: base,
        feed: .goesOn(
          after: start, changes: [.own(sequence: 1), .own(sequence: 2), .entry(.sample(sealed: [7]))],
          to: FeedPlace(change: 3, hash: start.hash), more: false), time: 3
      ).bytes
  }

  @Test func everyCutIsRefused() {
    for count in request.indices {
      #expect(throws: MessageFault.self) { try SyncRequest(bytes: Array(request.prefix(count))) }
    }
    for count in response.indices {
      #expect(throws: MessageFault.self) { try SyncResponse(bytes: Array(response.prefix(count))) }
    }
  }

  @Test func everythingLeftOverIsRefused() {
    #expect(throws: MessageFault.overlong) { try SyncRequest(bytes: request + [0]) }
    #expect(throws: MessageFault.overlong) { try SyncResponse(bytes: response + [0]) }
    var line = request
    let end = line.firstIndex(of: 0) ?? 0
    line.insert(contentsOf: Array("{}\n".utf8), at: end)
    #expect(throws: MessageFault.overlong) { try SyncRequest(bytes: line) }
  }

  @Test(arguments: 0..<6 as Range<UInt64>) func damageIsReadAsSomethingOrRefused(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let whole = seed.isMultiple(of: 2) ? request : response
    for _ in 0..<400 {
      var bytes = whole
      for _ in 0...Int.random(in: 0...2, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: index)
        case 2: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &generator)], at: index)
        default: bytes.swapAt(index, Int.random(in: 0..<bytes.count, using: &generator))
        }
      }
      // Whatever was read is written as something that reads the same.
      if let read = try? SyncRequest(bytes: bytes) { #expect(try SyncRequest(bytes: read.bytes) == read) }
      if let read = try? SyncResponse(bytes: bytes) { #expect(try SyncResponse(bytes: read.bytes) == read) }
    }
  }

  /// A request whose envelope says something else in one place.
  private func request(saying member: String, _ value: CanonicalValue?, in outer: String? = nil) throws -> [UInt8] {
    let bytes = request
    let end = try #require(bytes.firstIndex(of: 0x0A))
    var members = try CanonicalValue(bytes: Array(bytes[..<end])).object ?? [:]
    if let outer {
      var inner = members[outer]?.object ?? [:]
      inner[member] = value
      members[outer] = .object(inner)
    } else {
      members[member] = value
    }
    return CanonicalValue.object(members).bytes + bytes[end...]
  }

  @Test func numbersBeyondTheirRangeAreNamed() throws {
    let cases: [(member: String, value: CanonicalValue?, outer: String?, fault: MessageFault)] = [
      ("entries", .integer(-1), nil, .member("entries")),
      ("entries", .integer(Int64(SyncLimits.entries) + 1), nil, .member("entries")),
      ("entries", .integer(.max), nil, .member("entries")),
      ("entries", .text("2"), nil, .member("entries")),
      ("base", .integer(-1), nil, .member("base")), ("base", .integer(.max), nil, .member("base")),
      ("base", nil, nil, .member("base")), ("device", .text("no name"), nil, .member("device")),
      ("incarnation", .text("00"), nil, .member("incarnation")),
      ("after", .integer(.min), "feed", .member("feed.after")),
      ("bytes", .integer(1 << 40), "feed", .member("feed.bytes")),
      ("checkpoints", .array(.init(repeating: .integer(1), count: 65)), "feed", .member("checkpoints")),
      ("checkpoints", .array([.integer(-4)]), "feed", .member("checkpoints")),
      ("guides", .object(["g": .text("1")]), nil, .member("guides.g")),
      ("newest", .integer(0), "protocol", .member("protocol.newest")),
    ]
    for (member, value, outer, fault) in cases {
      let bytes = try request(saying: member, value, in: outer)
      #expect(throws: fault, "\(member)") { try SyncRequest(bytes: bytes) }
    }
    let more = try request(saying: "cursor", .text("of the year 2035"))
    #expect(try SyncRequest(bytes: more) == SyncRequest(bytes: request))
  }

  @Test func anEntrySaysNoMoreThanThereIs() {
    // The sealed part of the first entry has two bytes; here the line claims more, or something that is no number.
    for claim in ["3", "999999999", "9999999999", "-1", "2 ", "0x2", "٢", "+2", "02", "-0"] {
      var bytes = request
      let line = Array("\n2\n".utf8)
      guard let at = (0..<bytes.count - 3).first(where: { Array(bytes[$0..<$0 + 3]) == line }) else { continue }
      bytes.replaceSubrange(at..<at + 3, with: Array("\n\(claim)\n".utf8))
      #expect(throws: MessageFault.self, "\(claim)") { try SyncRequest(bytes: bytes) }
    }
  }

  @Test func aRunOfReceiptsIsNoLongerThanTheFeedSays() throws {
    for run in ["+1 3", "+1 999999999", "+2 1", "+1", "+", "+1 2 3", "+-1 1", "+a b", "+1 9999999999"] {
      let line = Array("+1 2\n".utf8)
      var bytes = response
      let at = try #require((0..<bytes.count - 5).first { Array(bytes[$0..<$0 + 5]) == line })
      bytes.replaceSubrange(at..<at + 5, with: Array("\(run)\n".utf8))
      #expect(throws: MessageFault.self, "\(run)") { try SyncResponse(bytes: bytes) }
    }
  }

  @Test func whatIsNoFrameIsNone() {
    for bytes in [[], [0], [10, 0], Array("{}".utf8), Array("{}\n".utf8), Array("{}\u{0}".utf8)] as [[UInt8]] {
      #expect(throws: MessageFault.self) { try SyncRequest(bytes: bytes) }
      #expect(throws: MessageFault.self) { try SyncResponse(bytes: bytes) }
    }
    #expect(throws: MessageFault.noFrame) { try SyncRequest(bytes: Array("{}".utf8)) }
    #expect(throws: MessageFault.member("protocol")) { try SyncRequest(bytes: Array("{}\n\u{0}".utf8)) }
  }

  @Test func aSignatureHoldsForItsMessagePurposeAndKeyOnly() throws {
    let key = SigningKey()
    let signed = try SignedMessage.sign(request, for: .request, with: key.privateBytes)
    #expect(try SignedMessage.open(signed, for: .request, from: key.publicBytes) == request)
    #expect(try SignedMessage.unchecked(signed) == request)
    #expect(throws: MessageFault.badSignature) {
      try SignedMessage.open(signed, for: .answer, from: key.publicBytes)
    }
    #expect(throws: MessageFault.badSignature) {
      try SignedMessage.open(signed, for: .request, from: SigningKey().publicBytes)
    }
    #expect(throws: MessageFault.badSignature) { try SignedMessage.open(signed, for: .request, from: [1, 2]) }
    for index in [0, signed.count / 2, signed.count - 65, signed.count - 64, signed.count - 1] {
      var altered = signed
      altered[index] ^= 1
      #expect(throws: MessageFault.badSignature) {
        try SignedMessage.open(altered, for: .request, from: key.publicBytes)
      }
    }
    #expect(throws: MessageFault.truncated) { try SignedMessage.unchecked(Array(signed.prefix(64))) }
    #expect(throws: SealingError.badKey) { try SignedMessage.sign(request, for: .request, with: [1]) }
  }
}
