/// Something wrong with a row of a guide's sheet; the sentence is made elsewhere.
package struct SheetFault: Error, Hashable, Sendable, Comparable {
  /// The codes are stable and never reused; `fault.sheet.<code>` is the phrase.
  package enum Code: String, CaseIterable, Sendable {
    /// The file is no table that can be read from that row on.
    case unreadable
    /// The sheet has no column of that title.
    case missingColumn = "missing-column"
    /// The sheet has a column that no guide has, or one twice.
    case unknownColumn = "unknown-column"
    /// The row has a cell beyond the last title.
    case tooWide = "too-wide"
    /// The row is about something that guides do not have.
    case unknownPart = "unknown-part"
    /// The row's key is none of its part.
    case unknownKey = "unknown-key"
    /// The row lacks its id or key.
    case missingID = "missing-id"
    /// Another row has the same part, id and key.
    case duplicate
    /// The row belongs to a part that no row brings about.
    case noOwner = "no-owner"
    /// A cell is filled in a row where nothing belongs in that column.
    case notHere = "not-here"
    /// The row has no Vietnamese words.
    case emptyText = "empty-text"
    /// The row lacks a translation that other rows have.
    case untranslated
    /// The condition cannot be read.
    case badCondition = "bad-condition"
    /// What the cell says is a fault of the guide; `fault.<found>` is the phrase.
    case guide
  }

  /// The row of the sheet, from 1, the titles being the first.
  package let row: Int
  /// The column's title; empty where the row as a whole is meant.
  package let column: String
  package let code: Code
  /// What stands there.
  package let found: String
  /// The guide's own fault, where the code is `guide`.
  package let inner: Fault?

  /// A fault of a row.
  init(_ code: Code, row: Int, column: String = "", found: String = "", inner: Fault? = nil) {
    (self.row, self.column, self.code, self.inner) = (row, column, code, inner)
    self.found = ShownText.make(found)
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.row, left.column, left.code.rawValue, left.found) < (
      right.row, right.column, right.code.rawValue, right.found
    )
  }
}

/// All that is wrong with a sheet.
package struct SheetFaults: Error, Hashable, Sendable {
  /// In the order of rows; never empty.
  package let faults: [SheetFault]

  /// Those faults, put in order.
  package init(_ faults: [SheetFault]) { self.faults = faults.sorted() }
}
