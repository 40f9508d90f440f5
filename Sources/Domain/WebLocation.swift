import Foundation

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
  ///
  /// It goes by Unicode scalars: a mark that hangs on an `@` or a `/` must not hide it.
  package init?(_ text: String) {
    func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }
    var rest = text.unicodeScalars[...]
    while let first = rest.first, isBlank(first) { rest.removeFirst() }
    while let last = rest.last, isBlank(last) || ".,;!?)»”\"'".unicodeScalars.contains(last) { rest.removeLast() }
    // Browsers take a backslash for a slash, and pass over line breaks, tabs and characters that are not seen.
    var body = String.UnicodeScalarView()
    for scalar in rest where !["\n", "\r", "\t"].contains(scalar) && !scalar.properties.isDefaultIgnorableCodePoint {
      body.append(scalar == "\\" ? "/" : scalar)
    }
    guard !body.isEmpty, body.count <= 4096 else { return nil }
    var address = body[...]
    let head = address.prefix { $0 != ":" }
    let isWeb = ["http", "https"].contains(String(head).lowercased())
    // Browsers want no slashes behind these two: `https:example.com`.
    if head.count < address.count, isWeb || address.dropFirst(head.count + 1).starts(with: "//".unicodeScalars) {
      scheme = String(head).lowercased()
      guard scheme == "https" || scheme == "http" else { return nil }
      address = address.dropFirst(head.count).drop { $0 == ":" || $0 == "/" }
    } else {
      scheme = ""
      address = address.drop { $0 == "/" }
    }
    var authority = address.prefix { !["/", "?", "#"].contains($0) }
    path = String(address.dropFirst(authority.count))
    if let at = authority.lastIndex(of: "@") {
      userInfo = String(authority[..<at])
      authority = authority[authority.index(after: at)...]
    } else {
      userInfo = ""
    }
    // A mail address is no web address.
    if scheme.isEmpty, !userInfo.isEmpty, path.isEmpty, !userInfo.contains(".") { return nil }
    if authority.first == "[" {
      host = String(authority).lowercased()
      return
    }
    let name = authority.prefix { $0 != ":" }
    guard authority.dropFirst(name.count + 1).allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
    guard let host = Self.host(name), host.contains(".") || (!scheme.isEmpty && Self.isNumber(host)) else {
      return nil
    }
    self.host = host
  }

  /// The name as a browser reads it: full-width letters and full stops are the narrow ones, and no sign of an address
  /// stands in it; nil where it can be no name.
  private static func host(_ name: String.UnicodeScalarView.SubSequence) -> String? {
    let decoded = name.contains("%") ? String(name).removingPercentEncoding : String(name)
    guard let name = decoded?.unicodeScalars else { return nil }
    var host = String(String.UnicodeScalarView(name.map(narrow))).lowercased()
    if host.hasSuffix(".") { host.removeLast() }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    let isSound = labels.allSatisfy { label in
      !label.isEmpty
        && label.unicodeScalars.allSatisfy { scalar in
          switch scalar {
          case "a"..."z", "0"..."9", "-", "_": true
          default: !scalar.isASCII && scalar.properties.isAlphabetic
          }
        }
    }
    return isSound && !host.isEmpty ? host : nil
  }

  /// Whether a host without a full stop is a number all the same: `2130706433`, `0x7f000001`.
  private static func isNumber(_ host: String) -> Bool {
    host.allSatisfy(\.isNumber) || host.wholeMatch(of: /0x[0-9a-f]*/) != nil
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

  /// Whether the host is an end under which anybody registers names, such as `com.vn`.
  package var isSharedEnd: Bool {
    let labels = labels
    return labels.count == 2 && labels[1].count == 2 && Self.sharedEnds.contains(String(labels[0]))
  }

  /// What stands before a country's end where names are registered one label further in.
  private static let sharedEnds: Set<String> = [
    "com", "net", "org", "edu", "gov", "ac", "info", "biz", "name", "pro", "health", "int", "co", "id", "io", "ai",
  ]

  /// Whether the host ends as names do, in letters: `1.001193` and `v.v` do not.
  var hasNamedEnd: Bool {
    guard let end = labels.last else { return false }
    return (end.count >= 2 && end.allSatisfy(\.isLetter)) || end.hasPrefix("xn--")
  }

  /// The parts of the path and the values behind it, decoded, in small letters; a value with its key.
  var parts: [(key: String, value: String)] {
    let once = path.removingPercentEncoding ?? path
    let plain = (once.removingPercentEncoding ?? once).lowercased()
    return plain.split { "/\\?&#;: ".contains($0) }.flatMap { part in
      let words = part.split(separator: "=").map(String.init)
      return words.enumerated().map { place, word in (key: place == 0 ? "" : words[place - 1], value: word) }
    }
  }

  /// The labels of the host, from the front.
  package var labels: [Substring] { host.split(separator: ".") }
}
