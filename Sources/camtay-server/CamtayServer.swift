import ArgumentParser
import Foundation
import Server

/// The map of the program: its commands, one file each.
@main
struct CamtayServer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "camtay-server", abstract: "The central server of Cầm Tay.",
    discussion: "Exit codes: 0 done, 1 refused, 2 wrong usage, 3 disk or network failed; nothing is lost.",
    subcommands: [
      RunCommand.self, TeamCommand.self, InviteCommand.self, DevicesCommand.self, UnitsCommand.self,
      ExportCommand.self, KeysCommand.self, TrainersCommand.self, GuidesCommand.self,
      ProceduresCommand.self, PurgeCommand.self, AuditCommand.self, VerifyCommand.self, SchemaCommand.self,
    ])

  static func main() async {
    // What the server keeps is for its owner's eyes only.
    umask(0o077)
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      Ending.leave(after: error)
    }
  }
}

/// Where the server keeps its data, as every command is told.
struct DatabaseOption: ParsableArguments {
  @Option(help: "Where the data is: sqlite:PATH, postgresql://…, or postgres: and a connection string of libpq.")
  var database: String

  /// Opens it.
  ///
  /// - Parameter create: whether to begin a store where there is none.
  func open(create: Bool) async throws -> SQLServerStore { try await StoreAddress(database).open(create: create) }
}
