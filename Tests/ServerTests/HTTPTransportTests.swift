import Compression
import Domain
import Hummingbird
import HummingbirdTesting
import Sealing
import SyncClient
import SyncCore
import SyncTesting
import Synchronization
import Testing

/// How the device gives and takes bodies that are compressed, with servers of several kinds.
@Suite(.timeLimit(.minutes(10))) struct HTTPTransportTests {
  /// The encodings of the bodies that came.
  private final class Seen: Sendable {
    let encodings = Mutex<[String]>([])
    func note(_ request: Request) { encodings.withLock { $0.append(request.headers[.contentEncoding] ?? "identity") } }
    var all: [String] { encodings.withLock(\.self) }
  }

  /// Runs the body with the address of a server that answers so.
  private func serving(
    _ answer: @escaping @Sendable (Request) async throws -> Response, _ body: @Sendable (String) async throws -> Void
  ) async throws {
    let router = Router()
    router.post("**") { request, _ in try await answer(request) }
    try await Application(router: router).test(.live) { client in
      try await body("http://127.0.0.1:\(try #require(client.port))")
    }
  }

  private func answer(_ bytes: [UInt8], _ status: HTTPResponse.Status = .ok, encoding: String? = nil) -> Response {
    var response = Response(status: status, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    response.headers[.contentEncoding] = encoding
    return response
  }

  /// What comes back for these bodies, sent one after another by one transport.
  private func replies(to bodies: [[UInt8]], at url: String) async throws -> [TransportReply] {
    try await HTTPTransport.reaching(ServerAddress(url)) { transport in
      var replies: [TransportReply] = []
      for body in bodies { replies.append(try await transport.send("/a", body: body, token: nil)) }
      return replies
    }
  }

  private static let text = Array(String(repeating: "Cầm tay chỉ việc. ", count: 50).utf8)

  @Test func whatGetsSmallerIsSentSo() async throws {
    let seen = Seen()
    try await serving { request in
      seen.note(request)
      #expect(request.headers[.acceptEncoding] == "deflate")
      let sent = Array(buffer: try await request.body.collect(upTo: 10_000))
      let isPlain = request.headers[.contentEncoding] == nil
      return answer(isPlain ? sent : try Deflate.expand(sent, limit: 10_000))
    } _: { url in
      let bodies = [Self.text, [1, 2, 3], Self.text]
      let back = try await replies(to: bodies, at: url).map(\.body)
      #expect(back == bodies)
    }
    #expect(seen.all == ["deflate", "identity", "deflate"])
  }

  /// A server from before encodings: the message goes once more as it is, and later ones at once.
  @Test(arguments: [400, 415]) func anOlderServerGetsPlainBodies(status: Int) async throws {
    let seen = Seen()
    try await serving { request in
      seen.note(request)
      guard request.headers[.contentEncoding] == nil else {
        return answer(Problem(.malformedMessage).canonical.bytes, .init(code: status))
      }
      return answer(Array(buffer: try await request.body.collect(upTo: 10_000)))
    } _: { url in
      let back = try await replies(to: [Self.text, Self.text], at: url).map(\.body)
      #expect(back == [Self.text, Self.text])
    }
    #expect(seen.all == ["deflate", "identity", "identity"])
  }

  /// A refusal for another reason is not asked for twice.
  @Test func otherRefusalsStand() async throws {
    let seen = Seen()
    try await serving { request in
      seen.note(request)
      return answer(Problem(.deviceRevoked).canonical.bytes, .forbidden)
    } _: { url in
      let back = try await replies(to: [Self.text], at: url).map(\.status)
      #expect(back == [403])
    }
    #expect(seen.all == ["deflate"])
  }

  @Test func compressedAnswersAreExpanded() async throws {
    try await serving { _ in
      answer(Deflate.compress([.init(Self.text)]), encoding: "deflate")
    } _: { url in
      let back = try await replies(to: [[]], at: url).map(\.body)
      #expect(back == [Self.text])
    }
  }

  /// Answers that a device must not take: it says which, and its journal stays as it was.
  @Test(arguments: ["bomb", "long", "cut", "plain", "gzip"]) func badAnswersLoseNothing(kind: String) async throws {
    let zeros = Deflate.Part([UInt8](repeating: 32, count: 1 << 20))
    let whole = Deflate.compress([.init(Self.text)])
    let (bytes, encoding, fault): ([UInt8], String?, SyncFault) =
      switch kind {
      case "bomb":
        (Deflate.compress([Deflate.Part](repeating: zeros, count: 64)), "deflate", .answerTooLarge)
      case "long": ([UInt8](repeating: 32, count: SyncLimits.responseBytes + 1), nil, .answerTooLarge)
      case "cut": (Array(whole.dropLast()), "deflate", .answerDamaged)
      case "plain": (Self.text, "deflate", .answerDamaged)
      default: (Self.text, "gzip", .badAnswer(status: 200))
      }
    try await serving { _ in
      answer(bytes, encoding: encoding)
    } _: { url in
      let keys = DeviceKeys()
      let stream = StreamID(device: keys.deviceID, incarnation: Randomness.incarnation())
      let enrolment = Enrolment(
        server: url, device: stream.device, token: "token", team: "team", teamName: "Tổ",
        serverKey: SigningKey().publicBytes, epoch: "1")
      let journal = MemoryJournal(stream: stream, enrolment: enrolment)
      for _ in 0..<3 { journal.append(.sample()) }
      let entries = journal.entries
      await #expect(throws: fault) {
        try await HTTPTransport.reaching(ServerAddress(url)) { transport in
          try await SyncExchange(over: transport, keys: keys).run(on: journal)
        }
      }
      #expect(journal.entries == entries)
      #expect(journal.mark.sequence == 0)
      #expect(journal.enrolment() == enrolment)
    }
  }
}
