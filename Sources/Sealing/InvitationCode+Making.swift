import Domain

extension InvitationCode {
  /// How many days an invitation is good for unless something else is said.
  package static let defaultDays = 14
  /// For how many days an invitation may be good.
  package static let days = 1...365

  /// A new code: 125 random bits.
  package static func random() -> InvitationCode { InvitationCode(values: Randomness.bytes(count)) }

  /// A new short name, such as a team's: 40 random bits, in the characters of a code.
  package static func randomName() -> String { random().symbols.prefix(8).lowercased() }

  /// The digest under which the server keeps the code and looks it up: how long that takes tells nothing, for whoever
  /// guesses does not choose the digest that is compared.
  package var digest: Fingerprint { Fingerprint(of: Array("camtay invitation 1\0\(symbols)".utf8)) }
}
