/// Values in the binary form in which PostgreSQL takes them.
struct PostgresEncoding {
  private(set) var bytes: [UInt8] = []

  /// The bytes of `COPY … (FORMAT binary)` for rows: a signature, then for each row the count of its values, and for
  /// each value its length and its bytes (PostgreSQL's documentation of COPY, "Binary Format").
  static func copy(of rows: [[SQLValue]]) throws -> [UInt8] {
    var encoding = PostgresEncoding()
    encoding.bytes = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00]
    // No flags, no extension of the header.
    encoding.append(Int64(0))
    for row in rows {
      encoding.append(Int16(row.count))
      for value in row {
        try value.checkStorable()
        encoding.append(Self.length(of: value) ?? -1)
        encoding.append(value)
      }
    }
    encoding.append(Int16(-1))
    return encoding.bytes
  }

  /// How many bytes a value has; nil where it is null.
  static func length(of value: SQLValue) -> Int32? {
    switch value {
    case .null: nil
    case .integer: 8
    case .text(let text): Int32(text.utf8.count)
    case .bytes(let bytes): Int32(bytes.count)
    }
  }

  /// Adds a value, of which a null has no bytes.
  mutating func append(_ value: SQLValue) {
    switch value {
    case .null: break
    case .integer(let integer): append(integer)
    case .text(let text): bytes += text.utf8
    case .bytes(let bytes): self.bytes += bytes
    }
  }

  private mutating func append(_ integer: some FixedWidthInteger) {
    withUnsafeBytes(of: integer.bigEndian) { bytes += $0 }
  }
}
