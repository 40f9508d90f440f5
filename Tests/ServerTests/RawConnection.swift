import NIOCore
import NIOPosix
import Synchronization
import Testing

/// A connection on which a test decides which bytes go, and how fast it reads.
struct RawConnection {
  /// What came, and whether the other side has closed.
  private final class Inbox: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    let bytes = Mutex<[UInt8]>([])

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let part = unwrapInboundIn(data)
      bytes.withLock { $0 += part.readableBytesView }
    }
  }

  private let channel: any Channel
  private let inbox: Inbox

  /// A connection to that port of this machine.
  ///
  /// - Parameter isSlow: reads only one byte at a time, when told to, and lets the system hold little more.
  init(port: Int, isSlow: Bool = false) async throws {
    let inbox = Inbox()
    var bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(inbox) }
      }
    if isSlow {
      let segments = ChannelOptions.Types.SocketOption(level: .tcp, name: .init(rawValue: TCP_MAXSEG))
      bootstrap = bootstrap.channelOption(.autoRead, value: false).channelOption(.maxMessagesPerRead, value: 1)
        .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 1))
        .channelOption(.socketOption(.so_rcvbuf), value: 4096).channelOption(segments, value: 1000)
    }
    channel = try await bootstrap.connect(host: "127.0.0.1", port: port).get()
    self.inbox = inbox
  }

  /// What has come so far.
  var received: [UInt8] { inbox.bytes.withLock(\.self) }
  var text: String { String(decoding: received, as: UTF8.self) }
  /// Whether this side still believes in the connection.
  var isOpen: Bool { channel.isActive }

  /// Sends bytes, as far as the other side takes them.
  func send(_ bytes: some Sequence<UInt8>) async { try? await channel.writeAndFlush(ByteBuffer(bytes: bytes)) }

  /// Sends a request with a body.
  func send(_ head: String, _ headers: [String] = [], body: [UInt8] = []) async {
    let lines = [head, "Host: localhost", "Content-Length: \(body.count)"] + headers
    await send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
  }

  /// Reads one more byte, where there is one.
  func readOne() { channel.read() }

  /// Ends the connection.
  func close() async { try? await channel.close() }

  /// Waits until the other side has closed, and reads all that it had sent.
  func waitForEnd() async throws {
    try? await channel.setOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 65_536)).get()
    try? await channel.setOption(.autoRead, value: true).get()
    try await channel.closeFuture.get()
  }
}
