import Hummingbird
import HummingbirdCore
import NIOCore

/// Gives every answer the headers that keep browsers strict, whatever made the answer: a route, a refusal, or the reader
/// of HTTP itself. One for each connection.
final class AnswerHeaders: ChannelOutboundHandler, RemovableChannelHandler {
  typealias OutboundIn = HTTPConnectionStateHandler.OutboundIn
  typealias OutboundOut = HTTPConnectionStateHandler.OutboundOut

  private let isSecure: Bool

  /// - Parameter isSecure: whether browsers reach the server over TLS, and shall from now on reach it only so.
  init(isSecure: Bool) { self.isSecure = isSecure }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard case .head(var head) = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
    for (name, value) in Self.headers where head.headerFields[name] == nil { head.headerFields[name] = value }
    if isSecure { head.headerFields[.strictTransportSecurity] = "max-age=31536000" }
    context.write(wrapOutboundOut(.head(head)), promise: promise)
  }

  /// What an answer has unless it says otherwise: a page that needs a style of its own names it in its own policy.
  private static let headers: [(HeaderName, String)] = [
    (.contentSecurityPolicy, "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"),
    (.xContentTypeOptions, "nosniff"), (.referrerPolicy, "no-referrer"),
    (.crossOriginResourcePolicy, "same-origin"), (.cacheControl, "no-store"),
  ]
}

/// The name of a header.
typealias HeaderName = HTTPFields.Element.Name

extension HeaderName {
  private static func named(_ name: String) -> HeaderName {
    guard let name = HeaderName(name) else { preconditionFailure("\(name) is no name of a header") }
    return name
  }

  static let referrerPolicy = named("Referrer-Policy")
  static let crossOriginResourcePolicy = named("Cross-Origin-Resource-Policy")
  static let secFetchSite = named("Sec-Fetch-Site")
  static let xForwardedFor = named("X-Forwarded-For")
}
