/// Something that is wrong with a list that somebody loads, row by row. A list with a fault is refused whole.
package struct RowFault<Code: RawRepresentable & Hashable & Sendable>: Error, Hashable where Code.RawValue == String {
  /// What is wrong; a stable code.
  package let code: Code
  /// The line of the file, from 1.
  package let line: Int
  /// The word that is wrong.
  package let value: String

  /// That fault of that word on that line.
  package init(_ code: Code, line: Int, value: String) {
    self.code = code
    self.line = line
    self.value = value
  }
}

/// All that is wrong with a list, in the order of its lines.
package struct RowFaults<Code: RawRepresentable & Hashable & Sendable>: Error, Hashable where Code.RawValue == String {
  package let faults: [RowFault<Code>]

  /// Those faults.
  package init(_ faults: [RowFault<Code>]) {
    self.faults = faults.sorted { ($0.line, $0.code.rawValue) < ($1.line, $1.code.rawValue) }
  }
}
