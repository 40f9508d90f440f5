import Domain

/// A table that stands beside the guides' folders, with its translations: `blockers.yaml` and `blockers.en.yaml`, and what
/// `blockers.en.sources` keeps of the latter.
struct TranslatedFile {
  /// The name without its ending, such as `blockers`.
  private let name: String
  /// Whether a folder of guides without it is at fault.
  private let isNeeded: Bool

  /// The files of that table.
  init(_ table: ContentTable, isNeeded: Bool = false) { (name, self.isNeeded) = (table.rawValue, isNeeded) }

  /// Reads the file and all its translations.
  ///
  /// - Parameters:
  ///   - files: the texts by name below the guides' folder.
  ///   - languages: the languages into which it must be translated.
  ///   - translation: reads a translation from its root.
  ///   - body: reads the file from its root; nil where nothing can be made of it.
  func read<Value>(
    _ files: [String: String], languages: [String], translation: (SourceNode, String, FaultLog) -> Translation,
    body: (SourceNode, TranslationTable, FaultLog) -> Value?
  ) -> ReadTable<Value> {
    let file = "\(name).yaml"
    guard isNeeded || files[file] != nil else { return ReadTable(value: nil, faults: [], sources: [:]) }
    var logs: [FaultLog] = []
    var translations: [Translation] = []
    let found = TranslationFile.languages(in: files.keys, prefix: name + ".")
    for language in found.union(languages).sorted() where language != LocalizedText.base {
      let log = FaultLog(file: "\(name).\(language).yaml")
      logs.append(log)
      if let text = files[log.file] {
        if let root = SourceTree.read(text, log: log) { translations.append(translation(root, language, log)) }
      } else {
        log.report(.missingFile, at: .start, found: log.file, names: [])
      }
    }
    let log = FaultLog(file: file)
    logs.append(log)
    let words = TranslationTable(translations, recordedIn: files, prefix: "\(name).")
    var value: Value?
    if let text = files[file] {
      if let root = SourceTree.read(text, log: log) { value = body(root, words, log) }
    } else {
      log.report(.missingFile, at: .start, found: file, names: [])
    }
    if value != nil { words.check() }
    return ReadTable(value: value, faults: logs.flatMap(\.faults), sources: words.presentSources)
  }
}

/// What a table's files hold.
struct ReadTable<Value> {
  /// What was made of them, whatever faults they have; nil where nothing could be made.
  let value: Value?
  /// Every fault of the files.
  let faults: [Fault]
  /// What the translations are made from as they stand now, by language.
  let sources: [String: TranslationSources]

  /// What was made of files without a fault.
  var sound: (table: Value?, faults: [Fault]) { (faults.isEmpty ? value : nil, faults) }
}
