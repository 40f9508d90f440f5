/// One piece of help given to one citizen (a lượt): the body of an assistance entry.
///
/// It needs no name. A field that nobody filled in is nil and stays missing everywhere: missing is never 0. Free notes
/// and dossier codes are not here but in the entry's sealed part (`SealedDetails`).
package struct Assistance: Hashable, Sendable {
  /// The guide that was walked, as it was then.
  package struct GuideReference: Hashable, Sendable {
    package let id: String
    package let version: Int

    /// That version of that guide.
    package init(id: String, version: Int) {
      self.id = id
      self.version = version
    }
  }

  /// How many minutes the help took, and how that is known.
  package struct Minutes: Hashable, Sendable {
    /// How a number of minutes came to be.
    package enum Source: String, Sendable {
      /// Measured while the session was open.
      case measured
      /// Said by the volunteer.
      case stated
    }

    package let value: Int
    package let source: Source

    /// That many minutes, known in that way.
    package init(value: Int, source: Source) {
      self.value = value
      self.source = source
    }

    /// The most that one piece of help may take: a day.
    package static let maximum = 1440
  }

  /// What the citizen answered when asked whether the help may be logged. There is no default yes.
  package struct Consent: Hashable, Sendable {
    package let isGiven: Bool
    /// The version of the question's text.
    package let textVersion: Int
    /// The language in which the question was put.
    package let language: String
    /// How it was put and answered.
    package let method: Method
    /// When, in milliseconds since 1970 on the device's clock.
    package let time: Int64

    /// How consent was asked for and given.
    package enum Method: String, Sendable {
      /// The text was read aloud to the citizen, who answered aloud: the only way of this program.
      case spoken
    }

    /// An answer to the question.
    package init(isGiven: Bool, textVersion: Int, language: String, method: Method = .spoken, time: Int64) {
      self.isGiven = isGiven
      self.textVersion = textVersion
      self.language = language
      self.method = method
      self.time = time
    }
  }

  package var service: ServiceType
  package var outcome: Outcome
  /// When the help began, in milliseconds since 1970 on the device's clock.
  package var startedAt: Int64
  package var minutes: Minutes?
  package var place: PlaceType?
  package var operatedBy: OperatedBy?
  package var ageBand: AgeBand?
  package var consent: Consent?
  /// 1 (very unsatisfied) … 5 (very satisfied).
  package var satisfaction: Int?
  package var guide: GuideReference?
  /// The id of the guide's end that was reached.
  package var guideEnd: String?
  package var procedureCode: String?
  /// Its name, where it came from a province's catalogue, which may change.
  package var procedureName: String?
  package var serviceLevel: ServiceLevel?
  /// What got in the way, in the order it was met.
  package var blockers: [BlockerCode]
  /// The paths of the steps that were skipped.
  package var skippedSteps: [String]
  /// Whom the case was handed to; nil while it stays with who gave the help.
  package var responsible: PersonID?
  /// The day on which what was sealed with it, and with its changes, is purged (`Retention`); nil where nothing ever was.
  package var retentionUntil: CivilDate?

  /// Help of that service that ended so; every other field is missing until it is set.
  package init(service: ServiceType, outcome: Outcome, startedAt: Int64) {
    self.service = service
    self.outcome = outcome
    self.startedAt = startedAt
    blockers = []
    skippedSteps = []
  }

  /// The version of the body that this program writes.
  package static let schema = 1
}

extension Assistance {
  /// The body as it is written.
  package var canonical: CanonicalValue {
    var members: [String: CanonicalValue] = [
      "service": .text(service.rawValue), "outcome": .text(outcome.rawValue), "started": .integer(startedAt),
    ]
    members["minutes"] = minutes.map { .integer(Int64($0.value)) }
    members["minutes_source"] = minutes.map { .text($0.source.rawValue) }
    members["place"] = place.map { .text($0.rawValue) }
    members["operated_by"] = operatedBy.map { .text($0.rawValue) }
    members["age_band"] = ageBand.map { .text($0.rawValue) }
    members["satisfaction"] = satisfaction.map { .integer(Int64($0)) }
    members["guide"] = guide.map { .text($0.id) }
    members["guide_version"] = guide.map { .integer(Int64($0.version)) }
    members["guide_end"] = guideEnd.map { .text($0) }
    members["procedure"] = procedureCode.map { .text($0) }
    members["procedure_name"] = procedureName.map { .text($0) }
    members["level"] = serviceLevel.map { .text($0.rawValue) }
    members["blockers"] = blockers.isEmpty ? nil : .array(blockers.map { .text($0.rawValue) })
    members["skipped"] = skippedSteps.isEmpty ? nil : .array(skippedSteps.map { .text($0) })
    members["responsible"] = responsible.map { .text($0.rawValue) }
    members[Retention.member] = retentionUntil.map { .text($0.iso) }
    members["consent"] = consent.map {
      .object([
        "given": .bool($0.isGiven), "text_version": .integer(Int64($0.textVersion)), "language": .text($0.language),
        "method": .text($0.method.rawValue), "time": .integer($0.time),
      ])
    }
    return .object(members)
  }

