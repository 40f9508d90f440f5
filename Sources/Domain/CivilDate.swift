/// A day of the calendar in Viet Nam, which keeps one time zone (UTC+7) and no summer time.
package struct CivilDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  package let dayNumber: Int

  /// The day with that number, counted from 1970-01-01.
  package init(dayNumber: Int) { self.dayNumber = dayNumber }

  /// The day on which, in Viet Nam, that many milliseconds have passed since 1970-01-01T00:00Z.
  package init(milliseconds: Int64) {
    // A clock or a foreign entry may say anything; days that far away are as good as one another.
    let local = min(max(milliseconds, -Self.farthest), Self.farthest) + Self.offset
    dayNumber = Int(local >= 0 ? local / Self.day : (local - Self.day + 1) / Self.day)
  }

  /// A day before every other.
  package static let distantPast = CivilDate(milliseconds: .min)
  /// A day after every other.
  package static let distantFuture = CivilDate(milliseconds: .max)

  /// The day from its parts, or nil where the calendar has no such day.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    // Days from civil: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    dayNumber = era * 146_097 + dayOfEra - 719_468
    guard parts == (year, month, day) else { return nil }
  }

  /// The day from `YYYY-MM-DD`, or from what people in Viet Nam write: `DD/MM/YYYY`, or `DD/MM` of `year`.
  package init?(_ text: String, year: Int? = nil) {
    let dashed = text.split(separator: "-", omittingEmptySubsequences: false)
    if dashed.count == 3, dashed[0].count == 4 {
      guard let date = Self.parsed(dashed[0], dashed[1], dashed[2]) else { return nil }
      self = date
      return
    }
    let slashed = text.split(separator: "/", omittingEmptySubsequences: false)
    if slashed.count == 3, slashed[2].count == 4, let date = Self.parsed(slashed[2], slashed[1], slashed[0]) {
      self = date
    } else if slashed.count == 2, let year, let date = Self.parsed(Substring(String(year)), slashed[1], slashed[0]) {
      self = date
    } else {
      return nil
    }
  }

  private static func parsed(_ year: Substring, _ month: Substring, _ day: Substring) -> CivilDate? {
    let digits = [year, month, day].allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    guard digits, let year = Int(year), let month = Int(month), let day = Int(day) else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  /// Year, month 1…12 and day 1…31.
  package var parts: (year: Int, month: Int, day: Int) {
    let shifted = dayNumber + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }

  /// The first millisecond of the day, since 1970-01-01T00:00Z.
  package var startMilliseconds: Int64 { Int64(dayNumber) * Self.day - Self.offset }

  /// As in data: `2026-11-21`.
  package var iso: String {
    let (year, month, day) = parts
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// As people in Viet Nam write it: `21/11/2026`.
  package var slashed: String {
    let (year, month, day) = parts
    return "\(padded(day, 2))/\(padded(month, 2))/\(padded(year, 4))"
  }

  package static func < (left: Self, right: Self) -> Bool { left.dayNumber < right.dayNumber }

  private static let day: Int64 = 86_400_000
  private static let offset: Int64 = 7 * 3_600_000
  /// Three million years, in milliseconds.
  private static let farthest: Int64 = 1 << 56
}

/// The wall clock in Viet Nam at a moment.
package enum CivilTime {
  /// `HH:MM` in Viet Nam, that many milliseconds after 1970-01-01T00:00Z.
  package static func clock(milliseconds: Int64) -> String {
    let minutes = Int((clamped(milliseconds) - CivilDate(milliseconds: milliseconds).startMilliseconds) / 60_000)
    return "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
  }

  /// Date and time with the zone, for data: `2026-11-21T08:05:00+07:00`.
  package static func iso(milliseconds: Int64) -> String {
    let date = CivilDate(milliseconds: milliseconds)
    let seconds = Int((clamped(milliseconds) - date.startMilliseconds) / 1000) % 60
    return "\(date.iso)T\(clock(milliseconds: milliseconds)):\(padded(seconds, 2))+07:00"
  }
}

extension CivilTime {
  private static func clamped(_ milliseconds: Int64) -> Int64 {
    let first = CivilDate.distantPast.startMilliseconds
    return min(max(milliseconds, first), CivilDate.distantFuture.startMilliseconds)
  }
}

/// Days from the first to the last, both included.
package struct Period: Hashable, Sendable {
  package let first: CivilDate
  package let last: CivilDate

  /// The days from `first` to `last`; nil where they are the wrong way round.
  package init?(first: CivilDate, last: CivilDate) {
    guard first <= last else { return nil }
    self.first = first
    self.last = last
  }

  /// One day.
  package init(day: CivilDate) {
    first = day
    last = day
  }

  /// Every day that there is.
  package static let all = Period(day: .distantPast, to: .distantFuture)

  private init(day: CivilDate, to last: CivilDate) {
    first = day
    self.last = last
  }

  /// Whether the moment, in milliseconds since 1970, lies in the period.
  package func contains(milliseconds: Int64) -> Bool {
    (first...last).contains(CivilDate(milliseconds: milliseconds))
  }
}

private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
