import ArgumentParser
import Domain
import Server

/// `camtay-server team`: the teams.
struct TeamCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "team", abstract: "Create, place and list teams.", subcommands: [Create.self, Place.self, List.self])

  /// `team create`: makes a team and prints its id.
  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make a team and print its id.")

    @OptionGroup var store: DatabaseOption

    @Option(help: "What people call the team.")
    var name: String

    @Option(help: "The code of the administrative unit it works in; words while no list of units was loaded.")
    var unit: String?

    func run() async throws {
      let name = try UsageFault.name(name, for: "--name")
      let unit = try unit.map { try UsageFault.name($0, for: "--unit") }
      let store = try await store.open(create: true)
      var known: String?
      if let unit { known = try await store.unitToKeep(unit) }
      let team = TeamRecord(id: InvitationCode.randomName(), name: name, unit: known)
      try await store.createTeam(team, now: SystemClock.now())
      try await store.noteAudit(AuditRecord(.teamCreated, by: .here, team: team.id, time: SystemClock.now()))
      try await store.close()
      print(team.id)
    }
  }

  /// `team place`: says in which unit a team works from now on.
  struct Place: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say in which administrative unit a team works.")

    @OptionGroup var store: DatabaseOption

    @Option(help: "The team's id.")
    var team: String

    @Option(help: "The code of the unit.")
    var unit: String

    func run() async throws {
      let unit = try UsageFault.name(unit, for: "--unit")
      let store = try await store.open(create: false)
      try await store.place(team: team, in: try await store.unitToKeep(unit))
      try await store.close()
    }
  }

  /// `team list`: prints the teams, tab-separated.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print id, name and unit of every team.")

    @OptionGroup var store: DatabaseOption

    @Option(help: "Only teams in the unit of this code and in the units below it.")
    var under: String?

    func run() async throws {
      let store = try await store.open(create: false)
      let units = try await store.units()
      let teams = if let under { try await store.teams(under: under) } else { try await store.teams() }
      for team in teams {
        let unit = [team.unit(in: units)?.code.rawValue, team.unitName(in: units)].compactMap(\.self)
        print(team.id, team.name, unit.joined(separator: " "), separator: "\t")
      }
      try await store.close()
    }
  }
}
