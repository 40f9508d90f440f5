import NIOCore
import Synchronization

/// How many connections each household holds open: no one of them may keep all others out.
final class ConnectionShare: Sendable {
  private let most: Int
  private let open = Mutex<[PeerAddress: Int]>([:])

  /// A share of so many connections for each.
  init(most: Int) { self.most = most }

  /// Whether one more connection from there is within the share; it counts until `leave`, if so.
  func enter(_ address: PeerAddress) -> Bool {
    open.withLock { open in
      let count = open[address, default: 0]
      guard count < most else { return false }
      open[address] = count + 1
      return true
    }
  }

  /// One connection from there has ended.
  func leave(_ address: PeerAddress) {
    open.withLock { open in
      let count = open[address, default: 0]
      open[address] = count > 1 ? count - 1 : nil
    }
  }
}

/// Closes a connection at once where its household has its share of connections already.
final class ConnectionGate: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = Any

  private let share: ConnectionShare

  init(_ share: ConnectionShare) { self.share = share }

  func handlerAdded(context: ChannelHandlerContext) {
    guard let address = PeerAddress(context.channel.remoteAddress)?.household else { return }
    let channel = context.channel
    guard share.enter(address) else {
      channel.eventLoop.execute { channel.close(promise: nil) }
      return
    }
    channel.closeFuture.whenComplete { [share] _ in share.leave(address) }
  }
}
