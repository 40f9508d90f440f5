/// Text in the cells of spreadsheets, which run what looks like a formula and turn what looks like a number or a day into
/// one: `1.003460` comes back as 1.00346. A leading apostrophe keeps such a text a text, and is taken off again.
package enum SpreadsheetText {
  /// The text for a cell of a CSV file.
  package static func guarded(_ text: String) -> String { needsGuard(text) ? "'" + text : text }

  /// The text for a cell that is a text anyway, as in XLSX: only an apostrophe of its own is doubled.
  package static func marked(_ text: String) -> String { text.first == "'" ? guarded(text) : text }

  /// What was guarded or marked; any other text as it is.
  package static func unguarded(_ cell: String) -> String {
    cell.first == "'" && needsGuard(String(cell.dropFirst())) ? String(cell.dropFirst()) : cell
  }

  private static func needsGuard(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    if "=+-@\t\r\n".unicodeScalars.contains(first) { return true }
    if first == "'" { return needsGuard(String(text.dropFirst())) }
    return isConverted(text)
  }

  /// Whether some spreadsheet takes the text for a number, a day, a time or a truth value. Whole numbers that come back
  /// as they were are none of its business.
  private static func isConverted(_ text: String) -> Bool {
    let lower = text.lowercased()
    if ["true", "false"].contains(lower) { return true }
    guard text.utf8.count <= 40, text.contains(where: \.isNumber) else { return false }
    if text.utf8.allSatisfy({ (48...57).contains($0) }), text.utf8.count <= 9, text == "0" || text.first != "0" {
      return false
    }
    let words = lower.split { " ,./:-".contains($0) }
    return words.allSatisfy { word in
      let letters = word.filter { !$0.isNumber && !"%$€₫+()".contains($0) }
      return letters.isEmpty || ["e", "am", "pm", "đ", "st", "nd", "rd", "th", "t", "z"].contains(letters)
        || months.contains { letters.hasPrefix($0) } || days.contains { letters.hasPrefix($0) }
    }
  }

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
  private static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
}
