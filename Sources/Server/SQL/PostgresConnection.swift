import CPostgreSQL
import Foundation

/// One connection to PostgreSQL. libpq lets one thread at a time use it, and the engine sees to that; nothing else makes
/// it safe to send.
final class PostgresConnection: @unchecked Sendable {
  private let handle: OpaquePointer?
  /// The name of each statement that is prepared, by its text.
  private var prepared: [String: String] = [:]

  /// Connects, and asks for what the store relies on. What the address says wins over the first settings here and
  /// loses to the last.
  ///
  /// - Throws: `PostgresFault`; `StoreFault.notDurable` where the server does not wait for its disk.
  init(conninfo: String) throws {
    let settings = [
      ("connect_timeout", "10"), ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
      ("tcp_user_timeout", "60000"), ("application_name", "camtay-server"), ("dbname", conninfo),
      ("client_encoding", "UTF8"),
    ]
    handle = Self.withCStrings(settings.map(\.0)) { keywords in
      Self.withCStrings(settings.map(\.1)) { values in PQconnectdbParams(keywords, values, 1) }
    }
    guard PQstatus(handle) == CONNECTION_OK else { throw PostgresFault(brokenOn: handle) }
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
    try run(
      """
      SET synchronous_commit = on; SET statement_timeout = '30s'; SET lock_timeout = '10s';
      SET idle_in_transaction_session_timeout = '60s'
      """)
    for setting in ["synchronous_commit", "fsync"] {
      let row = try query("SELECT current_setting($1) AS value", [.text(setting)]).rows().first
      guard try row?.text("value") == "on" else { throw StoreFault.notDurable(setting: setting) }
    }
  }

  deinit { PQfinish(handle) }

  /// Whether libpq can read a connection string.
  static func understands(_ conninfo: String) -> Bool {
    let options = PQconninfoParse(conninfo, nil)
    defer { PQconninfoFree(options) }
    return options != nil
  }

  /// Carries out statements that have no values; the answer is the last one's.
  @discardableResult func run(_ script: String) throws -> PostgresResult {
    try checked(PostgresResult(PQexec(handle, script)))
  }

  /// Carries out a statement, which is prepared when it comes for the first time.
  func query(_ sql: String, _ values: [SQLValue]) throws -> PostgresResult {
    let name = try prepared[sql] ?? prepare(sql, types: values.map(PostgresType.of))
    var encoding = PostgresEncoding()
    var places: [Int?] = []
    for value in values {
      try value.checkStorable()
      places.append(value == .null ? nil : encoding.bytes.count)
      encoding.append(value)
    }
    // One byte more than there is, so that an empty value has an address too: none would mean null.
    let bytes = encoding.bytes + [0]
    let lengths = values.map { PostgresEncoding.length(of: $0) ?? 0 }
    let areBinary = [Int32](repeating: 1, count: values.count)
    let result = bytes.withUnsafeBytes { buffer in
      let pointers = places.map { place in
        place.flatMap { buffer.baseAddress?.advanced(by: $0).assumingMemoryBound(to: CChar.self) }
      }
      return PQexecPrepared(handle, name, Int32(values.count), pointers, lengths, areBinary, 1)
    }
    return try checked(PostgresResult(result))
  }

  private func prepare(_ sql: String, types: [Oid]) throws -> String {
    let name = "s\(prepared.count)"
    try checked(PostgresResult(PQprepare(handle, name, sql, Int32(types.count), types)))
    prepared[sql] = name
    return name
  }

  /// Sends what a `COPY … FROM STDIN` takes.
  func copy(_ statement: String, _ bytes: [UInt8]) throws {
    try run(statement)
    var isSent = true
    for start in stride(from: 0, to: bytes.count, by: Self.chunkBytes) where isSent {
      isSent = bytes[start..<min(start + Self.chunkBytes, bytes.count)].withUnsafeBytes { chunk in
        PQputCopyData(handle, chunk.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(chunk.count)) == 1
      }
    }
    guard isSent, PQputCopyEnd(handle, nil) == 1 else { throw PostgresFault(brokenOn: handle) }
    var fault: PostgresFault?
    while let result = PQgetResult(handle) {
      do { try checked(PostgresResult(result)) } catch let error as PostgresFault { fault = fault ?? error }
    }
    if let fault { throw fault }
  }

  private static let chunkBytes = 1 << 18

  @discardableResult private func checked(_ result: consuming PostgresResult) throws -> PostgresResult {
    switch result.status {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_COPY_IN, PGRES_EMPTY_QUERY: return result
    default: throw PostgresFault(result, on: handle)
    }
  }

  /// Does something with texts as C has them, the last followed by none.
  private static func withCStrings<Value>(
    _ texts: [String], _ work: ([UnsafePointer<CChar>?]) throws -> Value
  ) rethrows -> Value {
    let copies = texts.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return try work(copies.map { UnsafePointer($0) } + [nil])
  }
}
