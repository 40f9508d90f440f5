import Domain

/// A list that somebody loads as a CSV file: a line of titles, then a row each. What is checked here every such list is
/// checked for; the rules of its own rows come with `row`.
enum ListTable<Code: RowFaultCode> {
  typealias Fault = RowFault<Code>

  /// The rows of the file, in its order.
  ///
  /// - Parameters:
  ///   - column: The column that a title names; nil for one that is passed over. Of two alike the first counts.
  ///   - required: The columns without which there is no list.
  ///   - row: What the cells of a row make, by their columns, on that line; throws the row's first fault.
  /// - Throws: Every fault that the file, or a row by itself, has.
  static func rows<Row>(
    _ csv: [UInt8], column: (_ title: String) -> String?, required: [String],
    row: (_ cells: [String: String], _ line: Int) throws(Fault) -> Row
  ) throws(RowFaults<Code>) -> [Row] {
    let table: [CSVReader.Row]
    do { table = try CSVReader.rows(csv) } catch {
      throw RowFaults([Fault(.unreadable, line: error.line, value: "")])
    }
    guard let header = table.first else { throw RowFaults([Fault(.empty, line: 1, value: "")]) }
    let columns = header.cells.map(column)
    let missing = required.filter { name in !columns.contains(name) }
    guard missing.isEmpty else {
      throw RowFaults(missing.map { Fault(.missingColumn, line: header.line, value: $0) })
    }
    guard table.count > 1 else { throw RowFaults([Fault(.empty, line: header.line, value: "")]) }
    var rows: [Row] = []
    var faults: [Fault] = []
    for line in table.dropFirst() {
      do throws(Fault) { rows.append(try row(cells(of: line, in: columns), line.line)) } catch { faults.append(error) }
    }
    guard faults.isEmpty else { throw RowFaults(faults) }
    return rows
  }

  private static func cells(of row: CSVReader.Row, in columns: [String?]) throws(Fault) -> [String: String] {
    guard row.cells.count == columns.count else {
      throw Fault(.wrongWidth, line: row.line, value: String(row.cells.count))
    }
    var cells: [String: String] = [:]
    for (column, cell) in zip(columns, row.cells) {
      if let column, cells[column] == nil { cells[column] = cell }
    }
    return cells
  }
}
