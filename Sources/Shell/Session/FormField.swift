import Domain

/// One thing that the log asks about a piece of help. An answer is kept as text: a stable code, a number, or words;
/// empty where the person chose not to say.
enum FormField: String, CaseIterable {
  case service, outcome, minutes, place, operatedBy = "operated_by", ageBand = "age_band", consent, name, phone,
    address, satisfaction, note

  /// The version of the consent question in the phrases; a new wording gets a new number.
  static let consentTextVersion = 3

  /// The codes from which the answer is chosen; nil for fields that are typed.
  var choices: [String]? {
    switch self {
    case .service: ServiceType.known.map(\.rawValue)
    case .outcome: Outcome.known.map(\.rawValue)
    case .place: PlaceType.known.map(\.rawValue)
    case .operatedBy: OperatedBy.known.map(\.rawValue)
    case .ageBand: AgeBand.known.map(\.rawValue)
    case .minutes, .consent, .name, .phone, .address, .satisfaction, .note: nil
    }
  }

  /// The phrase that shows one of the codes.
  func phraseKey(of code: String) -> String { "\(rawValue).\(code)" }

  /// The answer that a typed line gives.
  ///
  /// - Parameter offered: What an empty line means; where nil, an empty line means "not said", if that is allowed.
  /// - Throws: `UserFault` where the line is no answer; nothing is kept then.
  func answer(_ line: String, offered: String?) throws(UserFault) -> String {
    if line.isEmpty {
      if let offered { return offered }
      if self == .consent { throw UserFault("form.consent-needed") }
      return ""
    }
    switch self {
    case .service, .outcome, .place, .operatedBy, .ageBand: return try choice(line)
    case .minutes:
      guard let minutes = Int(line), (1...Assistance.Minutes.maximum).contains(minutes) else {
        throw UserFault("form.bad-minutes", ["max": String(Assistance.Minutes.maximum)])
      }
      return String(minutes)
    case .satisfaction:
      guard let points = Int(line), (1...5).contains(points) else { throw UserFault("form.bad-satisfaction") }
      return String(points)
    case .consent: return line
    case .note, .address: return try Self.note(line)
    case .name: return try Self.name(line)
    case .phone:
      guard let number = PhoneNumber.plain(line) else { throw UserFault("form.bad-phone") }
      return number
    }
  }

  /// Whether the answer is a citizen's own and rests in sealed form only.
  var isSealed: Bool { Self.sealed.contains(self) }

  /// The fields whose answers are a citizen's own.
  static let sealed: [FormField] = [.name, .phone, .address, .note]

  /// Those of them that say who it was: kept only where somebody has to come back to the citizen.
  static let ofFollowUp: [FormField] = [.name, .phone, .address]

  /// Those of them that are free words, in which `NoteGuard` settles what becomes of identifiers.
  static let free: [FormField] = [.address, .note]

  /// The line as a name: short, and nothing else than a name.
  private static func name(_ line: String) throws(UserFault) -> String {
    guard line.count <= Person.maximumName else {
      throw UserFault("who.too-long", ["max": String(Person.maximumName)])
    }
    if let finding = PersonalDataGuard.finding(in: line) { throw UserFault(finding.code) }
    return line
  }

  /// The line as a note: short enough to read, and without secrets. What becomes of identifiers in it, `NoteGuard`
  /// settles.
  static func note(_ line: String) throws(UserFault) -> String {
    guard line.count <= CleanText.maximumNote else {
      throw UserFault("form.note-too-long", ["max": String(CleanText.maximumNote)])
    }
    if let finding = PersonalDataGuard.finding(in: line), finding.action == .refuse { throw UserFault(finding.code) }
    return line
  }

  private func choice(_ line: String) throws(UserFault) -> String {
    let choices = choices ?? []
    if choices.contains(line) { return line }
    guard let number = Int(line), (1...choices.count).contains(number) else {
      throw UserFault("input.no-such-number", ["count": String(choices.count)])
    }
    return choices[number - 1]
  }
}

extension SealedDetails {
  /// What a form's answers seal.
  init(_ answers: FormAnswers) {
    self.init(note: answers[.note], name: answers[.name], phone: answers[.phone], address: answers[.address])
  }
}

/// The answers to the form, in any order, and the assistance that they make.
struct FormAnswers {
  private(set) var values: [FormField: String] = [:]

  /// The answer, or nil where it was not asked or not said.
  subscript(field: FormField) -> String? {
    get { values[field].flatMap { $0.isEmpty ? nil : $0 } }
    set { values[field] = newValue ?? "" }
  }

  /// Whether the field was put to the person.
  func isAnswered(_ field: FormField) -> Bool { values[field] != nil }

  /// Forgets the answer, so that it is asked again.
  mutating func forget(_ field: FormField) { values[field] = nil }

  /// Puts the answers into the assistance.
  ///
  /// - Parameters:
  ///   - measured: The minutes that were measured; an answer that differs was stated by the person.
  ///   - time: When consent was answered, in milliseconds since 1970.
  func apply(to assistance: inout Assistance, measured: Int?, language: String, time: Int64) {
    if let service = self[.service] { assistance.service = ServiceType(rawValue: service) }
    if let outcome = self[.outcome] { assistance.outcome = Outcome(rawValue: outcome) }
    if let minutes = self[.minutes].flatMap(Int.init) {
      assistance.minutes = .init(value: minutes, source: minutes == measured ? .measured : .stated)
    }
    if let place = self[.place] { assistance.place = PlaceType(rawValue: place) }
    if let operatedBy = self[.operatedBy] { assistance.operatedBy = OperatedBy(rawValue: operatedBy) }
    if let band = self[.ageBand] { assistance.ageBand = AgeBand(rawValue: band) }
    if let points = self[.satisfaction].flatMap(Int.init) { assistance.satisfaction = points }
    if let consent = self[.consent] {
      assistance.consent = .init(
        isGiven: consent == Self.given, textVersion: FormField.consentTextVersion, language: language, time: time)
    }
  }

  /// Whether a name and a number to call may be asked for: something is still awaited, and the citizen has agreed.
  func needsFollowUp(_ outcome: Outcome) -> Bool {
    (self[.outcome] ?? outcome.rawValue) == Outcome.pending.rawValue && self[.consent] == Self.given
  }

  /// The answers that a consent question has.
  static let given = "given"
  static let refused = "refused"
}
