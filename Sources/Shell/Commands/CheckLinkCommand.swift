import Domain
import GuideFormat
import Phrases

/// `kiểm link` / `check-link`: tells offline whether a web address is official, and why, in words for a grandmother.
/// camtay itself opens no address.
///
/// For programs: `--json` answers with one line of JSON, `--json --lines` reads an address a line and answers each.
enum CheckLinkCommand: Command {
  static let id = "check-link"
  static let flags: Set<String> = ["json", "lines"]
  /// Of a longer line only so many bytes are read as its address.
  static let mostBytes = 4096

  static func accepts(_ words: [String], in shell: Shell) -> Bool { true }
  static func isRemembered(with words: [String]) -> Bool { words.isEmpty }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    let judge = try shell.linkJudge
    if arguments.has("lines") {
      guard arguments.has("json"), arguments.words.isEmpty else { throw UserFault("check-link.usage", kind: .usage) }
      return try shell.answerLines(atMost: mostBytes) { line in answer(line, judge.verdict(on: line), in: shell) }
    }
    guard !arguments.words.isEmpty else { throw UserFault("check-link.usage", kind: .usage) }
    let verdict = judge.verdict(on: arguments.text)
    guard !arguments.has("json") else {
      return try shell.screen.writeData(answer(arguments.text, verdict, in: shell) + "\n")
    }
    if verdict.reason == .notAnAddress {
      shell.screen.show(sentence(verdict, in: shell), .warning)
    } else {
      shell.screen.show(
        shell.phrases("link.\(verdict.answer.rawValue)"), verdict.isSafe ? .good : .warning)
      shell.screen.show(
        sentence(verdict, in: shell), verdict.answer == .official && !verdict.isSafe ? .warning : .plain)
    }
    if let host = verdict.host, verdict.answer != .official {
      shell.screen.show(shell.phrases("link.leads-to", ["host": host]))
    }
    if verdict.answer != .official { shell.screen.show(shell.phrases("link.what-to-do"), .strong) }
  }

  private static func sentence(_ verdict: LinkVerdict, in shell: Shell) -> String {
    shell.phrases(
      "link.reason.\(verdict.reason.rawValue)",
      [
        "host": verdict.host ?? "", "official": verdict.official ?? "", "suffix": verdict.suffix ?? "",
        "owner": verdict.host.flatMap { WebLocation($0)?.owner } ?? verdict.host ?? "",
      ])
  }

  private static func answer(_ text: String, _ verdict: LinkVerdict, in shell: Shell) -> String {
    var members: [String: CanonicalValue] = [
      "url": .text(text), "verdict": .text(verdict.answer.rawValue), "reason": .text(verdict.reason.rawValue),
      "words": .text(sentence(verdict, in: shell)),
    ]
    members["host"] = verdict.host.map { .text($0) }
    members["official"] = verdict.official.map { .text($0) }
    return String(decoding: CanonicalValue.object(members).bytes, as: UTF8.self)
  }
}

extension Shell {
  /// The judge of addresses, by the list of this device.
  var linkJudge: LinkJudge {
    get throws(UserFault) {
      guard let judge = try tables.sites else { throw UserFault("check-link.no-list") }
      return judge
    }
  }
}
