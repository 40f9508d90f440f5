/// The parts of a web address as a browser takes it apart (WHATWG URL, as far as people are misled by it).
package struct WebLocation: Hashable, Sendable {
  /// `https`, `http`, or empty where the address does not say.
  package let scheme: String
  /// What stands before an `@`; empty where nothing does.
  package let userInfo: String
  /// The site's name, small letters, as written: not yet decoded from Punycode.
  package let host: String
  package let path: String

  /// The address in a text, or nil where it is none that a browser would open.
  package init?(_ text: String) {
    var rest = Substring(text)
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace || ".,;!?)»”\"'".contains(last) { rest.removeLast() }
    // Browsers take a backslash for a slash, and pass over line breaks and tabs.
    let cleaned = String(rest.filter { $0 != "\n" && $0 != "\t" && $0 != "\r\n" }).replacing("\\", with: "/")
    guard !cleaned.isEmpty, cleaned.utf8.count <= 4096 else { return nil }
    var body = Substring(cleaned)
    if let colon = body.firstIndex(of: ":"), body[colon...].hasPrefix("://") {
      scheme = body[..<colon].lowercased()
      guard scheme == "https" || scheme == "http" else { return nil }
      body = body[colon...].drop { $0 == ":" || $0 == "/" }
    } else {
      scheme = ""
      body = body.drop { $0 == "/" }
    }
    let end = body.firstIndex { "/?#".contains($0) } ?? body.endIndex
    var authority = body[..<end]
    path = String(body[end...])
    if let at = authority.lastIndex(of: "@") {
      userInfo = String(authority[..<at])
      authority = authority[authority.index(after: at)...]
    } else {
      userInfo = ""
    }
    // A mail address is no web address.
    if scheme.isEmpty, !userInfo.isEmpty, path.isEmpty, !userInfo.contains(".") { return nil }
    var name = authority.prefix { $0 != ":" || authority.hasPrefix("[") }.lowercased()
    // Full-width letters and the ideographic full stops mean the same to a browser.
    name = String(String.UnicodeScalarView(name.unicodeScalars.map(Self.narrow)))
    while name.hasSuffix(".") { name.removeLast() }
    guard !name.isEmpty, !name.contains(where: { $0.isWhitespace || "<>\"{}|^`".contains($0) }) else { return nil }
    guard name.contains(".") || name.hasPrefix("[") || (!scheme.isEmpty && name.allSatisfy(\.isNumber)) else {
      return nil
    }
    guard
      name.hasPrefix("[") || name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy({ !$0.isEmpty })
    else { return nil }
    host = name
  }

  private static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x3002, 0xFF0E, 0xFF61: "."
    case 0xFF01...0xFF5E:
      Unicode.Scalar(scalar.value - 0xFEE0).map { Unicode.Scalar($0.properties.lowercaseMapping) ?? $0 } ?? scalar
    default: scalar
    }
  }

  /// The part of the host that somebody has registered: whose site it is. `a.b.example.com.vn` is a page of
  /// `example.com.vn`.
  package var owner: String {
    let labels = labels
    guard let end = labels.last, end.count == 2, labels.count >= 2 else {
      return labels.suffix(2).joined(separator: ".")
    }
    let isShared = Self.sharedEnds.contains(String(labels[labels.count - 2]))
    return labels.suffix(isShared ? 3 : 2).joined(separator: ".")
  }

  /// What stands before a country's end where names are registered one label further in.
  private static let sharedEnds: Set<String> = [
    "com", "net", "org", "edu", "gov", "ac", "info", "biz", "name", "pro", "health", "int", "co", "id", "io", "ai",
  ]

  /// The labels of the host, from the front.
  package var labels: [Substring] { host.split(separator: ".") }
}
