import ArgumentParser
import Server

/// `camtay-server schema`: prints the tables in PostgreSQL, for whoever makes or spreads them.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the statements that make the tables in PostgreSQL.",
    discussion: "The server makes them itself in an empty database.")

  @Flag(help: "Instead print the statements that spread the tables by team over the machines of a Citus cluster.")
  var distributed = false

  func run() { print(distributed ? PostgresSchema.distribution : PostgresSchema.definition) }
}
