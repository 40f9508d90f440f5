import Domain

/// Puts the fields of the form to a person, one after the other.
struct FormDialogue {
  /// What a person did with a question.
  enum Turn {
    /// The answer, as it is kept; empty for "not said".
    case answer(String)
    /// To the question before.
    case back
    /// Ctrl-C.
    case interrupted
    /// Ctrl-D.
    case ended
  }

  let shell: Shell
  /// The phrase that says how to answer.
  var helpKey = "form.help"

  /// Asks until the line is an answer.
  ///
  /// - Parameter offered: What Enter alone means.
  func ask(_ field: FormField, offered: String? = nil) -> Turn {
    showChoices(of: field)
    while true {
      switch shell.screen.ask(question(field, offered: offered), .answer) {
      case .interrupted: return .interrupted
      case .ended: return .ended
      case .refused(let refusal): shell.show(UserFault(refusal.rawValue))
      case .line(let line):
        let keys = SessionKeys(shell.phrases)
        if keys.key(line) == .back { return .back }
        if keys.key(line) == .help {
          shell.screen.show(shell.phrases(helpKey), .faint, indent: 2)
          continue
        }
        do throws(UserFault) {
          let answer = try field.answer(field == .consent ? consent(line) : line, offered: offered)
          return .answer(FormField.free.contains(field) ? try NoteGuard(shell: shell).settled(answer) : answer)
        } catch {
          shell.show(error)
        }
      }
    }
  }

  private func showChoices(of field: FormField) {
    for (number, code) in (field.choices ?? []).enumerated() {
      let text = shell.phrases(field.phraseKey(of: code))
      shell.screen.item(number + 1, text)
    }
    if field == .consent { shell.screen.show(shell.phrases("form.consent.say"), indent: 2) }
  }

  private func question(_ field: FormField, offered: String?) -> String {
    let question = shell.phrases("form.\(field.rawValue)")
    guard let offered else {
      return field == .consent ? question + " ›" : question + " " + shell.phrases("form.enter-skips") + " ›"
    }
    let shown = field.choices == nil ? offered : shell.phrases(field.phraseKey(of: offered))
    return question + " " + shell.phrases("form.enter-means", ["value": shown]) + " ›"
  }

  /// The code of a yes or a no in the shell's language; anything else is asked again, and there is no default.
  func consent(_ line: String) throws(UserFault) -> String {
    let folded = FoldedText.text(line)
    for (key, code) in [("form.yes", FormAnswers.given), ("form.no", FormAnswers.refused)] {
      let words = shell.phrases(key).split(separator: ",").map { FoldedText.text(String($0)) }
      if words.contains(folded) { return code }
    }
    if line.isEmpty { return line }
    throw UserFault("form.consent-needed")
  }
}
