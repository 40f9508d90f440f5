/// A guide as a table for trainers and translators who live in spreadsheets: one row for each text, with a column for
/// each language, and columns for what `guide.yaml` says beside it.
///
/// A sheet says all that `guide.yaml` and the translations say, but not the walks: sheet and files change into one
/// another without loss. Its last rows say from which files it was made.
package struct GuideSheet: Hashable {
  /// The columns before those of the languages.
  static let leading = ["part", "id", "key"]

  /// The languages of the sheet, Vietnamese first.
  package let languages: [String]
  let rows: [SheetRow]

  /// From which files it was made; nil for a sheet that does not say so.
  package let origin: SheetOrigin?

  /// A sheet of those rows.
  init(languages: [String], rows: [SheetRow], origin: SheetOrigin?) {
    (self.languages, self.rows, self.origin) = (languages, rows, origin)
  }

  /// The version that the sheet gives the guide; nil where it gives none.
  package var version: String? { rows.first { $0.part == .guide }?.fields[.version] }

  /// The id of the guide; empty where no row gives one.
  package var guide: String { rows.first { $0.part == .guide }?.id ?? "" }

  /// The table, its titles first.
  package var table: [[String]] {
    let columns = SheetColumn.allCases
    return [Self.leading + languages + columns.map(\.rawValue)]
      + rows.map { row in
        [row.part.rawValue, row.id, row.key] + languages.map { row.words[$0] ?? "" }
          + columns.map { row.fields[$0] ?? "" }
      } + originRows
  }

  private var originRows: [[String]] {
    guard let origin else { return [] }
    return origin.rows.map { file in
      [SheetOrigin.part, file.name, file.digest] + languages.map { _ in "" }
        + SheetColumn.allCases.map { $0 == .version && file.name == "guide.yaml" ? origin.version : "" }
    }
  }

  /// The version in a guide's file; nil where it gives none.
  package static func version(in files: [String: String]) -> String? {
    files["guide.yaml"].flatMap { SourceTree.read($0, log: FaultLog(file: "")) }?["version"]?.text
  }

  /// The languages of a guide's files, Vietnamese first.
  package static func languages(of files: [String: String]) -> [String] {
    [LocalizedText.base] + TranslationFile.languages(in: files.keys, prefix: "").sorted()
  }
}
