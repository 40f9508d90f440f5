/// A value as both engines keep it. What is finer (times, digests, canonical JSON) is put into these by the store.
enum SQLValue: Hashable, Sendable {
  case null
  case integer(Int64)
  /// Unicode text, whose bytes are kept as they are. It must not have U+0000, which neither engine keeps.
  case text(String)
  case bytes([UInt8])

  /// That text, or nothing.
  static func optional(_ text: String?) -> SQLValue { text.map(SQLValue.text) ?? .null }
  /// Those bytes, or nothing.
  static func optional(_ bytes: [UInt8]?) -> SQLValue { bytes.map(SQLValue.bytes) ?? .null }
  /// That number.
  static func number(_ value: Int) -> SQLValue { .integer(Int64(value)) }

  /// Refuses a text that an engine would cut off at its U+0000.
  ///
  /// - Throws: `StoreFault.failed`, with PostgreSQL's code for a character that it does not keep.
  func checkStorable() throws {
    if case .text(let text) = self, text.utf8.contains(0) { throw StoreFault.failed(code: "22021") }
  }
}
