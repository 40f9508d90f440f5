/// On which days offices work: Monday to Friday without the holidays, and the days that are worked in place of others.
///
/// The days come from dated content (`guides/calendar.yaml`), because holidays and swapped days are announced each year.
/// Whatever is computed from them is an estimate: what counts is the date on the receipt slip.
package struct WorkingCalendar: Hashable, Sendable {
  /// A day that is not worked though it may fall on Monday to Friday.
  package struct DayOff: Hashable, Sendable {
    package let date: CivilDate
    /// Whether no source names the very day: it was computed or guessed.
    package let isEstimate: Bool

    /// That day.
    package init(date: CivilDate, isEstimate: Bool) {
      self.date = date
      self.isEstimate = isEstimate
    }
  }

  /// When a dossier is due.
  package struct Due: Hashable, Sendable {
    /// The working day from which the days are counted: the one on which the dossier counts as received.
    package let received: CivilDate
    package let date: CivilDate
    /// The holidays on the way that would have been working days, in order.
    package let passedOver: [DayOff]
    /// The years on the way whose holidays nobody has listed, in order.
    package let unknownYears: [Int]
  }

  /// The most working days that are counted.
  package static let mostDays = 365

  private let off: [CivilDate: DayOff]
  private let worked: Set<CivilDate>
  private let years: Set<Int>

  /// A calendar of the years whose holidays are known.
  ///
  /// - Parameters:
  ///   - years: the years that were listed.
  ///   - off: holidays, days in lieu and days that were swapped away.
  ///   - worked: Saturdays and Sundays that are worked in place of them.
  package init(years: Set<Int>, off: [DayOff], worked: Set<CivilDate>) {
    self.years = years
    self.off = Dictionary(off.map { ($0.date, $0) }) { first, _ in first }
    self.worked = worked
  }

  /// Whether offices work on the day.
  package func isWorked(_ date: CivilDate) -> Bool {
    worked.contains(date) || (off[date] == nil && !date.isWeekend)
  }

  /// The working day on which a dossier is due that is handed in on `date` and takes so many working days.
  ///
  /// The day of receipt is not counted. What comes on a day off, or after the hour at which offices stop counting (15:00
  /// for many procedures: QĐ 296/QĐ-VPCP of 12/06/2024), counts as received on the next working day.
  ///
  /// - Parameters:
  ///   - days: 0 to `mostDays`; 0 is the day of receipt itself.
  ///   - isLate: whether it came after that hour.
  package func due(_ days: Int, after date: CivilDate, isLate: Bool = false) -> Due {
    var passed: [DayOff] = []
    var years: Set<Int> = [date.parts.year]
    func worked(from first: CivilDate) -> CivilDate {
      var day = first
      // Thirty days without a working day are no calendar that anybody keeps; the day then stands as it is.
      for _ in 0..<30 where !isWorked(day) {
        if let holiday = off[day], !day.isWeekend { passed.append(holiday) }
        day = day.next
      }
      years.insert(day.parts.year)
      return day
    }
    let received = worked(from: isLate && isWorked(date) ? date.next : date)
    var day = received
    for _ in 0..<min(max(days, 0), Self.mostDays) { day = worked(from: day.next) }
    return Due(
      received: received, date: day, passedOver: passed, unknownYears: years.subtracting(self.years).sorted())
  }
}

extension CivilDate {
  /// The day after.
  package var next: CivilDate { CivilDate(dayNumber: dayNumber + 1) }

  /// 1 for Monday to 7 for Sunday.
  package var weekday: Int {
    // 1970-01-01 was a Thursday.
    ((dayNumber + 3) % 7 + 7) % 7 + 1
  }

  /// Whether it is a Saturday or a Sunday.
  package var isWeekend: Bool { weekday > 5 }
}
