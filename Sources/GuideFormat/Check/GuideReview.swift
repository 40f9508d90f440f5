import Domain

/// What trainers' check looks at beyond what a guide needs to be walked: what is old, where links lead, what a step must
/// not ask for, what no walk comes to, what a screen has no room for.
package struct GuideReview {
  /// The day of the review; nil where the machine's clock shows none that can be.
  package let today: GuideDate?
  /// Which sites are official; nil asks about none.
  package let sites: LinkJudge?
  /// How many rows a step takes on the volunteer's screen in a language; nil asks about none.
  package let rows: ((_ guide: Guide, _ step: Step, _ language: String) -> Int)?
  /// The rows of a screen of 60 columns.
  package static let screenRows = 24

  /// A review on that day.
  package init(
    today: GuideDate?, sites: LinkJudge? = nil,
    rows: ((_ guide: Guide, _ step: Step, _ language: String) -> Int)? = nil
  ) {
    self.today = today
    self.sites = sites
    self.rows = rows
  }

  /// The faults of a folder's files that the guides' readers have no eye for, in order.
  func faults(_ files: [String: String], catalogue: Catalogue, languages: [String]) -> [Fault] {
    var faults: [Fault] = []
    var aliases = AliasRule()
    for guide in catalogue.guides {
      let name = guide.id.rawValue
      let log = FaultLog(file: "\(name)/guide.yaml")
      guard let root = SourceTree.read(files["\(name)/guide.yaml"] ?? "", log: log) else { continue }
      if let today { AgeRule(today: today).check(guide, root, log: log) }
      if let sites { LinkRule(judge: sites).check(root, log: log) }
      SecretRule(language: LocalizedText.base).check(root, log: log)
      CoverageRule(catalogue).check(guide, root, walks: files["\(name)/walks.yaml"] ?? "", log: log)
      aliases.check(guide, root, log: log)
      if let rows { checkScreens(guide, root, languages: languages, rows: rows, log: log) }
      faults += log.faults
      for language in languages {
        let log = FaultLog(file: "\(name)/\(language).yaml")
        guard let text = files[log.file], let root = SourceTree.read(text, log: log) else { continue }
        if let sites { LinkRule(judge: sites).check(root, log: log) }
        SecretRule(language: language).check(root, log: log)
        faults += log.faults
      }
    }
    return faults
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
  /// - Returns: the guides that can be walked, and the faults in the order of file, line and column.
  package static func review(
    _ files: [String: String], languages: [String] = ["en"], _ review: GuideReview
  ) -> (catalogue: Catalogue, faults: [Fault]) {
    let catalogue = build(files, languages: languages).catalogue
    let faults = CatalogueBuild(files: files, languages: languages).run().faults
    let more = review.faults(files, catalogue: catalogue, languages: languages)
    return (catalogue, (faults + more).sorted())
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
