import Domain

/// How often the guard finds what it should, and only that. A kind counts once for a sentence.
package struct GuardFigures: Sendable {
  package private(set) var right = 0
  package private(set) var wrong = 0
  package private(set) var missed = 0

  /// Of what was found the part that was meant, 0 to 1.
  package var precision: Double { Double(right) / Double(max(1, right + wrong)) }
  /// Of what was meant the part that was found, 0 to 1.
  package var recall: Double { Double(right) / Double(max(1, right + missed)) }

  /// The figures of those kinds in those sentences.
  package init(_ sentences: [LabelledSentence], of kinds: Set<PersonalDataKind>) {
    for sentence in sentences {
      let found = Self.kinds(in: sentence.text).intersection(kinds)
      let meant = sentence.kinds.intersection(kinds)
      right += found.intersection(meant).count
      wrong += found.subtracting(meant).count
      missed += meant.subtracting(found).count
    }
  }

  /// What the guard finds in a text.
  package static func kinds(in text: String) -> Set<PersonalDataKind> {
    Set(PersonalDataGuard.findings(in: text).map(\.kind))
  }

  /// Secrets and identity numbers: what must not get through.
  package static let gravest: Set<PersonalDataKind> = [
    .identityNumber, .oldIdentityNumber, .bankCard, .otp, .passcode, .password,
  ]
}
