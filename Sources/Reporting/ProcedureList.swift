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
  /// - Parameter objection: What speaks against a procedure though its row can be read, and the words that do.
  /// - Throws: Every fault of every row.
  package static func procedures(
    _ csv: [UInt8], objection: (ListedProcedure) -> (code: ProcedureFaultCode, value: String)? = { _ in nil }
  ) throws(ProcedureFaults) -> [ListedProcedure] {
    var known: Set<String> = []
    return try ListTable.rows(csv, column: column, required: ["code", "name"]) { cells, line throws(ProcedureFault) in
      let procedure = try ProcedureRow.procedure(
        line: line, code: cells["code"] ?? "", name: cells["name"] ?? "", level: cells["level"] ?? "",
        authority: cells["authority"] ?? "", url: cells["url"] ?? "")
      guard known.insert(procedure.code).inserted else {
        throw ProcedureFault(.doubleCode, line: line, value: procedure.code)
      }
      if let (code, value) = objection(procedure) { throw ProcedureFault(code, line: line, value: value) }
      return procedure
    }.sorted { $0.code < $1.code }
  }

  private static func column(_ title: String) -> String? {
    let title = FoldedText.text(title)
    return titles.first { $0.titles.contains(title) }?.column
  }
}
