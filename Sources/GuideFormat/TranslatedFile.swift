/// A file that stands beside the guides' folders, with its translations: `blockers.yaml` and `blockers.en.yaml`.
struct TranslatedFile {
  /// The name without its ending, such as `blockers`.
  let name: String
  /// Whether a folder of guides without it is at fault.
  let isNeeded: Bool

  /// Reads the file and all its translations.
  ///
  /// - Parameters:
  ///   - files: the texts by name below the guides' folder.
  ///   - languages: the languages into which it must be translated.
  ///   - translation: reads a translation from its root.
  ///   - body: reads the file from its root; nil where nothing can be made of it.
  /// - Returns: what `body` made, and every fault of the files.
  func read<Value>(
    _ files: [String: String], languages: [String], translation: (SourceNode, String, FaultLog) -> Translation,
    body: (SourceNode, TranslationTable, FaultLog) -> Value?
  ) -> (value: Value?, faults: [Fault]) {
    let file = "\(name).yaml"
    guard isNeeded || files[file] != nil else { return (nil, []) }
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
    let words = TranslationTable(translations)
    var value: Value?
    if let text = files[file] {
      if let root = SourceTree.read(text, log: log) { value = body(root, words, log) }
    } else {
      log.report(.missingFile, at: .start, found: file, names: [])
    }
    if value != nil { words.check() }
    return (value, logs.flatMap(\.faults))
  }
}
