/// What is wrong with the translations of the shell's phrases: a folder with one file for each language, such as
/// `locales/`, by the very check that guides and tables have.
package enum PhraseReview {
  private static let base = "\(LocalizedText.base).yaml"

  /// Whether these files, by name below a folder, are phrases and no guides.
  package static func isPhrases(_ files: [String: String]) -> Bool {
    files[base] != nil && files.keys.allSatisfy { !$0.contains("/") } && files["guide.yaml"] == nil
  }

  /// The languages that the files have, the one that all others are translated from among them.
  package static func languages(of files: [String: String]) -> [String] {
    [LocalizedText.base] + TranslationFile.languages(in: files.keys, prefix: "").sorted()
  }

  /// Every fault, in the order of file, line and column.
  package static func faults(_ files: [String: String]) -> [Fault] {
    read(files).logs.flatMap(\.faults).sorted()
  }

  /// The files that say that each translation is right as it stands, by name, such as `en.sources`.
  package static func records(_ files: [String: String]) -> [String: String] {
    Dictionary(uniqueKeysWithValues: read(files).words.presentSources.map { ("\($0.key).sources", $0.value.file) })
  }

  private static func read(_ files: [String: String]) -> (words: TranslationTable, logs: [FaultLog]) {
    let log = FaultLog(file: base)
    var logs = [log]
    var translations: [Translation] = []
    for language in languages(of: files).dropFirst() {
      let log = FaultLog(file: "\(language).yaml")
      logs.append(log)
      guard let text = files[log.file], let root = SourceTree.read(text, log: log) else { continue }
      translations.append(Translation(phrases: root, language: language, log: log))
    }
    let words = TranslationTable(translations, recordedIn: files)
    if let text = files[base], let root = SourceTree.read(text, log: log) {
      for entry in root.entries {
        _ = words.text(Fields.words(entry.value, atMost: .max, log: log), at: entry.key)
      }
      words.check()
    }
    return (words, logs)
  }
}
