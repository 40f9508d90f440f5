/// A date as far as it is known: a day, a month or a year.
package struct PartialDate: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The year.
  package let year: Int
  /// The month, 1 to 12; nil where only the year is known.
  package let month: Int?
  /// The day of the month; nil where only the month is known.
  package let day: Int?

  /// A date from `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, and nothing else.
  package init?(_ text: String) {
    let known = text.split(separator: "-", omittingEmptySubsequences: false).count
    guard (1...3).contains(known), let date = GuideDate(text + ["-01-01", "-01", ""][known - 1]) else { return nil }
    year = date.year
    month = known > 1 ? date.month : nil
    day = known > 2 ? date.day : nil
  }

  /// The earlier first, each taken for the first day that it may mean.
  package static func < (left: Self, right: Self) -> Bool {
    (left.year, left.month ?? 1, left.day ?? 1) < (right.year, right.month ?? 1, right.day ?? 1)
  }

  package var description: String { parts.reversed().joined(separator: "-") }

  /// As people in Viet Nam write it: `21/11/2026`, `11/2026` or `2026`.
  package var slashed: String { parts.joined(separator: "/") }

  private var parts: [String] {
    [day, month].compactMap(\.self).map { $0 < 10 ? "0\($0)" : "\($0)" } + ["\(year)"]
  }
}
