/// What the guard tells apart. The raw value is the stable label that programs read.
package enum PersonalDataKind: String, CaseIterable, Sendable {
  /// An identity number of twelve digits.
  case identityNumber = "identity-number"
  /// The number of nine digits of an identity card as it was before.
  case oldIdentityNumber = "old-identity-number"
  case phone
  /// The ten digits under which social insurance is kept (BHXH), also on the newer health insurance cards.
  case socialInsurance = "social-insurance"
  /// The fifteen characters of a health insurance card (BHYT): two letters, thirteen digits.
  case healthInsurance = "health-insurance"
  /// A tax code of ten digits, or ten and three, beside its words.
  case taxCode = "tax-code"
  case email
  /// A payment card's number: 13 to 19 digits with a right check digit (ISO/IEC 7812-1, Luhn).
  case bankCard = "bank-card"
  /// A code that is sent for one use.
  case otp
  /// A passcode or PIN.
  case passcode
  case password

  /// What becomes of it.
  package enum Action: String, Sendable {
    /// The text is not taken at all.
    case refuse
    /// All but the last two letters and digits are replaced, unless the person seals it or writes anew.
    case mask

    /// What a person can do with it in a note, what happens by itself first.
    package var choices: [Choice] { self == .refuse ? [.rewrite] : [.mask, .seal, .rewrite] }
  }

  /// What a person can choose for what was found in a note.
  package enum Choice: String, CaseIterable, Sendable {
    /// Keep the note with the identifier masked.
    case mask
    /// Keep the note as it was typed, in the sealed part.
    case seal
    /// Write the note anew without it.
    case rewrite
  }

  package var action: Action {
    switch self {
    case .bankCard, .otp, .passcode, .password: .refuse
    case .identityNumber, .oldIdentityNumber, .phone, .socialInsurance, .healthInsurance, .taxCode, .email: .mask
    }
  }

  /// The stable code of the sentence that refuses it, which is never reused.
  package var code: String {
    switch self {
    case .bankCard: "guard.card-number"
    case .otp, .passcode, .password: "guard.secret"
    default: "guard.\(rawValue)"
    }
  }
}

/// A place in a scanned text and what stands there.
struct PersonalDataSpan {
  let kind: PersonalDataKind
  /// Folded characters of the scanned text.
  let range: Range<Int>
}
