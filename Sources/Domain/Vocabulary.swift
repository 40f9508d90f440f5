/// A word of the log's vocabulary, kept as the text it was written with.
///
/// Newer devices and content may bring words that this version does not know. They are kept, shown and exported as
/// they are; `known` holds those that this version offers for choice, the commonest first.
package protocol VocabularyWord: RawRepresentable, Hashable, Sendable where RawValue == String {
  /// A word from its stable code, known or not.
  init(rawValue: String)
  /// The words that this version offers, the commonest first.
  static var known: [Self] { get }
}

/// What a citizen was helped with (the log's service type).
package struct ServiceType: VocabularyWord {
  /// The stable code.
  package let rawValue: String
  /// A service from its stable code.
  package init(rawValue: String) { self.rawValue = rawValue }

  /// Submitting a dossier online.
  package static let submit = ServiceType(rawValue: "submit")
  /// Help that fits no other word.
  package static let other = ServiceType(rawValue: "other")

  package static let known = [
    "submit", "activate-level-2", "level-1", "recover-password", "recover-passcode", "recover-device", "sim",
    "supplement", "pay", "track", "result", "safety", "other",
  ].map(ServiceType.init(rawValue:))
}

/// How a piece of help ended.
package struct Outcome: VocabularyWord {
  /// The stable code.
  package let rawValue: String
  /// An outcome from its stable code.
  package init(rawValue: String) { self.rawValue = rawValue }

  /// The citizen has what they came for.
  package static let solved = Outcome(rawValue: "solved")
  /// Someone else has to be asked: police, operator, centre.
  package static let referred = Outcome(rawValue: "referred")
  /// Something is still awaited.
  package static let pending = Outcome(rawValue: "pending")
  /// The attempt was given up.
  package static let gaveUp = Outcome(rawValue: "gave-up")

  package static let known = [solved, pending, referred, gaveUp]
}

/// Where the help was given.
package struct PlaceType: VocabularyWord {
  /// The stable code.
  package let rawValue: String
  /// A place from its stable code.
  package init(rawValue: String) { self.rawValue = rawValue }

  package static let known = ["support-point", "centre", "home", "mobile-session", "remote"]
    .map(PlaceType.init(rawValue:))
}

/// Whose hands worked the telephone or the computer.
package struct OperatedBy: VocabularyWord {
  /// The stable code.
  package let rawValue: String
  /// Who operated, from its stable code.
  package init(rawValue: String) { self.rawValue = rawValue }

  package static let known = ["citizen-guided", "citizen", "relative", "volunteer"].map(OperatedBy.init(rawValue:))
}

/// About how old the citizen is: never the day of birth.
package struct AgeBand: VocabularyWord {
  /// The stable code.
  package let rawValue: String
  /// A band from its stable code.
  package init(rawValue: String) { self.rawValue = rawValue }

  package static let known = ["60-plus", "36-59", "18-35", "under-18"].map(AgeBand.init(rawValue:))
}

/// How much of a procedure can be done online; a name that the law may change, hence a word and not a rule.
package struct ServiceLevel: VocabularyWord {
  /// The stable code.
  package let rawValue: String
  /// A level from its stable code.
  package init(rawValue: String) { self.rawValue = rawValue }

  package static let known = ["full", "partial", "unknown"].map(ServiceLevel.init(rawValue:))
}

/// The code of something that gets people stuck, from `guides/blockers.yaml`.
package struct BlockerCode: RawRepresentable, Hashable, Comparable, Sendable {
  /// The stable code, such as `ACC-OTP-MISSING`.
  package let rawValue: String
  /// A blocker from its code.
  package init(rawValue: String) { self.rawValue = rawValue }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
