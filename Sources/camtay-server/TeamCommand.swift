import ArgumentParser
import Domain
import Server

/// `camtay-server team`: the teams.
struct TeamCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "team", abstract: "Create and list teams.", subcommands: [Create.self, List.self])

  /// `team create`: makes a team and prints its id.
  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make a team and print its id.")

    @OptionGroup var store: DatabaseOption

    @Option(help: "What people call the team.")
    var name: String

    @Option(help: "The administrative unit it belongs to.")
    var unit: String?

    func run() async throws {
      let name = CleanText.line(name)
      guard !name.isEmpty else { throw UsageFault(option: "--name", value: name, expected: "1–200") }
      let store = try await store.open(create: true)
      let team = TeamRecord(id: InvitationCode.randomName(), name: name, unit: unit.map { CleanText.line($0) })
      try await store.createTeam(team, now: SystemClock.now())
      try await store.close()
      print(team.id)
    }
  }

  /// `team list`: prints the teams, tab-separated.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print id, name and unit of every team.")

    @OptionGroup var store: DatabaseOption

    func run() async throws {
      let store = try await store.open(create: false)
      for team in try await store.teams() { print(team.id, team.name, team.unit ?? "", separator: "\t") }
      try await store.close()
    }
  }
}
