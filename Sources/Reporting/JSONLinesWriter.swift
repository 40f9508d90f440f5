import Domain

/// Writes a table as JSON lines: one object a row, with the stable keys in ascending order; what is missing is left
/// out.
package enum JSONLinesWriter {
  /// The whole file, UTF-8.
  package static func bytes(_ table: AssistanceTable) -> [UInt8] {
    table.rows.flatMap { row in
      let members = row.map { ($0.key.rawValue, $0.value) }
      return CanonicalValue.object(Dictionary(members) { first, _ in first }).bytes + [UInt8(ascii: "\n")]
    }
  }
}
