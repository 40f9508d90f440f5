import Domain

/// The name of a guide, which is also its folder's.
package struct GuideID: RawRepresentable, Hashable, Comparable, Sendable {
  /// The name: a-z, 0-9 and hyphens.
  package let rawValue: String
  /// A guide's name from its text.
  package init(rawValue: String) { self.rawValue = rawValue }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// What a guide is about, by which lists of guides are grouped.
package enum GuideKind: String, CaseIterable, Sendable {
  case account, submission, payment, tracking, safety
}

/// One job, step by step: what `guide.yaml` and its translations say.
package struct Guide: Identifiable, Hashable, Sendable {
  /// The guide's name.
  package let id: GuideID
  /// Grows by one with every published change.
  package let version: Int
  /// What the guide is called.
  package let title: LocalizedText
  /// The group of guides it belongs to.
  package let kind: GuideKind
  /// What the log counts the help as.
  package let service: ServiceType
  /// How people really say it, by language code.
  package let aliases: [String: [String]]
  /// The administrative procedure, where the help is about one.
  package let procedure: Procedure?
  /// What the citizen brings.
  package let papers: [Paper]
  /// Where the guide's facts were read.
  package let sources: [Source]
  /// What goes out of date.
  package let facts: [Fact]
  /// The day from which the guide counts as old.
  package let reviewBy: GuideDate
  /// The steps, from top to bottom; the last is an end without a condition.
  package let steps: [Step]

  /// The step of an id.
  package func step(_ id: String) -> Step? { steps.first { $0.id == id } }

  /// When the oldest of the sources was published or read from which a fact of the guide comes, as far as it is known.
  package var oldestSource: PartialDate? {
    let cited = Set(facts.compactMap(\.source))
    return sources.filter { cited.contains($0.id) }.map(\.seen).min()
  }

  /// The facts of some ids, in the order of the ids.
  package func facts(_ ids: [String]) -> [Fact] {
    ids.compactMap { id in facts.first { $0.id == id } }
  }
}

/// The administrative procedure that a guide is about.
package struct Procedure: Hashable, Sendable {
  /// Its code in the national list, such as `1.001193`.
  package let code: String
  /// Its official name.
  package let name: LocalizedText
  /// Who decides on it.
  package let authority: LocalizedText
  /// How much of it can be done online.
  package let level: ServiceLevel
}

/// A paper that the citizen brings.
package struct Paper: Identifiable, Hashable, Sendable {
  /// The paper's id within its guide.
  package let id: String
  /// What it is called.
  package let name: LocalizedText
  /// When it is needed; always, where nil.
  package let when: Condition?
}

/// Where facts were read.
package struct Source: Identifiable, Hashable, Sendable {
  /// The source's id within its guide.
  package let id: String
  /// The document's own title, which is not translated.
  package let title: String
  /// Where it can be read.
  package let url: String
  /// When it was published, as far as it says so; else when it was last read.
  package let seen: PartialDate
}

/// Something in a guide that goes out of date: a fee, a time limit, an authority, a telephone number.
package struct Fact: Identifiable, Hashable, Sendable {
  /// How sure the guide's writers are of a fact.
  package enum Mark: String, CaseIterable, Sendable {
    case confirmed
    case toVerify = "to-verify"
  }

  /// The fact's id within its guide.
  package let id: String
  /// What the fact is about.
  package let label: LocalizedText
  /// What is the case.
  package let value: LocalizedText
  /// The id of the source; a fact still to be verified may have none.
  package let source: String?
  /// Whether it has been confirmed.
  package let mark: Mark
  /// Whom to ask; always there where the mark is `toVerify`.
  package let verifyWith: LocalizedText?
  /// The first day on which the fact holds.
  package let validFrom: GuideDate?
  /// The last day on which the fact holds.
  package let validTo: GuideDate?

  /// Whether the fact holds on a day, as far as its dates say.
  package func holds(on day: GuideDate) -> Bool {
    if let validFrom, day < validFrom { return false }
    if let validTo, day > validTo { return false }
    return true
  }
}
