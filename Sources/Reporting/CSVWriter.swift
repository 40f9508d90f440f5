import Domain

/// Writes a table as CSV that a spreadsheet opens with Vietnamese intact: UTF-8 with a byte order mark, lines and
/// quoting after RFC 4180, and no cell that a spreadsheet would run as a formula.
package struct CSVWriter: Sendable {
  /// What a program has to write before the first line.
  package static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// What a reader of the sheet sees for a key, or nil where there are no words for it: `column.<key>` for a
  /// column's title, `<column's key>.<code>` for a code in it.
  package typealias Words = @Sendable (String) -> String?

  private let words: Words

  /// A writer that speaks with those words; keys and codes stay as they are where there are none.
  package init(words: @escaping Words = { _ in nil }) { self.words = words }

  /// The whole file.
  package func bytes(_ table: AssistanceTable) -> [UInt8] {
    var bytes = Self.byteOrderMark
    bytes += Self.line(table.columns.map { words("column.\($0.rawValue)") ?? $0.rawValue }).utf8
    for row in table.rows {
      bytes += Self.line(table.columns.map { column in row[column].map { said($0, in: column) } ?? "" }).utf8
    }
    return bytes
  }

  private func said(_ value: CanonicalValue, in column: AssistanceColumn) -> String {
    if case .text(let code) = value, let words = words("\(column.rawValue).\(code)") { return words }
    return Self.text(value)
  }

  /// A line of cells, with its end.
  package static func line(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") + "\r\n" }

  /// A cell as it is written: formulas defused with an apostrophe, quoted where it must be.
  package static func cell(_ text: String) -> String {
    // What a foreign device wrote may be shown on a terminal before it is opened in a sheet.
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let text = lines.map { CleanText.line(String($0)) }.joined(separator: "\r\n")
    let dangerous: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n"]
    let isFormula = text.unicodeScalars.first.map(dangerous.contains) ?? false
    let safe = isFormula ? "'\(text)" : text
    guard safe.utf8.contains(where: { "\",\r\n;\t".utf8.contains($0) }) else { return safe }
    return "\"\(safe.replacing("\"", with: "\"\""))\""
  }

  /// A value in one cell; several stand one after the other.
  private static func text(_ value: CanonicalValue) -> String {
    switch value {
    case .null: ""
    case .bool(let bool): bool ? "yes" : "no"
    case .integer(let integer): String(integer)
    case .text(let text): text
    case .array(let values): values.map(text).joined(separator: "; ")
    case .object: String(decoding: value.bytes, as: UTF8.self)
    }
  }
}
