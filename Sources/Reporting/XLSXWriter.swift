import CXLSXWriter

/// One sheet of a workbook: texts in rows, the first of which are the titles.
package struct XLSXSheet: Sendable {
  /// The sheet's name: what Excel refuses in one is left out, and at most 31 characters stay.
  package let name: String
  package let rows: [[String]]
  /// The width of each column, in characters; further columns get the last.
  package let widths: [Double]
  /// How many columns stay in sight when the sheet is moved to the left.
  package let frozenColumns: Int

  /// A sheet of those rows.
  package init(name: String, rows: [[String]], widths: [Double], frozenColumns: Int = 0) {
    self.name = String(name.filter { !"[]:*?/\\'".contains($0) }.prefix(31))
    (self.rows, self.widths, self.frozenColumns) = (rows, widths, frozenColumns)
  }
}

/// Writes workbooks for spreadsheets: every cell a wrapped text, the row of titles bold and always in sight.
package enum XLSXWriter {
  /// The longest text that a cell of Excel holds, in UTF-16 units.
  private static let longestCell = 32_767

  /// Writes the workbook to a file, over whatever is there; false where the disk or a cell's length refuses it.
  ///
  /// - Parameter path: Where; the library makes temporary files beside it.
  package static func write(_ sheets: [XLSXSheet], to path: String) -> Bool {
    guard sheets.allSatisfy({ $0.rows.joined().allSatisfy { $0.utf16.count <= longestCell } }),
      let book = workbook_new(path)
    else { return false }
    let plain = format(in: book, isTitle: false)
    let title = format(in: book, isTitle: true)
    var isWhole = true
    for sheet in sheets {
      guard let page = workbook_add_worksheet(book, sheet.name) else {
        isWhole = false
        continue
      }
      if fill(page, with: sheet, plain: plain, title: title) == false { isWhole = false }
    }
    // Closing writes the file and frees the workbook, whatever happened before.
    return workbook_close(book) == LXW_NO_ERROR && isWhole
  }

  private static func format(in book: UnsafeMutablePointer<lxw_workbook>, isTitle: Bool) -> UnsafeMutablePointer<
    lxw_format
  >? {
    guard let format = workbook_add_format(book) else { return nil }
    format_set_text_wrap(format)
    format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    // Text format: what somebody types into the cell later stays as typed too.
    format_set_num_format(format, "@")
    if isTitle { format_set_bold(format) }
    return format
  }

  private static func fill(
    _ page: UnsafeMutablePointer<lxw_worksheet>, with sheet: XLSXSheet, plain: UnsafeMutablePointer<lxw_format>?,
    title: UnsafeMutablePointer<lxw_format>?
  ) -> Bool {
    var isWhole = true
    for column in 0..<(sheet.rows.first?.count ?? 0) {
      let width = sheet.widths.indices.contains(column) ? sheet.widths[column] : sheet.widths.last ?? 12
      isWhole = worksheet_set_column(page, UInt16(column), UInt16(column), width, plain) == LXW_NO_ERROR && isWhole
    }
    for (row, cells) in sheet.rows.enumerated() {
      for (column, text) in cells.enumerated() where !text.isEmpty {
        let format = row == 0 ? title : plain
        isWhole = worksheet_write_string(page, UInt32(row), UInt16(column), text, format) == LXW_NO_ERROR && isWhole
      }
    }
    worksheet_freeze_panes(page, 1, UInt16(sheet.frozenColumns))
    return isWhole
  }
}