  /// The assistance that a body holds, or nil where it lacks what every assistance has.
  package init?(canonical: CanonicalValue) {
    guard let service = canonical["service"]?.text, let outcome = canonical["outcome"]?.text,
      let started = canonical["started"]?.integer
    else { return nil }
    self.init(service: ServiceType(rawValue: service), outcome: Outcome(rawValue: outcome), startedAt: started)
    // Numbers that no person can have meant are missing, not 0 and not the nearest that is possible.
    if let minutes = canonical["minutes"]?.integer, (1...Int64(Minutes.maximum)).contains(minutes) {
      let source = canonical["minutes_source"]?.text.flatMap(Minutes.Source.init(rawValue:))
      self.minutes = Minutes(value: Int(clamping: minutes), source: source ?? .stated)
    }
    place = canonical["place"]?.text.map(PlaceType.init(rawValue:))
    operatedBy = canonical["operated_by"]?.text.map(OperatedBy.init(rawValue:))
    ageBand = canonical["age_band"]?.text.map(AgeBand.init(rawValue:))
    satisfaction = canonical["satisfaction"]?.integer.flatMap { (1...5).contains($0) ? Int($0) : nil }
    if let id = canonical["guide"]?.text, let version = canonical["guide_version"]?.integer {
      guide = GuideReference(id: id, version: Int(clamping: version))
    }
    guideEnd = canonical["guide_end"]?.text
    procedureCode = canonical["procedure"]?.text
    procedureName = canonical["procedure_name"]?.text
    responsible = canonical["responsible"]?.text.flatMap(PersonID.init(rawValue:))
    retentionUntil = canonical[Retention.member]?.text.flatMap { CivilDate($0) }
    serviceLevel = canonical["level"]?.text.map(ServiceLevel.init(rawValue:))
    blockers = (canonical["blockers"]?.texts ?? []).map(BlockerCode.init(rawValue:))
    skippedSteps = canonical["skipped"]?.texts ?? []
    if let consent = canonical["consent"], let given = consent["given"]?.bool {
      self.consent = Consent(
        isGiven: given, textVersion: Int(clamping: consent["text_version"]?.integer ?? 0),
        language: consent["language"]?.text ?? "",
        method: consent["method"]?.text.flatMap(Consent.Method.init(rawValue:)) ?? .spoken,
        time: consent["time"]?.integer ?? 0)
    }
  }
}

/// The personal details of an entry, which exist on the disk and on the wire only in sealed form.
package struct SealedDetails: Hashable, Sendable {
  /// The volunteer's free note.
  package var note: String?
  /// The code that the portal gave the dossier.
  package var dossierCode: String?
  /// The citizen's name, and a telephone number to call: only for a follow-up.
  package var name: String?
  package var phone: String?
  /// Where the citizen is to be found, as far as a place's type does not say it: only for a follow-up.
  package var address: String?
  /// Other values that a guide asked to note down, by step path.
  package var recorded: [String: String]

  /// Details; all missing unless given.
  package init(
    note: String? = nil, dossierCode: String? = nil, name: String? = nil, phone: String? = nil,
    address: String? = nil, recorded: [String: String] = [:]
  ) {
    self.note = note
    self.dossierCode = dossierCode
    self.name = name
    self.phone = phone
    self.address = address
    self.recorded = recorded
  }

  /// These details with those in front that somebody has written later.
  package func changed(by later: SealedDetails) -> SealedDetails {
    SealedDetails(
      note: later.note ?? note, dossierCode: later.dossierCode ?? dossierCode, name: later.name ?? name,
      phone: later.phone ?? phone, address: later.address ?? address,
      recorded: recorded.merging(later.recorded) { $1 })
  }

  /// The fields that have a value, by their names, in the order in which they are shown.
  package var shown: [(field: String, value: String)] {
    [("name", name), ("phone", phone), ("address", address), ("dossier", dossierCode), ("note", note)].compactMap {
      field, value in
      value.map { (field, $0) }
    }
  }

  /// Whether there is nothing to seal.
  package var isEmpty: Bool { self == SealedDetails() }

  /// What is sealed.
  package var canonical: CanonicalValue {
    var members: [String: CanonicalValue] = [:]
    members["note"] = note.map { .text($0) }
    members["dossier"] = dossierCode.map { .text($0) }
    members["name"] = name.map { .text($0) }
    members["phone"] = phone.map { .text($0) }
    members["address"] = address.map { .text($0) }
    if !recorded.isEmpty { members["recorded"] = .object(recorded.mapValues { .text($0) }) }
    return .object(members)
  }

  /// The details that an opened value holds.
  package init(canonical: CanonicalValue) {
    note = canonical["note"]?.text
    dossierCode = canonical["dossier"]?.text
    name = canonical["name"]?.text
    phone = canonical["phone"]?.text
    address = canonical["address"]?.text
    recorded = (canonical["recorded"]?.object ?? [:]).compactMapValues(\.text)
  }
}
