/// Where a server is: `http://host[:port][/path]` or `https://…`.
package struct ServerAddress: Hashable, Sendable {
  /// The address without a slash at its end.
  package let text: String
  /// Whether what is sent there is protected from those who listen on the way: encrypted, or never leaves the machine.
  package let isProtected: Bool

  /// The address as a person typed it. Where no scheme is given, `https` is meant.
  ///
  /// - Throws: `SyncFault.badAddress`, also for user names, queries and fragments.
  package init(_ typed: String) throws(SyncFault) {
    let lower = typed.lowercased()
    let address = lower.contains("://") ? typed : "https://\(typed)"
    guard let colon = address.firstRange(of: "://") else { throw .badAddress(typed) }
    let scheme = address[..<colon.lowerBound].lowercased()
    var rest = address[colon.upperBound...]
    while rest.hasSuffix("/") { rest.removeLast() }
    let authority = rest.prefix { $0 != "/" }
    let isPlain = rest.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"@?#\\\"<>^`{|}%".utf8.contains($0) }
    guard scheme == "http" || scheme == "https", isPlain, Self.isAuthority(authority) else {
      throw .badAddress(typed)
    }
    text = "\(scheme)://\(rest)"
    let host = authority.prefix { $0 != ":" }
    isProtected = scheme == "https" || ["127.0.0.1", "localhost"].contains(host) || authority.hasPrefix("[::1]")
  }

  private static func isAuthority(_ authority: Substring) -> Bool {
    var host = authority
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { return false }
      host = authority[authority.index(after: authority.startIndex)..<end]
      let rest = authority[authority.index(after: end)...]
      return !host.isEmpty && (rest.isEmpty || (rest.hasPrefix(":") && isPort(rest.dropFirst())))
    }
    if let colon = authority.firstIndex(of: ":") {
      host = authority[..<colon]
      guard isPort(authority[authority.index(after: colon)...]) else { return false }
    }
    return !host.isEmpty && !host.hasPrefix(".") && !host.contains("[") && !host.contains("]")
  }

  private static func isPort(_ text: Substring) -> Bool {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(text) else { return false }
    return (1...65_535).contains(port)
  }
}
