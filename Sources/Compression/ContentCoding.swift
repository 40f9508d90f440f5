/// How a body travels over HTTP (RFC 9110, section 8.4.1).
package enum ContentCoding: String, CaseIterable, Sendable {
  /// As it is.
  case identity
  /// As a zlib stream.
  case deflate
  /// As a zlib stream that begins with our dictionary (`WireDictionary`). Only this program knows it, so it is used where
  /// both sides have named it.
  case camtay = "camtay-1"

  /// The coding that a `Content-Encoding` names, or nil where it is another one or several on top of each other. No
  /// header means `identity`.
  ///
  /// - Parameter header: the value, of several headers joined by commas.
  package init?(contentEncoding header: some StringProtocol) {
    let names = Self.names(in: header).filter { $0 != Self.identity.rawValue }
    guard names.count <= 1 else { return nil }
    self.init(rawValue: names.first ?? Self.identity.rawValue)
  }

  /// Whether whoever sent that `Accept-Encoding` takes this coding. `identity` is always taken: an answer in it is
  /// better than none.
  package func isAccepted(by header: some StringProtocol) -> Bool {
    self == .identity
      || Self.names(in: header).contains { name in
        let parts = name.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
        let isRefused = parts.dropFirst().contains { $0.hasPrefix("q=") && Double($0.dropFirst(2)) == 0 }
        return parts.first == rawValue && !isRefused
      }
  }

  /// Every coding, as a header lists them.
  package static let acceptable = allCases.map(\.rawValue).joined(separator: ", ")

  private static func names(in header: some StringProtocol) -> [String] {
    header.lowercased().split(separator: ",").map { name in
      let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
      return String(name.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }.filter { !$0.isEmpty }
  }
}
