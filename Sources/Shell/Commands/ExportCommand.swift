import Domain
import LocalStore
import Reporting

/// `xuất` / `export`: the log of a period as CSV for spreadsheets or as JSON lines for programs.
enum ExportCommand: Command {
  static let id = "export"
  /// How many assistances one entry about their opening names.
  private static let openingsInOne = 1000
  static let valuedOptions: Set<String> = ["format", "from", "to", "output"]
  static let flags: Set<String> = ["details", "team"]
  static func accepts(_ words: [String], in shell: Shell) -> Bool {
    PeriodWords.areMeant(by: words, in: shell)
  }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    let format = arguments.options["format"] ?? "csv"
    guard ["csv", "jsonl"].contains(format) else {
      throw UserFault("export.unknown-format", ["format": format, "known": "csv, jsonl"], kind: .usage)
    }
    let isWhole = arguments.words.isEmpty && arguments.options["from"] == nil && arguments.options["to"] == nil
    let words = PeriodWords(shell.phrases, today: shell.today)
    let period = isWhole ? .all : try words.period(arguments)
    let table = try table(
      of: period, arguments.has("team") ? .team : .device, withDetails: arguments.has("details"), in: shell)
    let phrases = shell.phrases
    let bytes =
      format == "csv"
      ? CSVWriter(words: phrases.optional).bytes(table) : JSONLinesWriter.bytes(table)
    if let path = arguments.options["output"] ?? (shell.isConversation ? "camtay-\(shell.today.iso).\(format)" : nil) {
      try NewFile.write(bytes, to: path)
      shell.screen.show(phrases("export.written", ["count": String(table.rows.count), "path": path]), .good)
    } else {
      try shell.screen.writeData(String(decoding: bytes, as: UTF8.self))
    }
  }

  private static func table(
    of period: Period, _ scope: EntryScope, withDetails: Bool, in shell: Shell
  ) throws -> AssistanceTable {
    let store = try shell.store
    let items = try store.journal(period, scope).map(\.item)
    guard withDetails else { return AssistanceTable(items, persons: try store.teamRoster(), details: nil) }
    let ring = try shell.keys.reading().ring
    let sealed = items.filter { item in ([item.entry] + item.changes).contains { $0.sealed != nil } }
    // It is written down before it is written out.
    for start in stride(from: 0, to: sealed.count, by: Self.openingsInOne) {
      let part = sealed[start..<min(start + Self.openingsInOne, sealed.count)]
      try store.append(.opening(Opening(.exported, of: part.map(\.entry.header.id))))
    }
    return AssistanceTable(
      items, persons: try store.teamRoster(), details: { SealedDetails.opened(of: $0, with: ring).details })
  }
}
