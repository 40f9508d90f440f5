import Foundation
import ServerTesting
import Testing

@testable import Server

/// The tables as PostgreSQL's own catalogue has them: what is a team's can be spread by team.
@Suite(.timeLimit(.minutes(10))) struct ServerSchemaTests {
  /// An empty store's database.
  private func database() async throws -> TestPostgres.Database {
    let database = try await TestPostgres.database()
    _ = try await database.open()
    return database
  }

  @Test func everyKeyOfATeamsTableBeginsWithTheTeam() async throws {
    let database = try await database()
    // Every unique index, a primary key's included, with its columns in order.
    let indexes = try database.psql(
      """
      SELECT t.relname, x.relname, i.indisprimary,
        (SELECT string_agg(a.attname, ',' ORDER BY k.place) FROM unnest(i.indkey) WITH ORDINALITY AS k (number, place)
          JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number)
      FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
      WHERE t.relnamespace = '\(database.name)'::regnamespace AND i.indisunique
      """
    ).map { $0.split(separator: "|").map(String.init) }
    for table in ServerSchema.tablesOfTeams {
      let own = indexes.filter { $0[0] == table }
      #expect(own.contains { $0[2] == "t" }, "\(table) has no primary key")
      for index in own { #expect(index[3].split(separator: ",").first == "team", "\(index[1])") }
    }
    #expect(indexes.contains { $0[1] == "entry_counted_once" })
  }

  @Test func noTableForAllRefersToATeamsTable() async throws {
    let database = try await database()
    let references = try database.psql(
      """
      SELECT conrelid::regclass, confrelid::regclass FROM pg_constraint
      WHERE contype = 'f' AND connamespace = '\(database.name)'::regnamespace
      """
    ).map { $0.split(separator: "|").map(String.init) }
    #expect(references.count >= 4)
    for reference in references {
      let from = try #require(ServerSchema.tablesOfTeams.firstIndex(of: reference[0]))
      // Citus spreads the tables in this order, and wants what is referred to first.
      let to = try #require(ServerSchema.tablesOfTeams.firstIndex(of: reference[1]))
      #expect(to < from)
    }
  }

  @Test func theStatementsForCitusNameEveryTable() async throws {
    let tables = try await database().tables()
    let lines = PostgresSchema.distribution.split(separator: "\n").map(String.init)
    #expect(lines.count == tables.count)
    for table in tables {
      let statements = [
        "SELECT create_reference_table('\(table)');", "SELECT create_distributed_table('\(table)', 'team');",
        "SELECT create_distributed_table('\(table)', 'team', colocate_with => 'team');",
      ]
      #expect(lines.filter(statements.contains).count == 1, "\(table)")
    }
    #expect(tables.filter { !ServerSchema.tablesOfTeams.contains($0) }.count == ServerSchema.tablesForAll.count + 1)
  }

  /// An administrator whose server may make no tables does it with what the program prints.
  @Test func theStatementsThatArePrintedMakeTheStore() async throws {
    let (made, printed) = (try await database(), try await TestPostgres.database())
    try printed.psql(PostgresSchema.definition)
    let store = try await printed.open(create: false)
    #expect(try await store.facts().epoch.count == 16)
    func columns(_ database: TestPostgres.Database) throws -> [String] {
      try database.psql(
        """
        SELECT table_name, column_name, data_type, collation_name, is_nullable FROM information_schema.columns
        WHERE table_schema = '\(database.name)' ORDER BY table_name, ordinal_position
        """)
    }
    #expect(try columns(printed) == columns(made))
    #expect(try columns(made).count > 30)
  }
}
