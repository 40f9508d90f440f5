import Domain
import LocalStore

/// `ghi` / `log`: logs help that was given without a guide, in as few keys as can be.
enum LogCommand: Command {
  static let id = "log"
  static func accepts(_ words: [String], in shell: Shell) -> Bool {
    words.isEmpty || (words.count == 1 && Int(words[0]) != nil)
  }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    let store = try shell.store
    var answers = FormAnswers()
    if !arguments.words.isEmpty {
      answers[.minutes] = try FormField.minutes.answer(arguments.text, offered: nil)
    }
    guard try ask(&answers, in: shell) else {
      shell.screen.show(shell.phrases("log.cancelled"), .faint)
      return
    }
    var assistance = Assistance(service: .other, outcome: .solved, startedAt: store.now)
    answers.apply(to: &assistance, measured: nil, language: shell.phrases.language, time: store.now)
    let isConsented = answers[.consent] == FormAnswers.given
    if isConsented, FormField.sealed.contains(where: { answers[$0] != nil }), try store.detailsKey() == nil {
      do throws(UserFault) { try shell.keys.requireVault() } catch {
        // The help counts in any case.
        shell.show(error)
        for field in FormField.sealed { answers[field] = nil }
      }
    }
    var details = SealedDetails()
    if isConsented { details = SealedDetails(answers) }
    let stored = try store.append(.assistance(assistance, details: details))
    let number = String(try store.peopleNumber(of: stored))
    shell.screen.show(
      shell.phrases("log.saved", ["number": number, "summary": try EntryLine(shell).summary(assistance)]), .good)
    if answers[.note] != nil, !isConsented { shell.screen.show(shell.phrases("form.details-dropped"), .faint) }
  }

  /// Asks what is needed, one question after the other; false where the person breaks off before the first answer, or
  /// leaves. Without a note or
  /// a follow-up there is nothing personal to ask consent for.
  private static func ask(_ answers: inout FormAnswers, in shell: Shell) throws -> Bool {
    let dialogue = FormDialogue(shell: shell, helpKey: "log.help")
    let fields: [FormField] = [.service, .outcome, .note, .consent, .name, .phone]
    let offered = [FormField.service: try commonest(try shell.store), .outcome: Outcome.solved.rawValue]
    var place = 0
    while place < fields.count {
      let field = fields[place]
      if field == .consent, answers[.note] == nil, answers[.outcome] != Outcome.pending.rawValue { break }
      if field == .name, !answers.needsFollowUp(.solved) { break }
      switch dialogue.ask(field, offered: offered[field]) {
      case .answer(let answer):
        answers[field] = answer
        place += 1
      case .back where place > 0: place -= 1
      case .interrupted where place > 0: shell.screen.show(shell.phrases("log.interrupted"), .faint)
      case .back, .interrupted: return false
      case .ended:
        shell.isLeaving = true
        return false
      }
    }
    return true
  }

  /// The service that this device's latest entries counted most often: what Enter alone means.
  private static func commonest(_ store: Store) throws -> String {
    let recent = try store.latestAssistances(50).compactMap(\.assistance?.service)
    let counts = Dictionary(recent.map { ($0, 1) }, uniquingKeysWith: +)
    let best = ServiceType.known.max { counts[$0] ?? 0 < counts[$1] ?? 0 }
    return (counts.isEmpty ? .submit : best ?? .submit).rawValue
  }
}
