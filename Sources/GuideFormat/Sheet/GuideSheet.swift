/// A guide as a table for trainers and translators who live in spreadsheets: one row for each text, with a column for
/// each language, and columns for what `guide.yaml` says beside it.
///
/// A sheet says all that `guide.yaml` and the translations say, but not the walks: sheet and files change into one
/// another without loss.
package struct GuideSheet: Hashable {
  /// The columns before those of the languages.
  static let leading = ["part", "id", "key"]

  /// The languages of the sheet, Vietnamese first.
  package let languages: [String]
  let rows: [SheetRow]

  /// A sheet of those rows.
  init(languages: [String], rows: [SheetRow]) {
    (self.languages, self.rows) = (languages, rows)
  }

  /// The id of the guide; empty where no row gives one.
  package var guide: String { rows.first { $0.part == .guide }?.id ?? "" }

  /// The table, its titles first.
  package var table: [[String]] {
    let columns = SheetColumn.allCases
    return [Self.leading + languages + columns.map(\.rawValue)]
      + rows.map { row in
        [row.part.rawValue, row.id, row.key] + languages.map { row.words[$0] ?? "" }
          + columns.map { row.fields[$0] ?? "" }
      }
  }

  /// The languages of a guide's files, Vietnamese first.
  package static func languages(of files: [String: String]) -> [String] {
    [LocalizedText.base] + TranslationFile.languages(in: files.keys, prefix: "").sorted()
  }
}
