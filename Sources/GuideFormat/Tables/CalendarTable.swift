import Domain

/// `calendar.yaml`: the days on which offices do not work, with their names, for estimating when a dossier is due.
package struct CalendarTable: Sendable {
  /// The file below the guides' folder that has it.
  package static let file = ContentTable.calendar.file

  package let calendar: WorkingCalendar
  /// What each day off is called.
  package let names: [CivilDate: LocalizedText]
  /// Whom to ask about days that are not sure, each once.
  package let verifiers: [LocalizedText]
  /// From this hour on what comes in counts as received on the next working day.
  package let cutOffHour: Int
  /// The day from which the table counts as old.
  package let reviewBy: GuideDate

  /// The table in the files of a guides' folder, and what is wrong with it; no table where the file is missing or has a
  /// fault.
  ///
  /// - Parameter languages: the languages into which every name must be translated.
  package static func read(
    _ files: [String: String], languages: [String] = []
  ) -> (table: CalendarTable?, faults: [Fault]) {
    reading(files, languages: languages).sound
  }

  static func reading(_ files: [String: String], languages: [String]) -> ReadTable<CalendarTable> {
    TranslatedFile(.calendar).read(files, languages: languages) {
      Translation(of: ["holidays": ["name", "verify_with"]], in: $0, language: $1, log: $2)
    } body: { root, words, log in
      CalendarReader(log: log, words: words).read(root)
    }
  }
}

/// Reads `calendar.yaml`.
struct CalendarReader {
  let log: FaultLog
  let words: TranslationTable

  func read(_ root: SourceNode) -> CalendarTable? {
    guard GuideReader.isSupported(root, log: log) else { return nil }
    let fields = Fields(table: root, known: ["review_by", "sources", "cut_off", "years"], log: log)
    let reviewBy = fields.date("review_by")
    let sources = PartsReader(log: log, words: words).sources(fields).map(\.id)
    let cutOff = Fields(fields.required("cut_off"), known: ["hour", "source", "mark", "verify_with"], log: log)
    let hour = cutOff.number("hour")
    cutOff.checkSource(among: sources)
    var taken = TakenIDs(log: log)
    var part = Part()
    for node in fields.list("years") { year(node, sources: sources, taken: &taken, into: &part) }
    guard let reviewBy, let hour else { return nil }
    return CalendarTable(
      calendar: WorkingCalendar(years: part.years, off: part.off, worked: part.worked), names: part.names,
      verifiers: part.verifiers, cutOffHour: hour, reviewBy: reviewBy)
  }

  /// What the years have brought so far.
  private struct Part {
    var years: Set<Int> = []
    var off: [WorkingCalendar.DayOff] = []
    var worked: Set<CivilDate> = []
    var names: [CivilDate: LocalizedText] = [:]
    var verifiers: [LocalizedText] = []
  }

  private func year(_ node: SourceNode, sources: [String], taken: inout TakenIDs, into part: inout Part) {
    let fields = Fields(node, known: ["year", "holidays", "swaps"], log: log)
    guard let year = fields.number("year") else { return }
    part.years.insert(year)
    for node in fields.list("holidays") {
      let holiday = Fields(node, known: ["date", "name", "source", "mark", "verify_with", "estimate"], log: log)
      holiday.checkSource(among: sources)
      let name = holiday.text("name")
      let isEstimate = holiday.word("estimate", of: ["true", "false"]) == "true"
      guard let day = day("date", of: holiday, in: year) else { continue }
      taken.take(day.iso, at: node["date"]?.position)
      part.off.append(.init(date: day, isEstimate: isEstimate))
      part.names[day] = words.text(name, at: "holidays/\(day.iso)/name")
      guard let verifier = holiday.optionalText("verify_with") else { continue }
      let words = words.text(verifier, at: "holidays/\(day.iso)/verify_with")
      if !part.verifiers.contains(words) { part.verifiers.append(words) }
    }
    for node in fields.list("swaps") {
      let swap = Fields(node, known: ["off", "work", "source", "mark", "verify_with"], log: log)
      swap.checkSource(among: sources)
      let (off, work) = (day("off", of: swap, in: year), day("work", of: swap, in: nil))
      if let off { part.off.append(.init(date: off, isEstimate: false)) }
      if let work { part.worked.insert(work) }
    }
  }

  /// The day at a key, which lies in that year.
  private func day(_ key: String, of fields: Fields, in year: Int?) -> CivilDate? {
    guard let date = fields.date(key) else { return nil }
    guard year == nil || date.year == year else {
      log.report(
        .badDate, at: fields.optional(key)?.position ?? fields.position, found: date.description,
        expected: ["\(year ?? 0)-MM-DD"], names: [])
      return nil
    }
    return CivilDate(year: date.year, month: date.month, day: date.day)
  }
}
