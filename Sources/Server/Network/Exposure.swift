/// How the server stands in the network, which decides what it believes and what it tells browsers.
package struct Exposure: Sendable {
  /// What it speaks TLS with; nil where it speaks plain HTTP.
  package var certificate: ServedCertificate?
  /// Whether a proxy that speaks TLS stands before it, whose word about addresses is taken.
  package var isBehindProxy = false

  /// Plain HTTP, without a proxy: for this machine alone.
  package init() {}

  /// Whether devices and browsers reach it over TLS.
  package var isProtected: Bool { certificate != nil || isBehindProxy }
  /// The scheme under which browsers know it.
  var scheme: String { isProtected ? "https" : "http" }

  /// The address of whoever asks.
  ///
  /// - Parameters:
  ///   - peer: the other end of the connection.
  ///   - forwarded: the header `X-Forwarded-For`: what a proxy says of the other end of its own connection it adds at the
  ///     end, so only the last address is the proxy's word, and only where the connection comes from near.
  func asking(peer: PeerAddress?, forwarded: String?) -> PeerAddress? {
    guard isBehindProxy, peer?.isNear == true, let last = forwarded?.split(separator: ",").last else { return peer }
    return PeerAddress(last.trimmingPrefix { $0 == " " }.prefix { $0 != " " }) ?? peer
  }
}

/// The address on which the server listens.
package struct ListeningAddress: Hashable, Sendable {
  package let host: String
  package let port: Int

  /// The address in a text, `HOST:PORT`; nil where it is none.
  package init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]),
      colon > text.startIndex
    else { return nil }
    host = String(text[..<colon].trimmingPrefix("[").replacing("]", with: ""))
    self.port = Int(port)
  }

  /// Whether only this machine reaches it.
  package var isLoopback: Bool {
    host == "localhost" || host == "::1" || (host.hasPrefix("127.") && PeerAddress(host) != nil)
  }

  /// How the host stands in an address of the web.
  package var name: String { host.contains(":") ? "[\(host)]" : host }
}
