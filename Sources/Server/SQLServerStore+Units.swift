import Domain

extension SQLServerStore {
  package func units() async throws -> UnitRegister { try await engine.read { try Self.units(in: $0) } }

  package func changeUnits<Value: Sendable>(
    _ change: @escaping @Sendable (inout UnitRegister) throws -> Value
  ) async throws -> Value {
    try await engine.write { session in
      try Self.lockFacts(session)
      let before = try Self.units(in: session)
      var after = before
      let value = try change(&after)
      let changed = after.all.filter { $0 != before[$0.code] }
      for unit in changed where before[unit.code] != nil {
        try session.execute("DELETE FROM unit WHERE code = $1", [.text(unit.code.rawValue)])
        try session.execute("DELETE FROM unit_former WHERE code = $1", [.text(unit.code.rawValue)])
      }
      try keep(changed, in: session)
      return value
    }
  }

  private func keep(_ units: [AdministrativeUnit], in session: any SQLSession) throws {
    try session.insert(
      into: "unit", ["code", "name", "kind", "parent", "ended_on", "merged_into"],
      units.map { unit in
        [.text(unit.code.rawValue)] + Self.values(unit.state)
          + [unit.ended.map { .number($0.dayNumber) } ?? .null, .optional(unit.mergedInto?.rawValue)]
      })
    try session.insert(
      into: "unit_former", ["code", "number", "name", "kind", "parent", "until_day"],
      units.flatMap { unit in
        unit.former.enumerated().map { number, former in
          [.text(unit.code.rawValue), .number(number)] + Self.values(former.state) + [.number(former.until.dayNumber)]
        }
      })
  }

  private static func values(_ state: AdministrativeUnit.State) -> [SQLValue] {
    [.text(state.name), .text(state.kind.rawValue), .optional(state.parent?.rawValue)]
  }

  private static func units(in session: any SQLSession) throws -> UnitRegister {
    var former: [UnitCode: [AdministrativeUnit.Former]] = [:]
    for row in try session.query(
      "SELECT code, name, kind, parent, until_day FROM unit_former ORDER BY code, number", [])
    {
      former[try code(row, "code"), default: []]
        .append(.init(state: try state(row), until: CivilDate(dayNumber: try row.number("until_day"))))
    }
    return UnitRegister(
      try session.query("SELECT code, name, kind, parent, ended_on, merged_into FROM unit", []).map { row in
        let code = try code(row, "code")
        return AdministrativeUnit(
          code: code, state: try state(row), former: former[code] ?? [],
          ended: try row.integerIfPresent("ended_on").map { CivilDate(dayNumber: Int($0)) },
          mergedInto: try codeIfPresent(row, "merged_into"))
      })
  }

  private static func state(_ row: SQLRow) throws -> AdministrativeUnit.State {
    guard let kind = UnitKind(rawValue: try row.text("kind")) else { throw StoreFault.damaged }
    return AdministrativeUnit.State(name: try row.text("name"), kind: kind, parent: try codeIfPresent(row, "parent"))
  }

  private static func code(_ row: SQLRow, _ column: String) throws -> UnitCode {
    guard let code = UnitCode(rawValue: try row.text(column)) else { throw StoreFault.damaged }
    return code
  }

  private static func codeIfPresent(_ row: SQLRow, _ column: String) throws -> UnitCode? {
    try row.textIfPresent(column) == nil ? nil : code(row, column)
  }
}
