import Domain
import LocalStore

/// `nhật ký` / `journal`: the entries of a day or a period; today, and this device's own, unless told otherwise.
enum JournalCommand: Command {
  static let id = "journal"
  static let valuedOptions: Set<String> = ["from", "to"]
  static let flags: Set<String> = ["team"]
  static func accepts(_ words: [String], in shell: Shell) -> Bool {
    PeriodWords.areMeant(by: words, in: shell)
  }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    let words = PeriodWords(shell.phrases, today: shell.today)
    let period = try words.period(arguments)
    let isWhole = arguments.has("team")
    let items = try shell.store.journal(period, isWhole ? .team : .device)
    shell.screen.heading(
      shell.phrases(isWhole ? "journal.title-team" : "journal.title", ["period": words.title(period)]))
    let lines = try EntryLine(shell, naming: isWhole)
    for numbered in items {
      shell.screen.show(
        lines.line(numbered.item, number: numbered.number), numbered.item.isVoid ? .faint : .plain, indent: 2,
        hanging: 6)
    }
    let counted = items.filter { !$0.item.isVoid }
    let minutes = counted.compactMap { $0.item.assistance?.minutes?.value }
    var total = shell.phrases("journal.total", ["count": String(counted.count)])
    if !minutes.isEmpty {
      total +=
        " "
        + shell.phrases(
          "journal.total-minutes", ["minutes": String(minutes.reduce(0, +)), "count": String(minutes.count)])
    }
    shell.screen.show(total, .strong)
  }
}
