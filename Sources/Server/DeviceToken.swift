import Domain
import Sealing

/// The secret by which the server knows a device: the team's id, which says where to look, and 256 random bits.
enum DeviceToken {
  /// How long a token is good, in milliseconds: 180 days. A device gets another by its key (`RenewalRoute`), so that a
  /// token that was copied off it is not good for ever.
  static let lifetime: Int64 = 180 * 86_400_000

  /// The random part of a new token.
  static func randomSecret() -> String { Hexadecimal.text(Randomness.bytes(32)) }

  /// The digest under which the random part is kept, and looked up. Looking it up may take as long as it likes: whoever
  /// guesses does not choose the digest that is compared, and of 256 random bits nothing can be guessed piece by piece.
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
