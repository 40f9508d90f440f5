import Domain

/// One guide's folder while a catalogue is built: its files read, each with the log of its faults.
struct GuideFolder {
  private static let structure = "guide.yaml"
  private static let walks = "walks.yaml"

  let name: String
  let reader: GuideReader
  /// The log of `guide.yaml`.
  let log: FaultLog
  let walkLog: FaultLog
  /// What the translations are made from as they stand now, by language.
  let presentSources: [String: TranslationSources]
  private let walkChecks: [WalkCheck]?
  private let otherLogs: [FaultLog]

  /// Whether a folder with these files holds a guide. Other folders of the content do not.
  static func isGuide(_ files: [String: String]) -> Bool {
    files[structure] != nil || files[walks] != nil
  }

  /// Reads a folder from its files by name.
  init(_ name: String, files: [String: String], languages: [String], blockers: [String]?) {
    func log(_ file: String) -> FaultLog { FaultLog(file: "\(name)/\(file)") }
    self.name = name
    let structureLog = log(Self.structure)
    var otherLogs: [FaultLog] = []
    var translations: [Translation] = []
    for language in TranslationFile.languages(in: files.keys, prefix: "").union(languages).sorted() {
      let log = log("\(language).yaml")
      otherLogs.append(log)
      if let text = files["\(language).yaml"] {
        if let root = SourceTree.read(text, log: log) {
          translations.append(Translation(guide: root, language: language, log: log))
        }
      } else {
        log.report(.missingFile, at: .start, found: "\(language).yaml", names: [])
      }
    }
    let words = TranslationTable(translations, recordedIn: files)
    var reader = GuideReader(log: structureLog, words: words, blockers: blockers)
    if let text = files[Self.structure] {
      if let root = SourceTree.read(text, log: structureLog) { reader.read(root, folder: name) }
    } else {
      structureLog.report(.missingFile, at: .start, found: Self.structure, names: [])
    }
    if reader.guide != nil { words.check() }
    presentSources = words.presentSources

    let walkLog = log(Self.walks)
    if let text = files[Self.walks] {
      walkChecks = SourceTree.read(text, log: walkLog).map { WalkCheck.read($0, log: walkLog) }
    } else {
      walkLog.report(.missingFile, at: .start, found: Self.walks, names: [])
      walkChecks = nil
    }
    let expected = [Self.structure, Self.walks] + languages.map { "\($0).yaml" }
    for file in files.keys.sorted() where file.hasSuffix(".yaml") || file.hasSuffix(".yml") {
      guard !expected.contains(file), TranslationFile.language(of: file, prefix: "") == nil else { continue }
      let log = log(file)
      log.report(.unknownFile, at: .start, found: file, expected: expected)
      otherLogs.append(log)
    }
    (self.reader, self.log, self.walkLog, self.otherLogs) = (reader, structureLog, walkLog, otherLogs)
  }

  /// The faults of every file of the folder.
  var faults: [Fault] { ([log, walkLog] + otherLogs).flatMap(\.faults) }

  /// Walks every walk, and notes the ends that none comes to.
  func checkWalks(in catalogue: Catalogue) {
    guard let walkChecks, let guide = reader.guide else { return }
    for check in walkChecks { check.run(guide, in: catalogue, log: walkLog) }
    let walked = Set(walkChecks.compactMap { $0.end?.text })
    for end in reader.ends where !walked.contains(end.id) {
      log.report(.unwalkedEnd, at: end.position, found: end.id, names: [])
    }
  }
}

/// The names of translation files.
enum TranslationFile {
  /// The language of a file's name such as `en.yaml`, or `blockers.en.yaml` with a prefix; nil for other names.
  static func language(of file: String, prefix: String) -> String? {
    let suffix = ".yaml"
    guard file.hasPrefix(prefix), file.hasSuffix(suffix) else { return nil }
    let language = file.dropFirst(prefix.count).dropLast(suffix.count)
    let isCode = (2...3).contains(language.count) && language.allSatisfy { ("a"..."z").contains($0) }
    return isCode && language != LocalizedText.base ? String(language) : nil
  }

  /// The languages that some files translate to.
  static func languages(in files: some Sequence<String>, prefix: String) -> Set<String> {
    Set(files.compactMap { language(of: $0, prefix: prefix) })
  }
}
