import Domain

/// Writes a table as CSV that a spreadsheet opens with Vietnamese intact: UTF-8 with a byte order mark, lines and
/// quoting after RFC 4180, and no cell that a spreadsheet would run as a formula.
package struct CSVWriter: Sendable {
  /// What a program has to write before the first line.
  package static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private let title: @Sendable (String) -> String

  /// A writer whose column titles come from that closure, which is given the column's stable key.
  package init(title: @escaping @Sendable (String) -> String = { $0 }) { self.title = title }

  /// The whole file.
  package func bytes(_ table: AssistanceTable) -> [UInt8] {
    var bytes = Self.byteOrderMark
    bytes += Self.line(table.columns.map { title($0.rawValue) }).utf8
    for row in table.rows {
      bytes += Self.line(table.columns.map { row[$0].map(Self.text) ?? "" }).utf8
    }
    return bytes
  }

  /// A line of cells, with its end.
  package static func line(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") + "\r\n" }

  /// A cell as it is written: formulas defused with an apostrophe, quoted where it must be.
  package static func cell(_ text: String) -> String {
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
