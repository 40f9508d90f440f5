import Domain

/// What is wrong with the tables beside the guides' folders.
package enum TableCheck {
  /// The faults of a table in the files of a guides' folder: none where the folder does not have it.
  ///
  /// - Parameter languages: the languages into which it must be translated.
  package static func faults(
    of table: ContentTable, in files: [String: String], languages: [String] = ["en"]
  ) -> [Fault] {
    guard files.keys.contains(where: { ContentTable(file: $0) == table }) else { return [] }
    guard files[table.file] != nil else {
      return [Fault(file: table.file, line: 1, column: 1, code: .missingFile, found: table.file)]
    }
    return switch table {
    case .blockers: BlockerReader.read(files, languages: languages).faults
    case .calendar: CalendarTable.reading(files, languages: languages).faults
    case .domains: SiteTable.reading(files, languages: languages).faults
    case .statuses: StatusTable.reading(files, languages: languages).faults
    case .synonyms: SearchWordsReader.read(files).faults
    }
  }

  /// The version that a table's file gives itself; nil where it gives none, as one that was never published may.
  package static func version(in text: String) -> Int? {
    let log = FaultLog(file: "")
    return SourceTree.read(text, log: log)?["version"].flatMap { Fields.number($0, log: log) }
  }
}

extension TranslationRecord {
  /// The files that say that each translation of a table is right as it stands, by name, such as `calendar.en.sources`.
  ///
  /// - Parameter files: the texts by name below the guides' folder.
  package static func files(for table: ContentTable, in files: [String: String]) -> [String: String] {
    let sources =
      switch table {
      case .blockers: BlockerReader.read(files, languages: []).sources
      case .calendar: CalendarTable.reading(files, languages: []).sources
      case .domains: SiteTable.reading(files, languages: []).sources
      case .statuses: StatusTable.reading(files, languages: []).sources
      case .synonyms: [String: TranslationSources]()
      }
    return Dictionary(uniqueKeysWithValues: sources.map { ("\(table.rawValue).\($0.key).sources", $0.value.file) })
  }
}
