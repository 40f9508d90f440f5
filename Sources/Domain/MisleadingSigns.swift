/// Signs by which an address shows one site and opens another, or opens another in another program. No honest one has them.
enum MisleadingSigns {
  /// Whether a word is an address, or looks like one, with such a sign inside: a backslash before its query, which browsers
  /// take for a slash and others for a letter; what only looks like a slash; a sign that steers a screen or turns the
  /// direction of writing.
  static func areIn(_ word: String) -> Bool {
    guard word.unicodeScalars.contains(where: { $0 == "\\" || isMisleading($0) }) else { return false }
    var inner = word.unicodeScalars[...]
    // Programs put signs of direction round what they copy; but those that turn it over are never in place.
    while let first = inner.first, isSurrounding(first) { inner.removeFirst() }
    while let last = inner.last, isSurrounding(last) { inner.removeLast() }
    var plain = String.UnicodeScalarView()
    for scalar in inner where !isHidden(scalar) { plain.append(slashes.contains(scalar) ? "/" : scalar) }
    let isMisled = inner.contains(where: isMisleading) || hasBackslash(String(inner))
    return isMisled && isAddress(String(plain))
  }

  /// Whether a word runs something instead of opening a site (`javascript:…`, `intent://…`). The “data:” of a text about an
  /// amount of data does not.
  static func runs(_ word: String) -> Bool {
    guard let colon = word.firstIndex(of: ":") else { return false }
    let behind = word[word.index(after: colon)...].lowercased()
    switch word[..<colon].lowercased() {
    case "javascript", "vbscript", "blob", "itms-services": return !behind.isEmpty
    case "intent": return behind.hasPrefix("/") || behind.hasPrefix("#")
    case "data":
      return [",", ";", "text/", "application/", "image/"].contains { behind.hasPrefix($0) }
    default: return false
    }
  }

  private static func isAddress(_ text: String) -> Bool {
    !WrittenAddress.all(in: text).isEmpty || WebLocation(text)?.hasNamedEnd == true
  }

  /// Whether a backslash stands behind a site's name and before its query, with something behind it; in front of a name it is
  /// a slip of the hand.
  private static func hasBackslash(_ text: String) -> Bool {
    var rest = text.prefix { !"?#".contains($0) }
    if let colon = rest.firstIndex(of: ":"), rest[..<colon].allSatisfy({ $0.isLetter && $0.isASCII }) {
      rest = rest[rest.index(after: colon)...]
    }
    while let first = rest.first, "/\\".contains(first) { rest.removeFirst() }
    guard let backslash = rest.firstIndex(of: "\\") else { return false }
    let isNamed = WebLocation(String(rest[..<backslash]))?.hasNamedEnd == true
    return isNamed && rest[backslash...].contains { $0 != "\\" }
  }

  private static func isMisleading(_ scalar: Unicode.Scalar) -> Bool { slashes.contains(scalar) || isHidden(scalar) }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value < 0x20 || scalar.value >= 0x7F else { return false }
    return scalar.properties.isBidiControl
      || (scalar.properties.generalCategory == .control && !scalar.properties.isWhitespace)
  }

  /// Whether a sign of direction may stand round a word; U+202D and U+202E turn over what follows.
  private static func isSurrounding(_ scalar: Unicode.Scalar) -> Bool {
    isHidden(scalar) && !(0x202D...0x202E).contains(scalar.value)
  }

  /// What looks like a slash or a backslash and is none (Unicode Technical Standard 39).
  private static let slashes: Set<Unicode.Scalar> = [
    "\u{2044}", "\u{2215}", "\u{29F8}", "\u{2571}", "\u{2216}", "\u{29F5}", "\u{29F9}", "\u{FE68}", "\u{FF3C}",
  ]
}
