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
package struct XLSXWriter {
  /// Why there is no workbook.
  package enum Fault: Error {
    /// libxlsxwriter is not installed on this machine.
    case noLibrary
    /// The disk refuses the file, or a text is longer than a cell holds.
    case cannotWrite
  }

  /// The longest text that a cell of Excel holds, in UTF-16 units.
  private static let longestCell = 32_767

  private typealias Format = UnsafeMutablePointer<lxw_format>

  private let library: cxlsx_functions

  /// Opens the library that writes workbooks.
  package init() throws(Fault) {
    var library = cxlsx_functions()
    guard cxlsx_open(&library) else { throw .noLibrary }
    self.library = library
  }

  /// Writes the workbook to a file, over whatever is there.
  ///
  /// - Parameter path: Where; the library makes temporary files beside it.
  package func write(_ sheets: [XLSXSheet], to path: String) throws(Fault) {
    guard sheets.allSatisfy({ $0.rows.joined().allSatisfy { $0.utf16.count <= Self.longestCell } }),
      let book = library.workbook_new(path)
    else { throw .cannotWrite }
    let plain = format(in: book, isTitle: false)
    let title = format(in: book, isTitle: true)
    var isWhole = true
    for sheet in sheets {
      guard let page = library.workbook_add_worksheet(book, sheet.name) else {
        isWhole = false
        continue
      }
      if !fill(page, with: sheet, plain: plain, title: title) { isWhole = false }
    }
    // Closing writes the file and frees the workbook, whatever happened before.
    guard library.workbook_close(book) == LXW_NO_ERROR, isWhole else { throw .cannotWrite }
  }

  private func format(in book: UnsafeMutablePointer<lxw_workbook>, isTitle: Bool) -> Format? {
    guard let format = library.workbook_add_format(book) else { return nil }
    library.format_set_text_wrap(format)
    library.format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    // Text format: what somebody types into the cell later stays as typed too.
    library.format_set_num_format(format, "@")
    if isTitle { library.format_set_bold(format) }
    return format
  }

  private func fill(
    _ page: UnsafeMutablePointer<lxw_worksheet>, with sheet: XLSXSheet, plain: Format?, title: Format?
  ) -> Bool {
    var isWhole = true
    for column in 0..<(sheet.rows.first?.count ?? 0) {
      let (place, width) = (
        UInt16(column), sheet.widths.indices.contains(column) ? sheet.widths[column] : sheet.widths.last
      )
      isWhole = library.worksheet_set_column(page, place, place, width ?? 12, plain) == LXW_NO_ERROR && isWhole
    }
    for (row, cells) in sheet.rows.enumerated() {
      for (column, text) in cells.enumerated() where !text.isEmpty {
        let format = row == 0 ? title : plain
        let outcome = library.worksheet_write_string(page, UInt32(row), UInt16(column), text, format)
        isWhole = outcome == LXW_NO_ERROR && isWhole
      }
    }
    library.worksheet_freeze_panes(page, 1, UInt16(sheet.frozenColumns))
    return isWhole
  }
}
