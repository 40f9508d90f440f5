/// An administrative procedure, as a province's catalogue lists it.
package struct ListedProcedure: Hashable, Sendable {
  /// The national code, such as `1.001193`, or with the province's own ending `1.001193.000.00.00.H29`.
  package let code: String
  package let name: String
  /// How much of it can be done online.
  package let level: ServiceLevel
  /// Who decides about it; nil where the catalogue does not say.
  package let authority: String?
  /// Where it is described; nil where the catalogue does not say.
  package let url: String?

  /// A procedure from its parts.
  package init(code: String, name: String, level: ServiceLevel, authority: String? = nil, url: String? = nil) {
    self.code = code
    self.name = name
    self.level = level
    self.authority = authority
    self.url = url
  }

  /// The longest name, authority or address, in characters.
  package static let maximumText = 1000

  /// Whether the text is a code: a digit, a dot and six digits, then perhaps `.000.00.00.Hnn`.
  package static func isCode(_ text: String) -> Bool {
    func fits(_ text: Substring, _ form: String) -> Bool {
      text.utf8.count == form.utf8.count
        && zip(text.utf8, form.utf8).allSatisfy { byte, wanted in
          wanted == UInt8(ascii: "9") ? (0x30...0x39).contains(byte) : byte == wanted
        }
    }
    return fits(text.prefix(8), "9.999999") && (text.count == 8 || fits(text.dropFirst(8), ".000.00.00.H99"))
  }
}

extension ListedProcedure {
  /// The procedure as it travels and as it is kept.
  package var canonical: CanonicalValue {
    var members: [String: CanonicalValue] = [
      "code": .text(code), "name": .text(name), "level": .text(level.rawValue),
    ]
    members["authority"] = authority.map { .text($0) }
    members["url"] = url.map { .text($0) }
    return .object(members)
  }

  /// The procedure that a value holds; nil where it is none.
  package init?(canonical: CanonicalValue) {
    guard let code = canonical["code"]?.text, Self.isCode(code), let name = canonical["name"]?.text, !name.isEmpty
    else { return nil }
    self.init(
      code: code, name: name, level: ServiceLevel(rawValue: canonical["level"]?.text ?? "unknown"),
      authority: canonical["authority"]?.text, url: canonical["url"]?.text)
  }
}
