import Domain

/// `soát chữ` / `guard`: what the guard finds in some words, before they are written anywhere.
///
/// For programs: `--json` answers with one line of JSON, `--json --lines` reads a sentence a line and answers each.
/// Neither repeats the words.
enum GuardCommand: Command {
  static let id = "guard"
  static let flags: Set<String> = ["json", "lines"]

  static func accepts(_ words: [String], in shell: Shell) -> Bool { true }
  static func isRemembered(with words: [String]) -> Bool { words.isEmpty }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    if arguments.has("lines") {
      guard arguments.has("json"), arguments.words.isEmpty else { throw UserFault("guard.usage", kind: .usage) }
      try shell.answerLines(atMost: CleanText.maximumBytes) { GuardAnswer(text: $0).line }
      return
    }
    guard !arguments.words.isEmpty else { throw UserFault("guard.usage", kind: .usage) }
    if arguments.has("json") {
      try shell.screen.writeData(GuardAnswer(text: arguments.text).line + "\n")
    } else {
      show(PersonalDataGuard.findings(in: arguments.text), in: shell)
    }
  }

  private static func show(_ findings: [PersonalDataGuard.Finding], in shell: Shell) {
    if findings.isEmpty { shell.screen.show(shell.phrases("guard.nothing"), .good) }
    for finding in findings {
      // Places are shown as people count: from 1, the last one included.
      let line = shell.phrases(
        "guard.finding.\(finding.action.rawValue)",
        [
          "kind": shell.phrases("guard.kind.\(finding.kind.rawValue)"), "start": String(finding.start + 1),
          "end": String(finding.end),
        ])
      shell.screen.show(line, .warning)
    }
  }
}

/// What the guard finds in a text as one line of JSON, for programs: labels, places, actions and what a person can choose, never
/// the text.
struct GuardAnswer {
  let text: String

  /// The line, without its end. `start` and `end` count Unicode code points from 0; `end` is the first after.
  var line: String {
    let findings = PersonalDataGuard.findings(in: text).map { finding in
      let choices = finding.action.choices.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
      return "{\"label\":\"\(finding.kind.rawValue)\",\"start\":\(finding.start),\"end\":\(finding.end),"
        + "\"action\":\"\(finding.action.rawValue)\",\"choices\":[\(choices)]}"
    }
    return "{\"findings\":[\(findings.joined(separator: ","))]}"
  }
}
