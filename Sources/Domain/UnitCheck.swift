/// What a list of administrative units has to be, taken together with the units that are known already.
struct UnitCheck {
  private let rows: [UnitRow]
  private let register: UnitRegister
  /// The first row of each code.
  private let byCode: [UnitCode: UnitRow]
  /// The levels of which the list is whole.
  private let levels: Set<Int>

  init(_ rows: [UnitRow], against register: UnitRegister) {
    self.rows = rows
    self.register = register
    byCode = Dictionary(rows.map { ($0.code, $0) }) { first, _ in first }
    levels = Set(rows.map(\.state.kind.level))
  }

  /// Every fault.
  var faults: [UnitFault] {
    guard !rows.isEmpty else { return [UnitFault(.empty, line: 1, value: "")] }
    return rows.flatMap { row in [double(row), parent(of: row), successor(of: row)].compactMap(\.self) }
  }

  private func double(_ row: UnitRow) -> UnitFault? {
    byCode[row.code]?.line == row.line ? nil : UnitFault(.doubleCode, line: row.line, value: row.code.rawValue)
  }

  private func parent(of row: UnitRow) -> UnitFault? {
    let level = row.state.kind.level
    guard let parent = row.state.parent else {
      return level == 1 ? nil : UnitFault(.wrongParent, line: row.line, value: row.code.rawValue)
    }
    let fault = { UnitFault($0, line: row.line, value: parent.rawValue) }
    if comesBack(to: row.code, { byCode[$0]?.state.parent }) { return fault(.circle) }
    // What has ended keeps the parent that it had, though that may have ended too.
    guard let found = knownLevel(of: parent, standing: row.mergedInto == nil) else { return fault(.unknownParent) }
    return found == level - 1 ? nil : fault(.wrongParent)
  }

  private func successor(of row: UnitRow) -> UnitFault? {
    guard let successor = row.mergedInto else { return nil }
    let fault = { UnitFault($0, line: row.line, value: successor.rawValue) }
    let next = { (code: UnitCode) in byCode[code].map(\.mergedInto) ?? register[code]?.mergedInto }
    if comesBack(to: row.code, next) { return fault(.circle) }
    guard let found = knownLevel(of: successor, standing: false) else { return fault(.unknownSuccessor) }
    return found == row.state.kind.level ? nil : fault(.wrongSuccessor)
  }

  /// The level of a unit of the list or of the register, or nil where there is none, or it should stand and does not.
  private func knownLevel(of code: UnitCode, standing: Bool) -> Int? {
    if let row = byCode[code] { return standing && row.mergedInto != nil ? nil : row.state.kind.level }
    guard let unit = register[code] else { return nil }
    let level = unit.state.kind.level
    return standing && (unit.ended != nil || levels.contains(level)) ? nil : level
  }

  /// Whether the way along `next` leads back to where it began.
  private func comesBack(to start: UnitCode, _ next: (UnitCode) -> UnitCode?) -> Bool {
    var met: Set<UnitCode> = []
    var code = next(start)
    while let here = code, here != start, met.insert(here).inserted { code = next(here) }
    return code == start
  }
}
