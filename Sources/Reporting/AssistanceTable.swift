import Domain

/// A column of the table of assistances. The raw value is its stable name in data; people see a localised title.
package enum AssistanceColumn: String, CaseIterable, Sendable {
  case entryID = "entry_id"
  /// When the help began, with the zone of Viet Nam.
  case time
  /// The day on which the help began, in Viet Nam.
  case date
  case state
  case service
  case outcome
  case minutes
  case minutesSource = "minutes_source"
  case place
  case operatedBy = "operated_by"
  case ageBand = "age_band"
  case satisfaction
  case consent
  case guide
  case guideVersion = "guide_version"
  case guideEnd = "guide_end"
  case procedure
  case procedureName = "procedure_name"
  case level
  case blockers
  case skipped
  /// The device that wrote the entry.
  case device
  /// Who gave the help.
  case person
  /// Whom the case was handed to.
  case responsible
  /// Opened personal details: only ever on a device.
  case name
  case phone
  case address
  case note
  case dossier
  /// Other values that a guide asked to note down: `step=value`.
  case recorded

  /// What a server can export: everything but the sealed details, which it cannot open.
  package static let open = allCases.filter { ![.name, .phone, .address, .note, .dossier, .recorded].contains($0) }
}

/// How an assistance stands after all its changes.
package enum AssistanceState: String, Sendable {
  case active
  /// Changed since it was logged.
  case amended
  /// Changed by people who did not know of each other's change.
  case contested
  /// Not to be counted.
  case void

  /// The state of that item.
  package init(_ item: Journal.Item) {
    self = item.isVoid ? .void : item.isContested ? .contested : item.changes.isEmpty ? .active : .amended
  }
}

/// The log as a table: one row for each assistance, in the order of the journal. A cell that nobody filled in is
/// missing, never 0.
package struct AssistanceTable: Sendable {
  /// The values by column; a missing value has no key.
  package typealias Row = [AssistanceColumn: CanonicalValue]

  package let columns: [AssistanceColumn]
  package let rows: [Row]

  /// The table of those items.
  ///
  /// - Parameters:
  ///   - persons: the volunteers by name; the id stands for who is not among them.
  ///   - details: the opened details of an assistance; leave it out wherever personal data must not go.
  package init(
    _ items: some Sequence<Journal.Item>, persons: Roster = Roster([]),
    details: ((Journal.Item) -> SealedDetails?)? = nil
  ) {
    columns = details == nil ? AssistanceColumn.open : AssistanceColumn.allCases
    func name(_ person: PersonID) -> CanonicalValue { .text(persons[person]?.name ?? person.rawValue) }
    rows = items.map { item in
      var row = Self.row(item)
      row[.device] = item.entry.header.device.map { .text($0) }
      row[.person] = item.entry.header.person.map(name)
      row[.responsible] = item.handedTo.isEmpty ? nil : .array(item.handedTo.map(name))
      if let details = details?(item) {
        row[.name] = details.name.map { .text($0) }
        row[.phone] = details.phone.map { .text($0) }
        row[.address] = details.address.map { .text($0) }
        row[.note] = details.note.map { .text($0) }
        row[.dossier] = details.dossierCode.map { .text($0) }
        let recorded = details.recorded.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        row[.recorded] = recorded.isEmpty ? nil : .array(recorded.map { .text($0) })
      }
      return row
    }
  }

  /// When the help began, in milliseconds since 1970: what the body says, else the entry's own time. Always within the
  /// years 1 to 9999: a time from a damaged or hostile body must not end the program.
  package static func time(of item: Journal.Item) -> Int64 {
    let time = item.assistance?.startedAt ?? item.entry.header.time.milliseconds
    return min(max(time, -62_135_596_800_000), 253_402_200_000_000)
  }

  private static func row(_ item: Journal.Item) -> Row {
    let time = time(of: item)
    var row: Row = [
      .entryID: .text(item.entry.header.id.rawValue), .time: .text(CivilTime.iso(milliseconds: time)),
      .date: .text(CivilDate(milliseconds: time).iso), .state: .text(AssistanceState(item).rawValue),
    ]
    guard let assistance = item.assistance else { return row }
    row[.service] = .text(assistance.service.rawValue)
    row[.outcome] = .text(assistance.outcome.rawValue)
    row[.minutes] = assistance.minutes.map { .integer(Int64($0.value)) }
    row[.minutesSource] = assistance.minutes.map { .text($0.source.rawValue) }
    row[.place] = assistance.place.map { .text($0.rawValue) }
    row[.operatedBy] = assistance.operatedBy.map { .text($0.rawValue) }
    row[.ageBand] = assistance.ageBand.map { .text($0.rawValue) }
    row[.satisfaction] = assistance.satisfaction.map { .integer(Int64($0)) }
    row[.consent] = assistance.consent.map { .text($0.isGiven ? "yes" : "no") }
    row[.guide] = assistance.guide.map { .text($0.id) }
    row[.guideVersion] = assistance.guide.map { .integer(Int64($0.version)) }
    row[.guideEnd] = assistance.guideEnd.map { .text($0) }
    row[.procedure] = assistance.procedureCode.map { .text($0) }
    row[.procedureName] = assistance.procedureName.map { .text($0) }
    row[.level] = assistance.serviceLevel.map { .text($0.rawValue) }
    row[.blockers] = assistance.blockers.isEmpty ? nil : .array(assistance.blockers.map { .text($0.rawValue) })
    row[.skipped] = assistance.skippedSteps.isEmpty ? nil : .array(assistance.skippedSteps.map { .text($0) })
    return row
  }
}
