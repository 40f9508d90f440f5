/// What can be wrong with a list that somebody loads, of which every kind of list has these.
package protocol RowFaultCode: RawRepresentable, Hashable, Sendable where RawValue == String {
  /// The file is no UTF-8 text, or its quotes do not match; the value is empty.
  static var unreadable: Self { get }
  /// The first line lacks the column.
  static var missingColumn: Self { get }
  /// The row has more or fewer cells than the first line; the value is their number.
  static var wrongWidth: Self { get }
  /// There is no row at all.
  static var empty: Self { get }
}

/// Something that is wrong with a list that somebody loads, row by row. A list with a fault is refused whole.
package struct RowFault<Code: RowFaultCode>: Error, Hashable {
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
package struct RowFaults<Code: RowFaultCode>: Error, Hashable {
  package let faults: [RowFault<Code>]

  /// Those faults.
  package init(_ faults: [RowFault<Code>]) {
    self.faults = faults.sorted { ($0.line, $0.code.rawValue) < ($1.line, $1.code.rawValue) }
  }
}
