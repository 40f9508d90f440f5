import Domain

/// One step of a guide.
package struct Step: Identifiable, Hashable, Sendable {
  /// The step's id within its guide.
  package let id: String
  /// What kind of step it is, with what only that kind has.
  package let kind: Kind
  /// What to do, or to ask; for a guide step the words that lists show for it.
  package let text: LocalizedText
  /// What to say to the citizen.
  package let say: LocalizedText?
  /// The ids of the facts shown with the step.
  package let facts: [String]
  /// When the step is taken; always, where nil.
  package let when: Condition?
  /// What gets people stuck here, and what helps.
  package let trouble: [Trouble]

  /// The kinds of step.
  package enum Kind: Hashable, Sendable {
    /// Something to do.
    case act
    /// A question, the commonest answer first.
    case ask([Choice])
    /// The guide's papers, to tick.
    case papers
    /// A value to note down; `optional` ones may be skipped.
    case record(RecordKind, optional: Bool)
    /// An address that the citizen opens.
    case link(url: String)
    /// A warning that must be read.
    case warn
    /// Waiting for somebody.
    case wait(WaitKind)
    /// Another guide, walked here.
    case guide(GuideID)
    /// The end of the walk.
    case end(Outcome)
  }

  /// Whether the step ends a walk.
  package var isEnd: Bool { outcome != nil }

  /// How the walk ended, at an end step.
  package var outcome: Outcome? {
    if case .end(let outcome) = kind { outcome } else { nil }
  }

  /// The choices of an ask step; none for others.
  package var choices: [Choice] {
    if case .ask(let choices) = kind { choices } else { [] }
  }
}

/// One answer to an ask step.
package struct Choice: Identifiable, Hashable, Sendable {
  /// The choice's id within its step.
  package let id: String
  /// What it says.
  package let text: LocalizedText
  /// What the log counts the help as once this is chosen, where that is something else than the guide says.
  package let service: ServiceType?
}

/// What sort of value a record step notes down.
package enum RecordKind: String, CaseIterable, Sendable {
  case dossierCode = "dossier-code"
  case date, amount, note
}

/// What a wait step waits for.
package enum WaitKind: String, CaseIterable, Sendable {
  case otp, approval
}

/// What gets people stuck at a step, and what helps there.
package struct Trouble: Hashable, Sendable {
  /// The blocker's code.
  package let blocker: BlockerCode
  /// What helps at this step.
  package let remedy: LocalizedText
}
