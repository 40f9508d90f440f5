import Domain
import GuideFormat
import Phrases

/// `trạng thái` / `portal-status`: what the words mean by which a portal shows how a dossier stands, and what to do next.
/// Strange words are kept as they stand, and never guessed at.
///
/// For programs: `--json` answers with one line of JSON.
enum PortalStatusCommand: Command {
  static let id = "portal-status"
  static let flags: Set<String> = ["json"]

  static func accepts(_ words: [String], in shell: Shell) -> Bool { true }
  static func isRemembered(with words: [String]) -> Bool { words.isEmpty }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    guard let table = StatusTable.read(try shell.tables.files).table else { throw UserFault("portal-status.no-list") }
    let raw = arguments.text
    let rows = raw.isEmpty ? table.rows : table.rows(for: raw)
    guard !arguments.has("json") else { return try shell.screen.writeData(line(raw, rows, in: shell) + "\n") }
    let phrases = shell.phrases
    if raw.isEmpty {
      for row in rows { shell.screen.item(row.status.code, row.name.text(in: phrases.language)) }
      return shell.screen.show(phrases("portal-status.pick"), .faint)
    }
    if rows.count > 1 { shell.screen.show(phrases("portal-status.several", ["count": String(rows.count)])) }
    for row in rows { show(row, in: shell) }
    if let today = GuideDate(shell.today.iso), table.reviewBy <= today {
      shell.screen.show(phrases("table.old", ["day": table.reviewBy.slashed]), .warning)
    }
    guard rows.isEmpty else { return }
    shell.screen.show(phrases("portal-status.strange", ["raw": raw]), .warning)
    // They may have been the beginning of a question: how to look a dossier up.
    let name = CommandNames.names(of: self, in: phrases).first ?? id
    if try !shell.findings(for: "\(name) \(raw)").isEmpty { try FindCommand.find("\(name) \(raw)", in: shell) }
  }

  private static func show(_ row: StatusTable.Row, in shell: Shell) {
    let language = shell.phrases.language
    shell.screen.show(row.status.raw.first ?? "", .strong)
    if language != LocalizedText.base { shell.screen.show(row.name.text(in: language), indent: 2) }
    shell.screen.show(label: shell.phrases("portal-status.meaning"), row.meaning.text(in: language))
    shell.screen.show(label: shell.phrases("portal-status.next"), row.next.text(in: language))
    if let verifier = row.verifyWith {
      shell.screen.show(shell.phrases("fact.verify", ["with": verifier.text(in: language)]), .faint, indent: 2)
    }
  }

  private static func line(_ raw: String, _ rows: [StatusTable.Row], in shell: Shell) -> String {
    let language = shell.phrases.language
    let statuses = rows.map { row in
      CanonicalValue.object([
        "code": .integer(Int64(row.status.code)), "name": .text(row.name.text(in: language)),
        "meaning": .text(row.meaning.text(in: language)), "next": .text(row.next.text(in: language)),
        "raw": .array(row.status.raw.map { .text($0) }),
      ])
    }
    let members: [String: CanonicalValue] = ["raw": .text(raw), "statuses": .array(statuses)]
    return String(decoding: CanonicalValue.object(members).bytes, as: UTF8.self)
  }
}
