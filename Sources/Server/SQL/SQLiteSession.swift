import Foundation
import GRDB

/// A transaction of SQLite.
struct SQLiteSession: SQLSession {
  let db: Database
  var dialect: SQLDialect { .sqlite }

  func query(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow] {
    let statement = try statement(sql)
    let columns = Dictionary(zip(statement.columnNames, 0...), uniquingKeysWith: { first, _ in first })
    let cursor = try Row.fetchCursor(statement, arguments: try arguments(values))
    var rows: [SQLRow] = []
    while let row = try cursor.next() {
      rows.append(SQLRow(columns: columns, values: try row.databaseValues.map(value)))
    }
    return rows
  }

  func execute(_ sql: String, _ values: [SQLValue]) throws -> Int {
    try statement(sql).execute(arguments: try arguments(values))
    return db.changesCount
  }

  func insert(into table: String, _ columns: [String], _ rows: [[SQLValue]]) throws {
    let places = (1...columns.count).map { "?\($0)" }.joined(separator: ", ")
    let statement = try db.cachedStatement(
      sql: "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places))")
    for row in rows { try statement.execute(arguments: try arguments(row)) }
  }

  func run(script: String) throws { try db.execute(sql: script) }

  /// SQLite numbers `$1` by where it first stands and `?1` by its number, which is what is meant.
  private func statement(_ sql: String) throws -> Statement {
    try db.cachedStatement(sql: sql.replacing("$", with: "?"))
  }

  private func arguments(_ values: [SQLValue]) throws -> StatementArguments {
    StatementArguments(
      try values.map { value in
        try value.checkStorable()
        return switch value {
        case .null: DatabaseValue.null
        case .integer(let integer): integer.databaseValue
        case .text(let text): text.databaseValue
        case .bytes(let bytes): Data(bytes).databaseValue
        }
      })
  }

  private func value(_ value: DatabaseValue) throws -> SQLValue {
    switch value.storage {
    case .null: .null
    case .int64(let integer): .integer(integer)
    case .string(let text): .text(text)
    case .blob(let data): .bytes(Array(data))
    case .double: throw StoreFault.damaged
    }
  }
}
