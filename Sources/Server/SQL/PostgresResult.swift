import CPostgreSQL

/// The answer to a statement. It is freed where its life ends.
struct PostgresResult: ~Copyable {
  private let handle: OpaquePointer?

  /// Takes an answer of libpq over.
  init(_ handle: OpaquePointer?) { self.handle = handle }

  deinit { PQclear(handle) }

  var status: ExecStatusType { PQresultStatus(handle) }
  var state: String? { camtay_sqlstate(handle).map { String(cString: $0) } }
  /// What was carried out, such as `COMMIT`.
  var command: String { String(cString: PQcmdStatus(handle)) }
  /// How many rows were changed.
  var changed: Int { Int(String(cString: PQcmdTuples(handle))) ?? 0 }

  /// The rows, which came in PostgreSQL's binary form.
  func rows() throws -> [SQLRow] {
    let width = PQnfields(handle)
    let columns = Dictionary(
      (0..<width).map { (String(cString: PQfname(handle, $0)), Int($0)) }, uniquingKeysWith: { first, _ in first })
    let types = (0..<width).map { PQftype(handle, $0) }
    return try (0..<PQntuples(handle)).map { row in
      SQLRow(columns: columns, values: try (0..<width).map { try value(row, $0, type: types[Int($0)]) })
    }
  }

  private func value(_ row: Int32, _ column: Int32, type: Oid) throws -> SQLValue {
    guard PQgetisnull(handle, row, column) == 0 else { return .null }
    let bytes = UnsafeRawBufferPointer(
      start: PQgetvalue(handle, row, column), count: Int(PQgetlength(handle, row, column)))
    switch type {
    case PostgresType.bytes: return .bytes(Array(bytes))
    case PostgresType.text, PostgresType.name: return .text(String(decoding: bytes, as: UTF8.self))
    case PostgresType.integer, PostgresType.shortInteger:
      let sign: Int64 = (bytes.first ?? 0) < 0x80 ? 0 : -1
      return .integer(bytes.reduce(sign) { $0 << 8 | Int64($1) })
    default: throw StoreFault.damaged
    }
  }
}

/// The numbers by which PostgreSQL knows the types that the store uses (its catalog `pg_type`).
enum PostgresType {
  static let bytes: Oid = 17
  static let name: Oid = 19
  static let integer: Oid = 20
  /// What a number in a statement's own text is.
  static let shortInteger: Oid = 23
  static let text: Oid = 25

  /// The type of a value; 0 lets PostgreSQL find it.
  static func of(_ value: SQLValue) -> Oid {
    switch value {
    case .null: 0
    case .integer: integer
    case .text: text
    case .bytes: bytes
    }
  }
}
