/// The secret of an invitation, made to be read aloud and typed: 25 characters of Crockford's base 32, which has no
/// I, L, O and U, in groups of five.
package struct InvitationCode: Hashable, Sendable {
  /// The characters without their groups, in capitals.
  package let symbols: String

  /// How many characters a code has.
  package static let count = 25
  private static let group = 5
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

  /// The code of these bytes, one for each character; only the lowest five bits count, so that random bytes make every
  /// character equally likely.
  package init(values: [UInt8]) {
    precondition(values.count == Self.count, "a code has 25 characters")
    symbols = String(values.map { Self.alphabet[Int($0) % Self.alphabet.count] })
  }

  /// The code as somebody typed it, or nil where it is none. Small letters, spaces and hyphens of any kind do not matter,
  /// and O, I and L are read as the digits they look like.
  package init?(_ typed: String) {
    var symbols = ""
    for character in typed.uppercased() {
      switch character {
      case "O": symbols.append("0")
      case "I", "L": symbols.append("1")
      case _ where Self.alphabet.contains(character): symbols.append(character)
      case _ where character.isWhitespace || character.unicodeScalars.allSatisfy({ $0.properties.isDash }): continue
      default: return nil
      }
    }
    guard symbols.count == Self.count else { return nil }
    self.symbols = symbols
  }

  /// The code as it is shown: `7K3QX-…`.
  package var text: String {
    let characters = Array(symbols)
    return stride(from: 0, to: Self.count, by: Self.group).map { String(characters[$0..<$0 + Self.group]) }
      .joined(separator: "-")
  }
}
