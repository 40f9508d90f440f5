import Domain
import LocalStore

/// `ghi` / `log`: logs help that was given without a guide, in as few keys as can be.
enum LogCommand: Command {
  static let id = "log"
  static func accepts(_ words: [String]) -> Bool { words.isEmpty || (words.count == 1 && Int(words[0]) != nil) }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    let store = try shell.store
    let dialogue = FormDialogue(shell: shell)
    var answers = FormAnswers()
    if !arguments.words.isEmpty {
      answers[.minutes] = try FormField.minutes.answer(arguments.text, offered: nil)
    }
    guard try ask(.service, offered: try commonest(store), dialogue, &answers),
      try ask(.note, offered: nil, dialogue, &answers)
    else { return }
    // Without a note there is nothing personal to ask consent for.
    if answers[.note] != nil, try !ask(.consent, offered: nil, dialogue, &answers) { return }

    var assistance = Assistance(service: .other, outcome: .solved, startedAt: store.now)
    answers.apply(to: &assistance, measured: nil, language: shell.phrases.language, time: store.now)
    assistance.place = try store.value(of: .place).map(PlaceType.init(rawValue:))
    let isConsented = answers[.consent] == FormAnswers.given
    let stored = try store.append(
      .assistance(assistance, details: SealedDetails(note: isConsented ? answers[.note] : nil)))
    shell.screen.show(
      shell.phrases(
        "log.saved",
        ["number": String(try store.peopleNumber(of: stored)), "summary": EntryLine(shell).summary(assistance)]),
      .good)
    if answers[.note] != nil, !isConsented { shell.screen.show(shell.phrases("log.note-dropped"), .faint) }
  }

  /// Asks one field; false where the person breaks off, which logs nothing.
  private static func ask(
    _ field: FormField, offered: String?, _ dialogue: FormDialogue, _ answers: inout FormAnswers
  ) throws -> Bool {
    switch dialogue.ask(field, offered: offered) {
    case .answer(let answer):
      answers[field] = answer
      return true
    case .back, .interrupted, .ended:
      dialogue.shell.screen.show(dialogue.shell.phrases("log.cancelled"), .faint)
      return false
    }
  }

  /// The service that this device's latest entries counted most often: what Enter alone means.
  private static func commonest(_ store: Store) throws -> String {
    let recent = try store.latestAssistances(50).compactMap(\.assistance?.service)
    let counts = Dictionary(recent.map { ($0, 1) }, uniquingKeysWith: +)
    let best = ServiceType.known.max { counts[$0] ?? 0 < counts[$1] ?? 0 }
    return (counts.isEmpty ? .submit : best ?? .submit).rawValue
  }
}
