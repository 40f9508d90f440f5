/// The tables in PostgreSQL, as the server makes them or an administrator does beforehand.
package enum PostgresSchema {
  /// The table by which databases of this program are known, and in which versions.
  static let versionTable = "camtay_schema"

  /// The statements that make an empty database this program's.
  package static var definition: String { definition(from: 0) }

  /// The statements that spread the tables over the machines of a Citus cluster: what is a team's together by team,
  /// the rest as a copy on each machine. They are for once, after the tables were made.
  package static var distribution: String {
    let copied = ([versionTable] + ServerSchema.tablesForAll).map { "SELECT create_reference_table('\($0)');" }
    let spread = ServerSchema.tablesOfTeams.enumerated().map { place, table in
      place == 0
        ? "SELECT create_distributed_table('\(table)', 'team');"
        : "SELECT create_distributed_table('\(table)', 'team', colocate_with => '\(ServerSchema.tablesOfTeams[0])');"
    }
    return (copied + spread).joined(separator: "\n")
  }

  /// Brings the database to the newest version. A database of another program or of a newer version stays as it is.
  ///
  /// - Parameter create: whether to make the tables where there are none.
  static func upgrade(_ session: any SQLSession, create: Bool) throws {
    // Another server may be at it: whoever comes second waits as long as that takes, and sees what the first has made.
    try session.execute("SET LOCAL lock_timeout = 0", [])
    try session.execute("SELECT pg_advisory_xact_lock($1)", [.number(ServerSchema.applicationID)])
    let version = try version(of: session)
    guard version <= ServerSchema.version else { throw StoreFault.newer(version: version) }
    guard version > 0 || create else {
      let database = try session.row("SELECT current_database() AS name")
      throw StoreFault.missing(name: try database?.text("name") ?? "")
    }
    if version < ServerSchema.version { try session.run(script: definition(from: version)) }
    try ServerSchema.giveEpoch(session)
  }

  /// The version of the tables; 0 where there are none.
  private static func version(of session: any SQLSession) throws -> Int {
    let tables = try session.query(
      "SELECT tablename AS name FROM pg_catalog.pg_tables WHERE schemaname = current_schema()", []
    ).map { try $0.text("name") }
    guard tables.contains(versionTable) else {
      guard tables.isEmpty else { throw StoreFault.foreign }
      return 0
    }
    return try session.row("SELECT max(version) AS version FROM \(versionTable)")?.number("version") ?? 0
  }

  private static func definition(from version: Int) -> String {
    let first = version == 0 ? ["CREATE TABLE \(versionTable) (version BIGINT NOT NULL PRIMARY KEY);"] : []
    let versions = ServerSchema.versions.enumerated().dropFirst(version).map { index, definition in
      """
      \(SQLDialect.postgreSQL.spelled(definition))

      INSERT INTO \(versionTable) (version) VALUES (\(index + 1));
      """
    }
    return (first + versions).joined(separator: "\n\n")
  }
}
