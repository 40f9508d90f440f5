import Domain

/// A province's catalogue of procedures as a CSV file with the columns code and name and, where they are there, level,
/// authority and url, in any order, under English or Vietnamese titles; other columns are passed over.
package enum ProcedureList {
  /// The titles of each column, folded; the first is the one that faults name.
  private static let titles: [(column: String, titles: Set<String>)] = [
    (
      "code",
      ["code", "procedure code", "ma", "ma thu tuc", "ma tthc", "ma so", "ma so thu tuc", "ma thu tuc hanh chinh"]
    ),
    (
      "name",
      [
        "name", "procedure", "ten", "ten thu tuc", "ten tthc", "thu tuc", "thu tuc hanh chinh",
        "ten thu tuc hanh chinh",
      ]
    ),
    ("level", ["level", "muc do", "muc", "muc do dvc", "muc do dich vu cong", "muc do cung cap", "loai dich vu cong"]),
    (
      "authority",
      [
        "authority", "co quan", "co quan thuc hien", "co quan giai quyet", "co quan co tham quyen", "tham quyen",
        "cap thuc hien",
      ]
    ),
    ("url", ["url", "link", "address", "dia chi", "duong dan", "lien ket", "duong link", "trang"]),
  ]

  /// The procedures of the file, in the order of their codes.
  ///
  /// - Throws: Every fault of every row.
  package static func procedures(_ csv: [UInt8]) throws(ProcedureFaults) -> [ListedProcedure] {
    let table: [CSVReader.Row]
    do { table = try CSVReader.rows(csv) } catch {
      throw ProcedureFaults([ProcedureFault(.unreadable, line: error.line, value: "")])
    }
    guard let header = table.first else { throw ProcedureFaults([ProcedureFault(.empty, line: 1, value: "")]) }
    let columns = header.cells.map { cell -> String? in
      let title = FoldedText.text(cell)
      return titles.first { $0.titles.contains(title) }?.column
    }
    let missing: [String] = ["code", "name"].filter { (column: String) in !columns.contains(column) }
    guard missing.isEmpty else {
      throw ProcedureFaults(missing.map { ProcedureFault(.missingColumn, line: header.line, value: $0) })
    }
    guard table.count > 1 else { throw ProcedureFaults([ProcedureFault(.empty, line: header.line, value: "")]) }
    var procedures: [String: ListedProcedure] = [:]
    var faults: [ProcedureFault] = []
    for row in table.dropFirst() {
      do throws(ProcedureFault) {
        let procedure = try self.procedure(row, columns)
        guard procedures.updateValue(procedure, forKey: procedure.code) == nil else {
          throw ProcedureFault(.doubleCode, line: row.line, value: procedure.code)
        }
      } catch {
        faults.append(error)
      }
    }
    guard faults.isEmpty else { throw ProcedureFaults(faults) }
    return procedures.values.sorted { $0.code < $1.code }
  }

  private static func procedure(_ row: CSVReader.Row, _ columns: [String?]) throws(ProcedureFault) -> ListedProcedure {
    guard row.cells.count == columns.count else {
      throw ProcedureFault(.wrongWidth, line: row.line, value: String(row.cells.count))
    }
    var cells: [String: String] = [:]
    for (column, cell) in zip(columns, row.cells) {
      if let column, cells[column] == nil { cells[column] = cell }
    }
    return try ProcedureRow.procedure(
      line: row.line, code: cells["code"] ?? "", name: cells["name"] ?? "", level: cells["level"] ?? "",
      authority: cells["authority"] ?? "", url: cells["url"] ?? "")
  }
}
