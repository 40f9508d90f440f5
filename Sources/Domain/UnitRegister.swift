/// Every administrative unit that was ever loaded. A newer list adds, renames, moves, merges and ends units; nothing is
/// ever taken out, so that what was logged under an old name keeps its meaning.
package struct UnitRegister: Hashable, Sendable {
  private var units: [UnitCode: AdministrativeUnit] = [:]

  /// A register of these units, as they were kept; of two with one code the last counts.
  package init(_ units: some Sequence<AdministrativeUnit> = []) {
    for unit in units { self.units[unit.code] = unit }
  }

  /// Every unit by code, those that have ended as well.
  package var all: [AdministrativeUnit] { units.values.sorted { $0.code < $1.code } }

  /// The unit of that code, whether it stands or has ended.
  package subscript(code: UnitCode) -> AdministrativeUnit? { units[code] }

  /// The unit that is responsible today for what that unit was: itself, or what it became part of.
  package func present(_ code: UnitCode) -> AdministrativeUnit? {
    chain(from: code) { self[$0]?.mergedInto }.last
  }

  /// The unit and those above it, as they are today, the nearest first.
  package func lineage(of code: UnitCode) -> [AdministrativeUnit] {
    chain(from: code) { code in present(code)?.state.parent }.compactMap { present($0.code) }
  }

  /// Whether the one unit is the other, or lies in it, as they are today.
  package func contains(_ code: UnitCode, in outer: UnitCode) -> Bool {
    guard let outer = present(outer) else { return false }
    return lineage(of: code).contains { $0.code == outer.code }
  }

  /// The units met from the first along `next`, each once.
  private func chain(from first: UnitCode, _ next: (UnitCode) -> UnitCode?) -> [AdministrativeUnit] {
    var met: [AdministrativeUnit] = []
    var code: UnitCode? = first
    while let here = code, let unit = units[here], !met.contains(where: { $0.code == here }) {
      met.append(unit)
      code = next(here)
    }
    return met
  }
}

// MARK: - Loading

extension UnitRegister {
  /// Takes over a newer list.
  ///
  /// The list is whole for each level that it has rows of: a unit of such a level that it does not name has ended. So a
  /// list of provinces and communes leaves villages as they are. Loading a list again changes nothing.
  ///
  /// - Parameter day: The day of the load, to which what changes is dated.
  /// - Throws: Every fault of the list; the register is as it was then.
  package mutating func load(_ rows: [UnitRow], on day: CivilDate) throws(UnitFaults) -> UnitReport {
    let faults = UnitCheck(rows, against: self).faults
    guard faults.isEmpty else { throw UnitFaults(faults) }
    var report = UnitReport()
    for row in rows.sorted(by: { $0.code < $1.code }) { take(row, on: day, into: &report) }
    let named = Set(rows.map(\.code))
    let levels = Set(rows.map(\.state.kind.level))
    for unit in all where unit.ended == nil && levels.contains(unit.state.kind.level) && !named.contains(unit.code) {
      units[unit.code]?.ended = day
      report.ended.append(unit.code)
    }
    return report
  }

  private mutating func take(_ row: UnitRow, on day: CivilDate, into report: inout UnitReport) {
    guard var unit = units[row.code] else {
      let ended = row.mergedInto.map { _ in day }
      units[row.code] = AdministrativeUnit(
        code: row.code, state: row.state, ended: ended, mergedInto: row.mergedInto)
      report.added.append(row.code)
      return
    }
    let before = unit
    if row.state != before.state {
      unit.former.append(.init(state: before.state, until: before.ended ?? day))
      unit.state = row.state
      if (row.state.name, row.state.kind) != (before.state.name, before.state.kind) {
        report.renamed.append(.init(code: row.code, before: before.state, after: row.state))
      }
      if row.state.parent != before.state.parent { report.moved.append(row.code) }
    }
    if let successor = row.mergedInto {
      unit.ended = before.ended ?? day
      unit.mergedInto = successor
      if before.mergedInto != successor { report.merged.append(row.code) }
    } else if let ended = before.ended {
      if row.state == before.state { unit.former.append(.init(state: before.state, until: ended)) }
      unit.ended = nil
      unit.mergedInto = nil
      report.returned.append(row.code)
    }
    if unit == before { report.unchanged += 1 }
    units[row.code] = unit
  }
}
