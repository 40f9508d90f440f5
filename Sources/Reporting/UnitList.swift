import Domain

/// A list of administrative units as a CSV file with the columns `code`, `name`, `kind`, `parent` and, where units were
/// merged, `merged_into`, in any order; other columns are passed over.
enum UnitList {
  /// The rows of the file.
  ///
  /// - Throws: Every fault that a row has by itself.
  static func rows(_ csv: [UInt8]) throws(UnitFaults) -> [UnitRow] {
    let table: [CSVReader.Row]
    do { table = try CSVReader.rows(csv) } catch {
      throw UnitFaults([UnitFault(.unreadable, line: error.line, value: "")])
    }
    guard let header = table.first else { throw UnitFaults([UnitFault(.empty, line: 1, value: "")]) }
    let titles = header.cells.map { CleanText.line($0).lowercased() }
    let missing = ["code", "name", "kind", "parent"].filter { !titles.contains($0) }
    guard missing.isEmpty else {
      throw UnitFaults(missing.map { UnitFault(.missingColumn, line: header.line, value: $0) })
    }
    var rows: [UnitRow] = []
    var faults: [UnitFault] = []
    for row in table.dropFirst() {
      do throws(UnitFault) { rows.append(try self.row(row, titles)) } catch { faults.append(error) }
    }
    guard faults.isEmpty else { throw UnitFaults(faults) }
    return rows
  }

  private static func row(_ row: CSVReader.Row, _ titles: [String]) throws(UnitFault) -> UnitRow {
    guard row.cells.count == titles.count else {
      throw UnitFault(.wrongWidth, line: row.line, value: String(row.cells.count))
    }
    let cells = Dictionary(zip(titles, row.cells)) { first, _ in first }
    return try UnitRow(
      line: row.line, code: cells["code"] ?? "", name: cells["name"] ?? "", kind: cells["kind"] ?? "",
      parent: cells["parent"] ?? "", mergedInto: cells["merged_into"] ?? "")
  }
}

extension UnitRegister {
  /// Takes over a newer list from a CSV file, as `load(_:on:)` does with its rows.
  ///
  /// - Parameters:
  ///   - csv: The file; see `UnitList`.
  ///   - day: The day of the load.
  /// - Throws: The faults that single rows have; where there are none, those of the list as a whole. The register is as
  ///   it was then.
  package mutating func load(csv: [UInt8], on day: CivilDate) throws(UnitFaults) -> UnitReport {
    try load(UnitList.rows(csv), on: day)
  }
}
