import Foundation
import GuideFormat
import Reporting

/// `guides sheet export|import`: a guide as a table for those who live in spreadsheets, and back.
enum GuidesSheet: GuidesJob {
  static let id = "sheet"
  static let words = 2...3
  static let valuedOptions: Set<String> = ["from", "into", "lang"]
  static let flags: Set<String> = ["renew-walks"]

  static func run(_ words: [String], _ options: [String: String], in shell: Shell) async throws {
    if shell.means(words[0], "export", phrase: "guides.sheet.export"), words.count == 3 {
      guard options["into"] == nil, options["renew-walks"] == nil else {
        throw UserFault("guides.sheet-usage", kind: .usage)
      }
      try export(words[1], to: words[2], options, in: shell)
    } else if shell.means(words[0], "import", phrase: "guides.sheet.import"), words.count == 2 {
      guard options["from"] == nil, options["lang"] == nil else { throw UserFault("guides.sheet-usage", kind: .usage) }
      try SheetTaking(shell: shell, path: words[1], into: options["into"] ?? ".").run(
        renewingWalks: options["renew-walks"] != nil)
    } else {
      throw UserFault("guides.sheet-usage", kind: .usage)
    }
  }

  // MARK: Export

  private static func export(_ id: String, to path: String, _ options: [String: String], in shell: Shell) throws {
    let source = try GuideSource.named(options["from"], in: shell)
    let guide = try source.guide(id, in: shell)
    let files = source.files(of: guide.id)
    let languages = options["lang"].map { $0.split(separator: ",").map(String.init) } ?? GuideSheet.languages(of: files)
    if let wrong = languages.first(where: { !isLanguage($0) }) {
      throw UserFault("guides.sheet.bad-language", ["code": wrong], kind: .usage)
    }
    guard let sheet = GuideSheet(files: files, languages: languages) else {
      throw UserFault("open.no-such-guide", ["id": id])
    }
    let table = sheet.table
    if path.hasSuffix(".xlsx") {
      try NewFile.write(try workbook(table, named: id, languages: sheet.languages.count), to: path)
    } else if path.hasSuffix(".csv") {
      let lines = table.map { CSVWriter.line($0.map(SpreadsheetText.guarded)) }
      try NewFile.write(CSVWriter.byteOrderMark + lines.joined().utf8, to: path)
    } else {
      throw UserFault("guides.sheet.unknown-format", ["path": path], kind: .usage)
    }
    shell.screen.show(
      shell.phrases("guides.sheet.exported", ["count": String(table.count - 1), "path": path]), .good)
  }

  /// Two or three small letters, which name no other column.
  private static func isLanguage(_ code: String) -> Bool {
    (2...3).contains(code.count) && code.allSatisfy { ("a"..."z").contains($0) }
      && !["id", "key", "for", "url"].contains(code)
  }

  private static func workbook(_ table: [[String]], named name: String, languages: Int) throws(UserFault) -> [UInt8] {
    let folder = NSTemporaryDirectory() + "/camtay-" + UUID().uuidString
    let path = folder + "/sheet.xlsx"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let widths = [10, 18, 16] + Array(repeating: 48.0, count: languages) + [10, 30, 20, 30, 14]
    let sheet = XLSXSheet(
      name: name, rows: table.map { $0.map(SpreadsheetText.marked) }, widths: widths, frozenColumns: 3)
    let refusal = UserFault("export.cannot-write", ["path": path], kind: .world)
    guard mkdir(folder, 0o700) == 0 else { throw refusal }
    do { try XLSXWriter().write([sheet], to: path) } catch {
      throw error == .noLibrary ? UserFault("export.no-workbooks", kind: .world) : refusal
    }
    guard let data = FileManager.default.contents(atPath: path) else { throw refusal }
    return Array(data)
  }
}
