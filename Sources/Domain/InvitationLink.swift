/// A server and an invitation to it in one text, as a QR code carries them: `camtay:SERVER#CODE`.
package struct InvitationLink: Hashable, Sendable {
  /// The server's address, as whoever made the link wrote it.
  package let server: String
  package let code: InvitationCode

  /// The link to that server with that code.
  package init(server: String, code: InvitationCode) {
    self.server = server
    self.code = code
  }

  private static let scheme = "camtay:"

  /// Whether a text was meant to be a link, even a damaged one.
  package static func isMeant(by typed: String) -> Bool { CleanText.line(typed).lowercased().hasPrefix(scheme) }

  /// The link in a text as it was scanned, pasted or typed, or nil where it is none. The address is not judged here.
  package init?(_ typed: String) {
    let text = CleanText.line(typed)
    guard Self.isMeant(by: text), let hash = text.lastIndex(of: "#") else { return nil }
    let server = text[..<hash].dropFirst(Self.scheme.count)
    guard !server.isEmpty, let code = InvitationCode(String(text[text.index(after: hash)...])) else { return nil }
    self.init(server: String(server), code: code)
  }

  /// The link as it is shown and scanned.
  package var text: String { "\(Self.scheme)\(server)#\(code.text)" }
}
