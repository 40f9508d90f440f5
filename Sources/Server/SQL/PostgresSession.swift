/// A transaction of PostgreSQL.
struct PostgresSession: SQLSession {
  let connection: PostgresConnection
  var dialect: SQLDialect { .postgreSQL }

  func query(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow] { try connection.query(sql, values).rows() }

  func execute(_ sql: String, _ values: [SQLValue]) throws -> Int { try connection.query(sql, values).changed }

  func insert(into table: String, _ columns: [String], _ rows: [[SQLValue]]) throws {
    try connection.copy(
      "COPY \(table) (\(columns.joined(separator: ", "))) FROM STDIN (FORMAT binary)", PostgresEncoding.copy(of: rows))
  }

  func run(script: String) throws { try connection.run(script) }
}
