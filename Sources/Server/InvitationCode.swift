import Domain
import Sealing

/// The secret of an invitation, made to be read aloud and typed: 25 characters of Crockford's base 32 (125 random
/// bits) in groups of five.
package enum InvitationCode {
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
  /// How many days an invitation is good for unless something else is said.
  package static let defaultDays = 14

  /// A new code, such as `7K3QX-…`.
  package static func random() -> String {
    let characters = symbols(25)
    return stride(from: 0, to: 25, by: 5).map { String(characters[$0..<$0 + 5]) }.joined(separator: "-")
  }

  /// A new short name, such as a team's.
  package static func randomName() -> String { String(symbols(8)).lowercased() }

  private static func symbols(_ count: Int) -> [Character] {
    // 256 is a multiple of 32, so every character is equally likely.
    Randomness.bytes(count).map { alphabet[Int($0) % alphabet.count] }
  }

  /// The digest of a code as somebody typed it: small letters, spaces and hyphens do not matter, and O, I and L are
  /// read as the digits they look like.
  package static func digest(_ typed: String) -> Fingerprint {
    let read = typed.uppercased().compactMap { character -> Character? in
      switch character {
      case "O": "0"
      case "I", "L": "1"
      case "-", " ": nil
      default: character
      }
    }
    return Fingerprint(of: Array("camtay invitation 1\0\(String(read))".utf8))
  }
}

/// The secret by which the server knows a device: the team's id, which says where to look, and 256 random bits.
enum DeviceToken {
  /// How long a token is good, in milliseconds: 180 days. A device gets another by its key (`RenewalRoute`), so that a
  /// token that was copied off it is not good for ever.
  static let lifetime: Int64 = 180 * 86_400_000

  /// The random part of a new token.
  static func randomSecret() -> String { Hexadecimal.text(Randomness.bytes(32)) }

  /// The digest under which the random part is kept.
  static func digest(secret: some StringProtocol) -> Fingerprint {
    Fingerprint(of: Array("camtay token 1\0\(secret)".utf8))
  }

  /// A token as the device gets it.
  static func text(team: String, secret: String) -> String { "\(team).\(secret)" }

  /// The parts of a token as it came, or nil where it is none.
  static func parts(_ text: some StringProtocol) -> (team: String, secret: Fingerprint)? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].utf8.count == 64, (1...64).contains(parts[0].utf8.count) else { return nil }
    return (String(parts[0]), digest(secret: parts[1]))
  }
}
