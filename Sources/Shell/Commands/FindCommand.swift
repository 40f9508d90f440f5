import Domain
import GuideFormat

/// `tìm` / `find`: the guides and procedures that some words may mean. A line that is no command is a search as well.
///
/// For programs: `--json` answers with one line of JSON, `--json --lines` reads a question a line and answers each.
enum FindCommand: Command {
  static let id = "find"
  static let flags: Set<String> = ["json", "lines"]
  /// Of a longer line only so many bytes are read as its question.
  static let mostBytes = 1024

  static func accepts(_ words: [String], in shell: Shell) -> Bool { true }
  static func isRemembered(with words: [String]) -> Bool { words.isEmpty }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    if arguments.has("lines") {
      guard arguments.has("json"), arguments.words.isEmpty else { throw UserFault("find.usage", kind: .usage) }
      try shell.answerLines(atMost: mostBytes) { text throws(UserFault) in try answer(text, in: shell) }
    } else if arguments.has("json") {
      try shell.screen.writeData(answer(arguments.text, in: shell) + "\n")
    } else {
      try find(arguments.text, in: shell)
    }
  }

  /// Lists what the words may mean, or all guides where there are no words; a number then opens one.
  static func find(_ text: String, in shell: Shell) throws(UserFault) {
    let findings = text.isEmpty ? try all(in: shell) : try shell.findings(for: text)
    shell.listed = findings.map(\.target)
    guard !findings.isEmpty else { throw UserFault("find.nothing", ["words": text]) }
    for (number, finding) in findings.enumerated() {
      switch finding.target {
      case .guide(let id): shell.screen.item(number + 1, "\(finding.title) (\(id.rawValue))")
      case .procedure(let code):
        shell.screen.item(number + 1, shell.phrases("find.procedure", ["name": finding.title, "code": code]))
      }
    }
    if shell.isConversation { shell.screen.show(shell.phrases("find.pick"), .faint) }
  }

  private static func all(in shell: Shell) throws(UserFault) -> [Finding] {
    try shell.shelf.catalogue.guides.map {
      Finding(target: .guide($0.id), title: $0.title.text(in: shell.phrases.language), score: 1)
    }
  }

  private static func answer(_ text: String, in shell: Shell) throws(UserFault) -> String {
    FindAnswer(query: text, findings: try shell.findings(for: text)).line
  }
}
