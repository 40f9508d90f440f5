import Domain
import Phrases

/// The days that people mean: words of the language, a day, or two days.
struct PeriodWords {
  private let phrases: Phrases
  private let today: CivilDate

  /// The meaning of words on a day.
  init(_ phrases: Phrases, today: CivilDate) {
    self.phrases = phrases
    self.today = today
  }

  /// The period of `--from` and `--to`, or of the words, or today where there are none.
  func period(_ arguments: Arguments) throws(UserFault) -> Period {
    if arguments.options["from"] != nil || arguments.options["to"] != nil {
      let first = try arguments.options["from"].map(day) ?? .distantPast
      let last = try arguments.options["to"].map(day) ?? .distantFuture
      return try ordered(first, last)
    }
    return try period(arguments.text)
  }

  /// The period that the words name; today where there are none.
  func period(_ text: String) throws(UserFault) -> Period {
    if text.isEmpty { return Period(day: today) }
    if let period = namedPeriod(text) { return period }
    let days = text.split(whereSeparator: { " –".contains($0) }).map(String.init)
    switch days.count {
    case 1: return Period(day: try day(days[0]))
    case 2: return try ordered(try day(days[0]), try day(days[1]))
    default: throw UserFault("period.unknown", ["words": text])
    }
  }

  /// Whether the words are the language's name of a period.
  func isNamed(_ text: String) -> Bool { namedPeriod(text) != nil }

  /// Whether the words after a command's name can be a period. Words with no digit that are no period's name are a search:
  /// "xuất cảnh".
  static func areMeant(by words: [String], in shell: Shell) -> Bool {
    words.isEmpty || words.contains { $0.contains(where: \.isNumber) }
      || PeriodWords(shell.phrases, today: shell.today).isNamed(words.joined(separator: " "))
  }

  /// What a heading says of a period.
  func title(_ period: Period) -> String {
    if period == .all { return phrases("period.all").split(separator: ",").first.map(String.init) ?? "" }
    return period.first == period.last ? period.first.slashed : "\(period.first.slashed) – \(period.last.slashed)"
  }

  private func namedPeriod(_ text: String) -> Period? {
    let folded = FoldedText.text(text)
    for (name, days) in named {
      let words = (phrases.optional("period.\(name)") ?? "").split(separator: ",").map { FoldedText.text(String($0)) }
      if words.contains(folded) || folded == name { return days }
    }
    return nil
  }

  private var named: [(name: String, period: Period)] {
    let (year, month, day) = today.parts
    let monday = CivilDate(dayNumber: today.dayNumber - today.weekday + 1)
    let first = CivilDate(dayNumber: today.dayNumber - day + 1)
    let january = CivilDate(year: year, month: 1, day: 1) ?? first
    let lastMonthEnd = CivilDate(dayNumber: first.dayNumber - 1)
    let lastMonth = CivilDate(dayNumber: lastMonthEnd.dayNumber - lastMonthEnd.parts.day + 1)
    let all: [(String, CivilDate, CivilDate)] = [
      ("today", today, today),
      ("yesterday", CivilDate(dayNumber: today.dayNumber - 1), CivilDate(dayNumber: today.dayNumber - 1)),
      ("week", monday, today), ("month", first, today), ("last-month", lastMonth, lastMonthEnd),
      ("year", month == 1 ? first : january, today), ("all", .distantPast, .distantFuture),
    ]
    return all.compactMap { name, first, last in Period(first: first, last: last).map { (name, $0) } }
  }

  private func day(_ text: String) throws(UserFault) -> CivilDate {
    guard let day = CivilDate(text, year: today.parts.year) else { throw UserFault("period.unknown", ["words": text]) }
    return day
  }

  private func ordered(_ first: CivilDate, _ last: CivilDate) throws(UserFault) -> Period {
    guard let period = Period(first: first, last: last) else { throw UserFault("period.reversed") }
    return period
  }
}
