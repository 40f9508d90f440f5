import Domain

/// What trainers' check looks at beyond what a guide needs to be walked: what is old, where links lead, what a step must
/// not ask for, what no walk comes to, what a screen has no room for.
package struct GuideReview {
  /// The day of the review; nil where the machine's clock shows none that can be.
  package let today: GuideDate?
  /// Which sites are official; nil asks about none.
  package let sites: LinkJudge?
  /// How many rows a step of a catalogue's guide takes on the volunteer's screen in a language; nil asks about none.
  package let rows: Rows?
  package typealias Rows = (_ catalogue: Catalogue, _ guide: Guide, _ step: Step, _ language: String) -> Int
  /// The rows of a screen of 60 columns.
  package static let screenRows = 24

  /// A review on that day.
  package init(
    today: GuideDate?, sites: LinkJudge? = nil, rows: Rows? = nil
  ) {
    self.today = today
    self.sites = sites
    self.rows = rows
  }

  /// The faults of a folder's files that the guides' readers have no eye for, in order: of every guide whose YAML can be
  /// read, whatever else is wrong with it. Only what a screen has room for needs a guide that is in the catalogue.
  ///
  /// - Parameter guides: the ids of the guides to look at, beside which the others lie; nil for all.
  func faults(
    _ files: [String: String], catalogue: Catalogue, languages: [String], of guides: Set<String>? = nil
  ) -> [Fault] {
    var faults: [Fault] = []
    var aliases = AliasRule()
    for table in ContentTable.allCases { faults += self.faults(of: table, in: files) }
    for name in Self.folders(of: files) {
      // What is wrong with the YAML itself the guides' readers have said.
      guard let root = Self.root(files["\(name)/guide.yaml"]) else { continue }
      let log = FaultLog(file: "\(name)/guide.yaml")
      guard guides?.contains(name) ?? true else {
        // One guide's alias may be another's.
        aliases.check(name, root, log: log)
        continue
      }
      if let today { AgeRule(today: today).check(root, log: log) }
      check(root, language: LocalizedText.base, log: log)
      if let walks = files["\(name)/walks.yaml"] { CoverageRule().check(root, walks: walks, log: log) }
      aliases.check(name, root, log: log)
      if let rows, let guide = catalogue[GuideID(rawValue: name)] {
        checkScreens(guide, root, languages: languages, rows: { rows(catalogue, $0, $1, $2) }, log: log)
      }
      faults += log.faults
      for language in TranslationFile.languages(in: files.keys, prefix: "\(name)/").sorted() {
        let log = FaultLog(file: "\(name)/\(language).yaml")
        guard let root = Self.root(files[log.file]) else { continue }
        check(root, language: language, log: log)
        faults += log.faults
      }
    }
    return faults
  }

  /// What a reviewer finds in a table and its translations.
  private func faults(of table: ContentTable, in files: [String: String]) -> [Fault] {
    var faults: [Fault] = []
    let languages = TranslationFile.languages(in: files.keys, prefix: table.rawValue + ".").sorted()
    for language in [LocalizedText.base] + languages {
      let isBase = language == LocalizedText.base
      let log = FaultLog(file: isBase ? table.file : "\(table.rawValue).\(language).yaml")
      guard let root = Self.root(files[log.file]) else { continue }
      if isBase, let today { AgeRule(today: today).check(root, log: log) }
      switch table {
      case .blockers, .calendar, .statuses: check(root, language: language, log: log)
      case .domains:
        if isBase, let sites { PretenceRule(judge: sites).check(root, log: log) }
        SecretRule(language: language).check(root, log: log)
      case .synonyms: break
      }
      faults += log.faults
    }
    return faults
  }

  /// What holds for the words of every language.
  private func check(_ root: SourceNode, language: String, log: FaultLog) {
    if let sites { LinkRule(judge: sites).check(root, log: log) }
    SecretRule(language: language).check(root, log: log)
    UnfinishedRule().check(root, log: log)
  }

  /// The folders that hold a guide, in order.
  private static func folders(of files: [String: String]) -> [String] {
    files.keys.compactMap { file in
      let parts = file.split(separator: "/", omittingEmptySubsequences: false)
      return parts.count == 2 && parts[1] == "guide.yaml" ? String(parts[0]) : nil
    }.sorted()
  }

  private static func root(_ text: String?) -> SourceNode? {
    text.flatMap { SourceTree.read($0, log: FaultLog(file: "")) }
  }

  private func checkScreens(
    _ guide: Guide, _ root: SourceNode, languages: [String], rows: (Guide, Step, String) -> Int, log: FaultLog
  ) {
    for (step, node) in zip(guide.steps, root["steps"]?.list ?? []) {
      for language in [LocalizedText.base] + languages {
        let count = rows(guide, step, language)
        guard count > Self.screenRows else { continue }
        log.report(
          .screenTooTall, at: node.position, found: "\(step.id) (\(language)): \(count)",
          expected: ["\(Self.screenRows)"], names: [])
      }
    }
  }
}

extension Catalogue {
  /// The guides in a folder's files, and everything that is wrong with them for whoever reviews them.
  ///
  /// - Parameters:
  ///   - files: the texts by name below the guides' folder.
  ///   - languages: the languages into which every text must be translated.
  ///   - guides: the ids of the guides that the reviewer looks at, beside which the others lie; nil for all.
  /// - Returns: the guides that can be walked, and the faults in the order of file, line and column.
  package static func review(
    _ files: [String: String], languages: [String] = ["en"], of guides: Set<String>? = nil, _ review: GuideReview
  ) -> (catalogue: Catalogue, faults: [Fault]) {
    let (whole, faults) = CatalogueBuild(files: files, languages: languages).run()
    // What only a review has an eye for takes no guide away from anybody.
    let catalogue = faults.isEmpty ? whole : build(files, languages: languages).catalogue
    let more = review.faults(files, catalogue: catalogue, languages: languages, of: guides)
    return (catalogue, (faults + more).sorted())
  }
}

extension GuideReview {
  /// What in the files of a guide or a table, by name below the guides' folder, may be shown to nobody, whoever signed it:
  /// what asks for a secret or leads to a site that imitates another.
  ///
  /// - Parameter sites: what is known of sites without those files; nil asks for no site.
  package static func dangers(in files: [String: String], sites: LinkJudge?) -> [Fault] {
    GuideReview(today: nil, sites: sites).faults(files, catalogue: Catalogue(), languages: [])
      .filter { $0.code == .asksSecret || $0.code == .suspiciousLink }
  }
}

/// What trainers say of translations that they have looked through.
package enum TranslationRecord {
  /// The files that say that each translation of a guide is right as it stands, by name, such as `en.sources`.
  ///
  /// - Parameters:
  ///   - files: the texts of the guide's folder by name.
  ///   - guide: the folder's name.
  package static func files(for files: [String: String], guide: String) -> [String: String] {
    let folder = GuideFolder(guide, files: files, languages: [], blockers: nil)
    return Dictionary(
      uniqueKeysWithValues: folder.presentSources.map { ("\($0.key).sources", $0.value.file) })
  }
}

extension SourceNode {
  /// Every text in the node and below, but for those under keys that are passed over.
  func texts(except keys: Set<String> = []) -> [SourceNode] {
    switch content {
    case .text: [self]
    case .list(let nodes): nodes.flatMap { $0.texts(except: keys) }
    case .mapping(let entries): entries.filter { !keys.contains($0.key) }.flatMap { $0.value.texts(except: keys) }
    case .refused: []
    }
  }
}
