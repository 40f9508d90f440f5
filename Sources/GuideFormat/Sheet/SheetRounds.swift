import Domain

/// What the sheets that were taken into a guide's folder have changed since the one export that they all stem from. By it an
/// import knows that a folder has moved on by nothing but an earlier round of the same sheet, and that the next round undoes
/// nothing of that: two people may have gone on from one export, each in a file of their own.
package struct SheetRounds: Hashable, Sendable {
  /// A digest of each row of the export, and of the sheet that was taken last, by a digest of what names the row.
  private let exported: [String: String]
  private let taken: [String: String]
  /// Which file the sheet is and what it was made from, and what the folder's files were after the last import.
  private let origin: String
  private let after: String

  /// The first round: a sheet that was made from those files, which it changed into others.
  ///
  /// - Parameter path: of the sheet itself.
  package init?(_ sheet: GuideSheet, at path: String, changing before: [String: String], into after: [String: String]) {
    guard let export = GuideSheet(files: before, languages: sheet.languages) else { return nil }
    self.init(sheet, at: path, since: Self.digests(export), into: after)
  }

  /// The round that follows, by a sheet that `continues`.
  package func next(_ sheet: GuideSheet, at path: String, into after: [String: String]) -> SheetRounds? {
    SheetRounds(sheet, at: path, since: exported, into: after)
  }

  private init?(_ sheet: GuideSheet, at path: String, since exported: [String: String], into files: [String: String]) {
    guard let origin = Self.origin(of: sheet, at: path) else { return nil }
    (self.origin, self.exported, taken) = (origin, exported, Self.digests(sheet))
    after = SheetOrigin(files: files, languages: sheet.languages, version: "").text
  }

  /// Whether the sheet is the same file of the same export, the folder's files are as the last round left them, and every row
  /// that an earlier round changed is still another than the export's: none was put back by a copy of the export.
  package func continues(_ sheet: GuideSheet, at path: String, over files: [String: String]) -> Bool {
    guard Self.origin(of: sheet, at: path) == origin,
      SheetOrigin(files: files, languages: sheet.languages, version: "").text == after
    else { return false }
    let rows = Self.digests(sheet)
    return Set(taken.keys).union(exported.keys).allSatisfy { taken[$0] == exported[$0] || rows[$0] != exported[$0] }
  }

  /// With the languages: a row of other columns is another row.
  private static func origin(of sheet: GuideSheet, at path: String) -> String? {
    sheet.origin.map { "\(TranslationSources.digest(path)):\(sheet.languages.joined(separator: "+")):\($0.text)" }
  }

  private static func digests(_ sheet: GuideSheet) -> [String: String] {
    let rows = sheet.table.dropFirst().filter { $0.first != SheetOrigin.part }
    return Dictionary(grouping: rows) { TranslationSources.digest($0.prefix(3).joined(separator: "\t")) }
      .mapValues { TranslationSources.digest($0.map { $0.joined(separator: "\t") }.joined(separator: "\n")) }
  }
}

extension SheetRounds {
  /// How it is kept: two lines for the files, then one for each row.
  package var text: String {
    let names = Set(exported.keys).union(taken.keys).sorted()
    let rows = names.map { "\($0) \(exported[$0] ?? "-") \(taken[$0] ?? "-")" }
    return ([origin, after] + rows).joined(separator: "\n") + "\n"
  }

  /// What such a text keeps; nil where it is none.
  package init?(text: String) {
    let lines = text.split(separator: "\n").map(String.init)
    guard lines.count > 2 else { return nil }
    (origin, after) = (lines[0], lines[1])
    var (exported, taken): ([String: String], [String: String]) = ([:], [:])
    for line in lines.dropFirst(2) {
      let words = line.split(separator: " ").map(String.init)
      guard words.count == 3 else { return nil }
      if words[1] != "-" { exported[words[0]] = words[1] }
      if words[2] != "-" { taken[words[0]] = words[2] }
    }
    (self.exported, self.taken) = (exported, taken)
  }
}
