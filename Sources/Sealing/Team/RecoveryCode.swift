import Domain

/// The secret on a recovery sheet: as long as an invitation's code and typed as one, and itself a reading key.
package struct RecoveryCode: Hashable, Sendable {
  private let code: InvitationCode

  /// A new sheet's code: 125 random bits.
  package init() { code = .random() }

  /// The code as somebody typed it; nil where it is none.
  package init?(_ typed: String) {
    guard let code = InvitationCode(typed) else { return nil }
    self.code = code
  }

  /// The code as it is printed.
  package var text: String { code.text }

  /// The key that the code makes.
  package var key: ReadingKey {
    get throws {
      try ReadingKey(privateBytes: code.key(for: "camtay recovery 1").withUnsafeBytes(Array.init))
    }
  }
}
