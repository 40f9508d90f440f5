import Domain
import LocalStore

/// `sửa` / `amend`: writes a change of an entry; what was written before stays.
enum AmendCommand: Command {
  static let id = "amend"
  static let fields: [FormField] = [
    .minutes, .outcome, .service, .place, .operatedBy, .satisfaction, .note, .consent, .ageBand, .name, .phone,
    .address,
  ]
  static let valuedOptions = Set(fields.map(\.optionName))
  static func accepts(_ words: [String], in shell: Shell) -> Bool {
    words.isEmpty || (words.count == 1 && Int(words[0].drop { $0 == "#" }) != nil)
  }

  /// A note or a name may follow the number.
  static func isRemembered(with words: [String]) -> Bool { words.count <= 1 }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    let item = try EntryNumber.item(arguments.text, in: shell)
    try shell.screen.show(EntryLine(shell).line(item.item, number: item.number), .strong)
    guard !item.item.isVoid else { throw UserFault("amend.void", ["number": String(item.number)]) }
    var answers = FormAnswers()
    for field in fields {
      guard let value = arguments.options[field.optionName] else { continue }
      answers[field] =
        field == .consent
        ? try FormDialogue(shell: shell).consent(value) : try field.answer(value, offered: nil)
    }
    if answers[.consent] == FormAnswers.given { try hear(&answers, in: shell) }
    for field in FormField.free {
      if let text = answers[field] { answers[field] = NoteGuard(shell: shell).masked(text) }
    }
    if answers.values.isEmpty, try !ask(&answers, in: shell) {
      shell.screen.show(shell.phrases("log.cancelled"), .faint)
      return
    }
    try write(answers, to: item, in: shell)
    shell.screen.show(shell.phrases("amend.saved", ["number": String(item.number)]), .good)
  }

  /// Nobody consents by an option alone: the text is read to the citizen, and what is kept is the answer to it.
  private static func hear(_ answers: inout FormAnswers, in shell: Shell) throws {
    guard case .answer(let said) = FormDialogue(shell: shell).ask(.consent), said == FormAnswers.given else {
      throw UserFault("amend.no-consent")
    }
    answers[.consent] = said
  }

  private static func ask(_ answers: inout FormAnswers, in shell: Shell) throws -> Bool {
    for (number, field) in fields.enumerated() {
      shell.screen.item(number + 1, shell.phrases("form.\(field.rawValue)"))
    }
    guard case .line(let line) = shell.screen.ask(shell.phrases("amend.which") + " ›", .answer), !line.isEmpty else {
      return false
    }
    guard let number = Int(line), (1...fields.count).contains(number) else {
      throw UserFault("input.no-such-number", ["count": String(fields.count)])
    }
    let field = fields[number - 1]
    guard case .answer(let answer) = FormDialogue(shell: shell).ask(field), !answer.isEmpty else { return false }
    answers[field] = answer
    return true
  }

  private static func write(_ answers: FormAnswers, to item: NumberedItem, in shell: Shell) throws {
    guard var assistance = item.item.assistance else { throw UserFault("journal.cannot-read") }
    let before = assistance.canonical.object ?? [:]
    answers.apply(to: &assistance, measured: nil, language: shell.phrases.language, time: try shell.store.now)
    let after = assistance.canonical.object ?? [:]
    let changes = after.filter { before[$0.key] != $0.value }
    var details = SealedDetails()
    if FormField.sealed.contains(where: { answers[$0] != nil }) {
      // Whatever is sealed with it is gone, now and later.
      guard !item.item.isErased else { throw UserFault("amend.forgotten", ["number": String(item.number)]) }
      guard assistance.consent?.isGiven == true else { throw UserFault("amend.no-consent") }
      // Who it was is kept only where somebody has to come back to them.
      let isNamed = FormField.ofFollowUp.contains { answers[$0] != nil }
      guard !isNamed || assistance.outcome == .pending else { throw UserFault("amend.no-follow-up") }
      if try shell.store.detailsKey() == nil { try shell.keys.requireVault() }
      details = SealedDetails(answers)
    }
    guard !changes.isEmpty || !details.isEmpty else { throw UserFault("amend.nothing") }
    let draft = Draft(
      kind: .amendment, body: .object(["changes": .object(changes)]), details: details,
      amends: item.item.entry.header.id, seen: item.item.heads.map(\.header.id))
    if answers[.consent] == FormAnswers.refused {
      if item.item.isErased {
        try shell.store.append(draft)
      } else {
        try shell.store.appendWithdrawal(draft, of: item.item)
      }
      shell.screen.show(shell.phrases("amend.erased"), .good)
    } else {
      try shell.store.append(draft)
    }
  }
}

extension FormField {
  /// The field's name as an option of a command.
  var optionName: String { rawValue.replacing("_", with: "-") }
}
