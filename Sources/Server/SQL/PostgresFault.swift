import CPostgreSQL

/// An error of PostgreSQL or of the connection to it, as facts.
struct PostgresFault: Error {
  /// The SQLSTATE, five characters; nil where the server did not answer.
  let state: String?
  /// Whether the connection is of no use any more.
  let isBroken: Bool
  /// What the connection failed of, without names of rows or values; empty where a statement failed.
  let reason: String

  /// What went wrong with a statement on that connection.
  init(_ result: borrowing PostgresResult, on connection: OpaquePointer?) {
    state = result.state
    isBroken = PQstatus(connection) == CONNECTION_BAD
    reason = isBroken ? Self.reason(of: connection) : ""
  }

  /// What went wrong with that connection.
  init(brokenOn connection: OpaquePointer?) {
    state = nil
    isBroken = true
    reason = Self.reason(of: connection)
  }

  /// Whether transactions stood in each other's way, so that the same one may pass when it is tried again.
  var isConflict: Bool { state == "40001" || state == "40P01" }

  /// The first line that libpq says. It is about hosts and accounts; passwords are never in it.
  private static func reason(of connection: OpaquePointer?) -> String {
    let text = String(cString: PQerrorMessage(connection))
    return text.split(separator: "\n").first.map(String.init) ?? "PostgreSQL"
  }
}

extension StoreFault {
  /// What an error of PostgreSQL means (its documentation, appendix A).
  init(_ fault: PostgresFault) {
    guard !fault.isBroken else {
      self = .unreachable(reason: fault.reason)
      return
    }
    switch fault.state ?? "" {
    // Conflicts that did not pass, a lock that was not given, a statement that took too long.
    case "40001", "40P01", "55P03", "57014": self = .locked
    // The account may not, or the server is a copy that only reads.
    case "42501", "25006": self = .readOnly
    case "53100", "58030": self = .diskFailed
    case "XX001", "XX002": self = .damaged
    case let state: self = .failed(code: state)
    }
  }
}
