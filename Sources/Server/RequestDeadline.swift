import HummingbirdCore
import NIOCore

/// Cuts a request off that takes too long, however lively it is: from its head to the last byte of its answer that the
/// system has taken. An idle timeout alone stops neither a body that trickles nor a reader that does. After a refusal it
/// closes the connection.
///
/// One for each connection, behind the decoding of HTTP.
final class RequestDeadline: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPConnectionStateHandler.InboundIn
  typealias InboundOut = HTTPConnectionStateHandler.InboundOut
  typealias OutboundIn = HTTPConnectionStateHandler.OutboundIn
  typealias OutboundOut = HTTPConnectionStateHandler.OutboundOut

  private let seconds: Int64
  /// How long a connection may go on after a refusal, of which the rest of the body may still be under way.
  private static let secondsAfterRefusal: Int64 = 5
  /// Requests whose heads have come and whose answers have not gone: clients may send the next one early.
  private var open = 0
  private var isBodyComing = false
  private var isRefused = false
  private var cut: Scheduled<Void>?

  init(seconds: Int64) { self.seconds = seconds }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      open += 1
      isBodyComing = true
      if open == 1 { allow(seconds, on: context.channel) }
    case .body: break
    case .end: isBodyComing = false
    }
    context.fireChannelRead(data)
    closeIfRefused(context.channel)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(let head):
      if head.status.code >= 400 {
        allow(Self.secondsAfterRefusal, on: context.channel)
        isRefused = true
      }
    case .body: break
    case .end:
      let written = promise ?? context.eventLoop.makePromise()
      let channel = context.channel
      written.futureResult.assumeIsolated().whenComplete { _ in self.answered(on: channel) }
      return context.write(data, promise: written)
    }
    context.write(data, promise: promise)
  }

  func channelInactive(context: ChannelHandlerContext) {
    cut?.cancel()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { cut?.cancel() }

  /// An answer has gone; where another request waits, its time begins now.
  private func answered(on channel: any Channel) {
    open -= 1
    closeIfRefused(channel)
    guard !isRefused else { return }
    cut?.cancel()
    if open > 0 { allow(seconds, on: channel) }
  }

  /// Closes where a refusal has gone and its request has come whole: closing with bytes unread could take the refusal
  /// back from whoever is still to read it.
  private func closeIfRefused(_ channel: any Channel) {
    if isRefused, open == 0, !isBodyComing { channel.close(promise: nil) }
  }

  /// Gives the connection so many seconds from now, but no more after a refusal.
  private func allow(_ seconds: Int64, on channel: any Channel) {
    guard !isRefused else { return }
    cut?.cancel()
    cut = channel.eventLoop.scheduleTask(in: .seconds(seconds)) { channel.close(promise: nil) }
  }
}
