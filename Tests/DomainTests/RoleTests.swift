import Testing

@testable import Domain

@Suite struct RoleTests {
  private static let deeds: [Deed] =
    Role.allCases.map(Deed.invite) + Role.allCases.map(Deed.manage) + [.listDevices, .publishGuides]

  private func register() throws -> UnitRegister {
    var register = UnitRegister()
    let rows = [
      ("01", "province", ""), ("04", "province", ""), ("00004", "commune", "01"), ("00008", "commune", "01"),
      ("00012", "commune", "04"),
    ]
    _ = try register.load(
      try rows.enumerated().map { index, row in
        try UnitRow(line: index + 2, code: row.0, name: row.0, kind: row.1, parent: row.2, mergedInto: "")
      }, on: CivilDate(dayNumber: 20_000))
    return register
  }

  private func team(_ name: String, _ unit: String?) -> TeamPlace {
    TeamPlace(team: name, unit: unit.flatMap(UnitCode.init(rawValue:)))
  }

  @Test func theWholeTable() {
    let table = Dictionary(
      uniqueKeysWithValues: Role.allCases.map { role in
        (role, Self.deeds.map { role.reach(of: $0) })
      })
    #expect(
      table == [
        // Invite a volunteer, a leader, a trainer, an administrator; manage one's device; list devices; guides.
        .volunteer: [.none, .none, .none, .none, .none, .none, .none, .none, .none, .none],
        .leader: [.ownTeam, .none, .none, .none, .ownTeam, .ownTeam, .none, .none, .ownTeam, .none],
        .trainer: [.none, .none, .none, .none, .none, .none, .none, .none, .ownUnit, .everywhere],
        .administrator: [
          .ownUnit, .ownUnit, .ownUnit, .ownUnit, .ownUnit, .ownUnit, .ownUnit, .ownUnit, .ownUnit, .everywhere,
        ],
      ])
  }

  @Test func aLeaderAnswersForOneTeamOnly() throws {
    let register = try register()
    let home = team("a", "00004")
    #expect(Role.leader.may(.listDevices, from: home, for: home, in: register))
    #expect(!Role.leader.may(.listDevices, from: home, for: team("b", "00004"), in: register))
    #expect(!Role.leader.may(.invite(.leader), from: home, for: home, in: register))
    #expect(!Role.volunteer.may(.listDevices, from: home, for: home, in: register))
  }

  @Test func anAdministratorAnswersForTheUnitAndBelow() throws {
    let register = try register()
    let province = team("p", "01")
    for target in [province, team("a", "00004"), team("b", "00008")] {
      #expect(Role.administrator.may(.listDevices, from: province, for: target, in: register))
    }
    #expect(!Role.administrator.may(.listDevices, from: province, for: team("c", "00012"), in: register))
    #expect(!Role.administrator.may(.listDevices, from: province, for: team("d", nil), in: register))
    let commune = team("a", "00004")
    #expect(Role.administrator.may(.invite(.leader), from: commune, for: team("e", "00004"), in: register))
    #expect(!Role.administrator.may(.invite(.leader), from: commune, for: team("b", "00008"), in: register))
    #expect(!Role.administrator.may(.invite(.leader), from: commune, for: province, in: register))
  }

  @Test func anAdministratorWithoutAUnitAnswersForTheOwnTeam() throws {
    let home = team("x", nil)
    let register = try register()
    #expect(Role.administrator.may(.listDevices, from: home, for: home, in: register))
    #expect(!Role.administrator.may(.listDevices, from: home, for: team("y", nil), in: register))
  }
}
