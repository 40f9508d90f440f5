import Domain
import GuideFormat
import Phrases

/// `ngày hẹn` / `due`: the day on which a dossier is due after so many working days, in words, with the holidays that are
/// passed over. It is an estimate: the date on the receipt slip counts.
///
/// For programs: `--json` answers with one line of JSON.
enum DueCommand: Command {
  static let id = "due"
  static let valuedOptions: Set<String> = ["at"]
  static let flags: Set<String> = ["json"]

  /// `ngày hẹn trả kết quả` and the like have no number of days, so they are a search.
  static func accepts(_ words: [String], in shell: Shell) -> Bool {
    words.isEmpty || (words.count <= 3 && words.last.flatMap { Int($0) } != nil)
  }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    guard let days = arguments.words.last.flatMap({ Int($0) }), (0...WorkingCalendar.mostDays).contains(days) else {
      throw UserFault("due.usage", ["most": String(WorkingCalendar.mostDays)], kind: .usage)
    }
    let words = arguments.words.dropLast().joined(separator: " ")
    let period = try PeriodWords(shell.phrases, today: shell.today).period(words)
    guard period.first == period.last else { throw UserFault("period.unknown", ["words": words]) }
    guard let table = CalendarTable.read(try shell.tables.files).table else { throw UserFault("due.no-calendar") }
    let isLate = try arguments.options["at"].map { try hour($0) >= table.cutOffHour } ?? false
    let due = table.calendar.due(days, after: period.first, isLate: isLate)
    let answer = DueAnswer(day: period.first, days: days, due: due, table: table)
    if arguments.has("json") {
      try shell.screen.writeData(answer.line(in: shell.phrases.language) + "\n")
    } else {
      answer.show(in: shell)
    }
  }

  /// The hour of `15:30` or `15`.
  private static func hour(_ text: String) throws(UserFault) -> Int {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count <= 2, let hour = parts.first ?? nil, (0...23).contains(hour),
      parts.count == 1 || (0...59).contains(parts[1] ?? -1)
    else { throw UserFault("due.bad-hour", ["hour": text], kind: .usage) }
    return hour
  }
}

/// When a dossier is due, for people and for programs.
struct DueAnswer {
  let day: CivilDate
  let days: Int
  let due: WorkingCalendar.Due
  let table: CalendarTable

  /// The answer in words.
  func show(in shell: Shell) {
    let phrases = shell.phrases
    func said(_ date: CivilDate) -> String {
      phrases("due.day", ["weekday": phrases("weekday.\(date.weekday)"), "date": date.slashed])
    }
    shell.screen.show(
      phrases("due.answer", ["due": said(due.date), "days": String(days), "received": said(due.received)]), .strong)
    if due.received != day { shell.screen.show(phrases("due.received", ["day": said(day)])) }
    if !due.passedOver.isEmpty { shell.screen.show(phrases("due.passed-over")) }
    for holiday in due.passedOver {
      let name = table.names[holiday.date]?.text(in: phrases.language) ?? ""
      let line = phrases(holiday.isEstimate ? "due.estimated" : "due.holiday", ["name": name])
      shell.screen.show(label: holiday.date.slashed, line)
    }
    for year in due.unknownYears {
      shell.screen.show(phrases("due.unknown-year", ["year": String(year)]), .warning)
    }
    if let today = GuideDate(shell.today.iso), table.reviewBy <= today {
      shell.screen.show(phrases("table.old", ["day": table.reviewBy.slashed]), .warning)
    }
    let verifiers = table.verifiers.map { $0.text(in: phrases.language) }.joined(separator: ", ")
    shell.screen.show(phrases("due.slip", ["with": verifiers]))
  }

  /// The answer as one line of JSON, without its end.
  func line(in language: String) -> String {
    let passed = due.passedOver.map { holiday in
      CanonicalValue.object([
        "date": .text(holiday.date.iso), "estimate": .bool(holiday.isEstimate),
        "name": .text(table.names[holiday.date]?.text(in: language) ?? ""),
      ])
    }
    let members: [String: CanonicalValue] = [
      "days": .integer(Int64(days)), "due": .text(due.date.iso), "from": .text(day.iso),
      "passed_over": .array(passed), "received": .text(due.received.iso),
      "unknown_years": .array(due.unknownYears.map { .integer(Int64($0)) }),
    ]
    return String(decoding: CanonicalValue.object(members).bytes, as: UTF8.self)
  }
}
