import Domain

/// A community digital team.
package struct TeamRecord: Hashable, Sendable {
  package let id: String
  package let name: String
  /// The administrative unit, where it was given: its code, or words where no list of units was loaded then.
  package let unit: String?

  /// That team.
  package init(id: String, name: String, unit: String?) {
    self.id = id
    self.name = name
    self.unit = unit
  }

  /// The unit in which the team works today: the one that was given, or what that became part of; nil where what was
  /// given is no unit's code.
  package func unit(in register: UnitRegister) -> AdministrativeUnit? {
    unit.flatMap(UnitCode.init(rawValue:)).flatMap(register.present)
  }

  /// What people call the unit.
  package func unitName(in register: UnitRegister) -> String? { unit(in: register)?.state.name ?? unit }

  /// Where the team is, for what a role may do.
  package func place(in register: UnitRegister) -> TeamPlace { TeamPlace(team: id, unit: unit(in: register)?.code) }
}

extension ServerStore {
  /// The team of that id.
  ///
  /// - Throws: `StoreFault.teamUnknown`.
  package func team(_ id: String) async throws -> TeamRecord {
    guard let team = try await teams().first(where: { $0.id == id }) else { throw StoreFault.teamUnknown(id) }
    return team
  }

  /// The teams that work in a unit or in one below it, as the units are today, in the order of their ids.
  ///
  /// - Throws: `StoreFault.unitUnknown` where there is no such unit.
  package func teams(under unit: String) async throws -> [TeamRecord] {
    let register = try await units()
    let outer = try register.known(unit).code
    return try await teams().filter { team in
      team.unit(in: register).map { register.contains($0.code, in: outer) } ?? false
    }
  }

  /// What is to be kept as a team's unit: the code of a unit that stands, or the words as they are while no list of units
  /// was loaded.
  ///
  /// - Throws: `StoreFault.unitUnknown` where there is no such unit, or it has ended and became part of no other.
  package func unitToKeep(_ typed: String) async throws -> String {
    let register = try await units()
    let words = CleanText.line(typed)
    guard !register.all.isEmpty else { return words }
    guard let unit = register.present(try register.known(words).code), unit.ended == nil else {
      throw StoreFault.unitUnknown(words)
    }
    return unit.code.rawValue
  }
}

extension UnitRegister {
  /// The unit of the code that somebody typed.
  ///
  /// - Throws: `StoreFault.unitUnknown`.
  package func known(_ typed: String) throws -> AdministrativeUnit {
    guard let unit = UnitCode(rawValue: typed).flatMap({ self[$0] }) else { throw StoreFault.unitUnknown(typed) }
    return unit
  }
}
