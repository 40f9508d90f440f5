import ArgumentParser
import Domain

/// The days that a command is about.
struct PeriodOption: ParsableArguments {
  @Option(help: "The first day, YYYY-MM-DD or DD/MM/YYYY.")
  var from: String?

  @Option(help: "The last day, which is included.")
  var to: String?

  /// The first and the last day; nil leaves an end open.
  struct Days {
    let first: CivilDate?
    let last: CivilDate?

    /// The time from the beginning of the first day to before the end of the last, in milliseconds since 1970.
    var milliseconds: Range<Int64> {
      let end = last.map { CivilDate(dayNumber: $0.dayNumber + 1) }
      return (first ?? .distantPast).startMilliseconds..<(end ?? .distantFuture).startMilliseconds
    }

    /// The days in words: the first, two dots, the last.
    var words: String { "\(first?.iso ?? "")..\(last?.iso ?? "")" }
  }

  /// - Throws: `UsageFault` where one is no day, or the last comes before the first.
  func days() throws -> Days {
    let first = try Self.day(from, option: "--from")
    let last = try Self.day(to, option: "--to")
    if let first, let last, last < first {
      throw UsageFault(option: "--to", value: to ?? "", expected: "≥ \(first.iso)")
    }
    return Days(first: first, last: last)
  }

  private static func day(_ text: String?, option: String) throws -> CivilDate? {
    guard let text else { return nil }
    guard let day = CivilDate(text) else { throw UsageFault(option: option, value: text, expected: "YYYY-MM-DD") }
    return day
  }
}
