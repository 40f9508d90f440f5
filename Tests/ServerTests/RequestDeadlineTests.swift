import Hummingbird
import NIOCore
import NIOEmbedded
import Testing

@testable import Server

/// When a connection is cut, by a clock that the test moves.
@Suite struct RequestDeadlineTests {
  /// A connection whose other side takes what is written only when told to.
  private struct Line {
    private final class Reader: ChannelOutboundHandler {
      typealias OutboundIn = RequestDeadline.OutboundOut
      var untaken: [EventLoopPromise<Void>] = []

      func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if let promise { untaken.append(promise) }
      }
    }

    private let reader = Reader()
    private let channel: EmbeddedChannel

    init() throws {
      channel = EmbeddedChannel(handlers: [reader, RequestDeadline(seconds: 10)])
      try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    var isOpen: Bool { channel.isActive }

    func receive(_ parts: RequestDeadline.InboundIn...) throws {
      for part in parts { try channel.writeInbound(part) }
    }

    func answer(_ status: HTTPResponse.Status = .ok) {
      channel.write(RequestDeadline.OutboundIn.head(HTTPResponse(status: status)), promise: nil)
      channel.writeAndFlush(RequestDeadline.OutboundIn.end(nil), promise: nil)
    }

    func take() {
      for promise in reader.untaken { promise.succeed() }
      reader.untaken = []
    }

    func wait(_ seconds: Int64) { channel.embeddedEventLoop.advanceTime(by: .seconds(seconds)) }
  }

  private static let head = HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/")

  @Test func anAnswerThatIsNotTakenIsCutOff() throws {
    let line = try Line()
    try line.receive(.head(Self.head), .end(nil))
    line.wait(4)
    line.answer()
    line.wait(5)
    #expect(line.isOpen)
    line.wait(1)
    #expect(!line.isOpen)
  }

  @Test func eachRequestHasItsOwnTimeAndRestingIsFree() throws {
    let line = try Line()
    for _ in 0..<3 {
      try line.receive(.head(Self.head), .end(nil))
      line.wait(9)
      line.answer()
      line.take()
      line.wait(30)
      #expect(line.isOpen)
    }
  }

  /// The time of a request that came early begins when it is its turn.
  @Test func whoAsksEarlyWaitsForItsTurn() throws {
    let line = try Line()
    try line.receive(.head(Self.head), .end(nil), .head(Self.head), .end(nil))
    for _ in 0..<2 {
      line.wait(9)
      #expect(line.isOpen)
      line.answer()
      line.take()
    }
    line.wait(30)
    #expect(line.isOpen)
    try line.receive(.head(Self.head), .end(nil), .head(Self.head), .end(nil))
    line.wait(9)
    line.answer()
    line.take()
    line.wait(10)
    #expect(!line.isOpen)
  }

  @Test func aRefusalClosesOnceItsRequestHasComeButWaitsNoLongerThanFiveSeconds() throws {
    let whole = try Line()
    try whole.receive(.head(Self.head), .end(nil))
    whole.answer(.unauthorized)
    #expect(whole.isOpen)
    whole.take()
    #expect(!whole.isOpen)

    let late = try Line()
    try late.receive(.head(Self.head))
    late.answer(.contentTooLarge)
    late.take()
    #expect(late.isOpen)
    try late.receive(.end(nil))
    #expect(!late.isOpen)

    let trickling = try Line()
    try trickling.receive(.head(Self.head))
    trickling.answer(.contentTooLarge)
    trickling.take()
    for _ in 0..<4 {
      trickling.wait(1)
      try trickling.receive(.body(ByteBuffer(string: " ")))
    }
    #expect(trickling.isOpen)
    trickling.wait(1)
    #expect(!trickling.isOpen)
  }
}
