import Domain
import GuideFormat
import LocalStore

/// The questions at the end of a session, and the entry that they make. Every answer is on the disk before the next
/// question is put, as every step is.
struct ClosingForm {
  /// The questions, as far as they are to be put; a name and a number only for a follow-up.
  private var fields: [FormField] {
    let followUp: [FormField] = session.log.closing.needsFollowUp(outcome) ? [.name, .phone] : []
    return [.outcome, .minutes, .place, .operatedBy, .ageBand, .consent] + followUp + [.satisfaction]
  }

  let session: GuidedSession

  /// How the walk ended, as the guide sees it; a walk that is broken off was given up.
  private var outcome: Outcome { session.walk.ending?.outcome ?? .gaveUp }
  private var shell: Shell { session.shell }

  /// Asks what is still open, then logs the session; nil where the person goes back to the last step.
  func run() throws -> GuidedSession.Leaving? {
    let dialogue = FormDialogue(shell: shell)
    while let field = fields.first(where: { !session.log.closing.isAnswered($0) }) {
      switch dialogue.ask(field, offered: try offered(field)) {
      case .answer(let answer): keep(field, answer)
      case .back:
        guard let previous = fields.last(where: session.log.closing.isAnswered) else { return nil }
        keep(previous, nil)
      case .interrupted: shell.screen.show(shell.phrases("form.interrupted"), .faint)
      case .ended:
        shell.screen.show(shell.phrases("session.paused", ["number": String(session.log.record.number)]), .strong)
        return .left
      }
    }
    let stored: StoredEntry
    do {
      stored = try session.store.end(session.log.record, logging: draft)
    } catch {
      // Every answer is on the disk: the session waits until there is room for its entry.
      shell.show(UserFault(error))
      shell.screen.show(shell.phrases("session.paused", ["number": String(session.log.record.number)]), .strong)
      return .paused
    }
    if let place = session.log.closing[.place] { try? session.store.keep(place, as: .place) }
    let isRefused = session.log.closing[.consent] == FormAnswers.refused
    if isRefused, !details.isEmpty { shell.screen.show(shell.phrases("form.details-dropped"), .faint) }
    shell.screen.show(
      shell.phrases("session.saved", ["number": String(try session.store.peopleNumber(of: stored)), "title": title]),
      .good)
    return .ended
  }

  /// Makes an answer durable; where the disk refuses, the question is put again.
  private func keep(_ field: FormField, _ answer: String?) {
    do {
      if field.isSealed, let answer, !answer.isEmpty {
        try shell.keys.requireVault()
        try session.log.append(SessionLog.closingEvent(field, session.log.nextReference), text: answer)
      } else {
        try session.log.append(SessionLog.closingEvent(field, answer))
      }
    } catch let fault as UserFault {
      // Without a key it is as if nobody had said it.
      shell.show(fault)
      try? session.log.append(SessionLog.closingEvent(field, ""))
    } catch {
      shell.show(UserFault(StoreFault(error)))
    }
  }

  private var title: String { session.walk.guide.title.text(in: shell.phrases.language) }

  private func offered(_ field: FormField) throws -> String? {
    switch field {
    case .outcome: outcome.rawValue
    case .minutes: String(session.log.measuredMinutes)
    case .place: try session.store.value(of: .place) ?? PlaceType.known[0].rawValue
    default: nil
    }
  }

  /// The entry: what the walk knows, what the person answered, and, only with consent, the personal details.
  private var draft: Draft {
    let walk = session.walk
    let answers = session.log.closing
    let ending = walk.ending
    var assistance = Assistance(
      service: walk.service, outcome: outcome, startedAt: session.log.startedToday(shell.today))
    answers.apply(
      to: &assistance, measured: session.log.measuredMinutes, language: shell.phrases.language,
      time: session.store.now)
    assistance.guide = .init(id: walk.guide.id.rawValue, version: walk.guide.version)
    assistance.guideEnd = ending?.id
    assistance.procedureCode = session.log.procedure?.code ?? walk.guide.procedure?.code
    assistance.procedureName = session.log.procedure?.name
    assistance.serviceLevel = session.log.procedure?.level ?? walk.guide.procedure?.level
    assistance.blockers = walk.blockers.map(\.blocker)
    assistance.skippedSteps = walk.skipped.map(\.description)
    let details = assistance.consent?.isGiven == true ? details : SealedDetails()
    return .assistance(assistance, details: details)
  }

  private var details: SealedDetails {
    let walk = session.walk
    var details = SealedDetails()
    if session.log.closing.needsFollowUp(outcome) {
      details.name = session.log.closing[.name].flatMap(session.log.text)
      details.phone = session.log.closing[.phone].flatMap(session.log.text)
    }
    let notes = walk.notes.compactMap { session.log.text($0.reference) }
    if !notes.isEmpty { details.note = notes.joined(separator: "\n") }
    for record in walk.records {
      guard let text = session.log.text(record.reference) else { continue }
      let step = walk.seen.first { $0.path == record.path }?.step
      if case .record(.dossierCode, _) = step?.kind {
        details.dossierCode = text
      } else {
        details.recorded[record.path.description] = text
      }
    }
    return details
  }
}
