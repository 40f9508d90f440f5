/// One transaction of one engine, while it is open. It belongs to the thread that it was opened on.
///
/// A statement names its values `$1`, `$2`, … and is prepared once for each connection, so its text must come from the
/// code, with nothing filled in that differs from call to call. Errors are the engine's own; they leave it as `StoreFault`.
protocol SQLSession {
  /// How this engine says what the other one says differently.
  var dialect: SQLDialect { get }
  /// The rows that a statement gives.
  func query(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow]
  /// Carries a statement out, and tells how many rows it changed.
  @discardableResult func execute(_ sql: String, _ values: [SQLValue]) throws -> Int
  /// Adds many rows by the engine's fastest way. A table has bytes, text and 64-bit integers only, so that the values
  /// tell the columns' types.
  func insert(into table: String, _ columns: [String], _ rows: [[SQLValue]]) throws
  /// Carries out statements that have no values, which semicolons part.
  func run(script: String) throws
}

extension SQLSession {
  /// What makes a `SELECT` keep others from changing its rows until the transaction ends.
  var forUpdate: String { dialect.forUpdate }

  /// The first row that a statement gives, or nil.
  func row(_ sql: String, _ values: [SQLValue] = []) throws -> SQLRow? { try query(sql, values).first }

  /// The rows that a statement gives for any number of texts, of which it makes a table: `VALUES $list`. The table may
  /// have nulls too.
  func query(_ sql: String, _ values: [SQLValue], list: [String]) throws -> [SQLRow] {
    var rows: [SQLRow] = []
    var rest = list[...]
    while !rest.isEmpty {
      // A few lengths only, so that few statements are prepared; nulls fill the length.
      let length = Self.listLengths.first { rest.count <= $0 } ?? Self.longestList
      let texts = rest.prefix(length).map(SQLValue.text)
      rest = rest.dropFirst(length)
      let places = (1...length).map { "($\(values.count + $0))" }.joined(separator: ", ")
      let nulls = [SQLValue](repeating: .null, count: length - texts.count)
      rows += try query(sql.replacing("$list", with: places), values + texts + nulls)
    }
    return rows
  }

  private static var listLengths: [Int] { [1, 8, 64, longestList] }
  private static var longestList: Int { 512 }
}

/// What the engines' SQL says differently.
struct SQLDialect: Sendable {
  /// Ends a `SELECT` whose rows nobody else may change until the transaction ends.
  let forUpdate: String
  /// The engine's words in the definition of a table, by the name that stands there in braces.
  let words: [String: String]

  /// SQLite: a transaction that writes is the only one.
  static let sqlite = SQLDialect(
    forUpdate: "", words: ["text": "TEXT", "integer": "INTEGER", "bytes": "BLOB", "strict": " STRICT"])
  /// PostgreSQL. Texts are ordered by their bytes, as SQLite orders them, whatever the database's language is.
  static let postgreSQL = SQLDialect(
    forUpdate: " FOR UPDATE",
    words: ["text": "TEXT COLLATE \"C\"", "integer": "BIGINT", "bytes": "BYTEA", "strict": ""])

  /// A definition with this engine's words.
  func spelled(_ definition: String) -> String {
    words.reduce(definition) { $0.replacing("{\($1.key)}", with: $1.value) }
  }
}
