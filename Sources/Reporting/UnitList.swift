import Domain

/// A list of administrative units as a CSV file with the columns `code`, `name`, `kind`, `parent` and, where units were
/// merged, `merged_into`, in any order; other columns are passed over.
enum UnitList {
  /// The rows of the file.
  ///
  /// - Throws: Every fault that a row has by itself.
  static func rows(_ csv: [UInt8]) throws(UnitFaults) -> [UnitRow] {
    try ListTable.rows(
      csv, column: { CleanText.line($0).lowercased() }, required: ["code", "name", "kind", "parent"]
    ) { cells, line throws(UnitFault) in
      try UnitRow(
        line: line, code: cells["code"] ?? "", name: cells["name"] ?? "", kind: cells["kind"] ?? "",
        parent: cells["parent"] ?? "", mergedInto: cells["merged_into"] ?? "")
    }
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
