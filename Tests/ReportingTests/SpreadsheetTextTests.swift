import Foundation
import Reporting
import Testing

/// Texts keep being texts in spreadsheets, and come back as they were.
@Suite struct SpreadsheetTextTests {
  static let texts = [
    "", "a", "=1+1", "+84", "-", "@x", "'", "''", "'=1", "''=1", "'a", "1", "12", "007", "1.003460", "1,5", "12:30",
    "2026-11-21", "21/11/2026", "2026", "Nov 2026", "21 November 2026", "true", "FALSE", "50%", "1e5", "7.000 đồng",
    "19001234567", "'2026-11-21", "\t=x", "May", "may 3", "3 bước", "Không thu",
  ]

  @Test(arguments: texts) func aTextComesBack(_ text: String) {
    #expect(SpreadsheetText.unguarded(SpreadsheetText.guarded(text)) == text)
    #expect(SpreadsheetText.unguarded(SpreadsheetText.marked(text)) == text)
  }

  @Test(arguments: [
    "=1+1", "+84", "@x", "007", "1.003460", "12:30", "2026-11-21", "Nov 2026", "true", "50%", "1e5", "'=1",
  ])
  func whatASpreadsheetWouldChangeIsGuarded(_ text: String) { #expect(SpreadsheetText.guarded(text) == "'" + text) }

  @Test(arguments: ["", "1", "2026", "Không thu", "3 bước", "it's", "May I?"])
  func wordsAreNot(_ text: String) { #expect(SpreadsheetText.guarded(text) == text) }

  @Test func aWorkbookIsWritten() throws {
    let path = NSTemporaryDirectory() + "/camtay-\(UUID().uuidString).xlsx"
    defer { unlink(path) }
    let sheet = XLSXSheet(name: "a/b:c", rows: [["một", "hai"], ["=1+1", ""]], widths: [10, 20], frozenColumns: 1)
    #expect(sheet.name == "abc")
    let writer = try XLSXWriter()
    try writer.write([sheet], to: path)
    #expect(try Data(contentsOf: URL(filePath: path)).starts(with: "PK".utf8))
    #expect(throws: XLSXWriter.Fault.cannotWrite) { try writer.write([sheet], to: "/nowhere/at/all.xlsx") }
    let long = XLSXSheet(name: "x", rows: [[String(repeating: "a", count: 40_000)]], widths: [])
    #expect(throws: XLSXWriter.Fault.cannotWrite) { try writer.write([long], to: path + "x") }
  }
}
