import Domain

/// A row that a query gave, read by the names of its columns. What is not there, or is of another kind than it was
/// stored as, is damage: each reader throws `StoreFault.damaged`.
struct SQLRow: Sendable {
  /// The place of each column; one value that all rows of a query share.
  let columns: [String: Int]
  let values: [SQLValue]

  func text(_ column: String) throws -> String {
    guard case .text(let text) = try value(column) else { throw StoreFault.damaged }
    return text
  }

  func textIfPresent(_ column: String) throws -> String? {
    try value(column) == .null ? nil : text(column)
  }

  func integer(_ column: String) throws -> Int64 {
    guard case .integer(let integer) = try value(column) else { throw StoreFault.damaged }
    return integer
  }

  func integerIfPresent(_ column: String) throws -> Int64? {
    try value(column) == .null ? nil : integer(column)
  }

  /// A count, a version or a place in a sequence.
  func number(_ column: String) throws -> Int { Int(try integer(column)) }

  func bytes(_ column: String) throws -> [UInt8] {
    guard case .bytes(let bytes) = try value(column) else { throw StoreFault.damaged }
    return bytes
  }

  func bytesIfPresent(_ column: String) throws -> [UInt8]? {
    try value(column) == .null ? nil : bytes(column)
  }

  func fingerprint(_ column: String) throws -> Fingerprint {
    guard let fingerprint = Fingerprint(bytes: try bytes(column)) else { throw StoreFault.damaged }
    return fingerprint
  }

  private func value(_ column: String) throws -> SQLValue {
    guard let place = columns[column] else { throw StoreFault.damaged }
    return values[place]
  }
}
