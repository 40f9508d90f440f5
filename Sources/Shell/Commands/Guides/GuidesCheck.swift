import Domain
import GuideFormat
import Phrases

/// `guides check [FOLDER]`: finds every fault in a folder of guides, one line each: what keeps a guide from being walked,
/// and what whoever reviews it looks at (`GuideReview`). A folder that does not hold every table is a trainer's, and so is one
/// guide's own: they are checked as they are signed, beside the guides and tables of this device, and only their own faults are
/// told. A folder of phrases is checked for its translations (`PhraseReview`).
enum GuidesCheck: GuidesJob {
  static let id = "check"
  static let words = 0...1

  static func run(_ words: [String], _ options: [String: String], in shell: Shell) async throws {
    let path = words.first ?? shell.parts.content.guidesPath
    if WrittenContent.isOne(path) {
      let written = try WrittenContent(at: path)
      return try check(TrainerFiles(shell).laid(written), of: [written.id], in: shell, owns: written.owns)
    }
    let files = try ContentFolder.guideFiles(at: path)
    if PhraseReview.isPhrases(files) { return try checkPhrases(files, in: shell) }
    let own = WrittenFolder(files)
    if own.isWhole { return try check(files, of: own.guides, in: shell) { _ in true } }
    guard !own.isEmpty else { throw UserFault("guides.no-guide", ["path": path]) }
    try check(
      own.laid(over: try shell.shelfToRead.files, try shell.tables.files), of: own.guides, in: shell, owns: own.owns)
  }

  /// Checks all those files, and tells the faults that are somebody's own.
  private static func check(
    _ files: [String: String], of guides: Set<String>, in shell: Shell, owns: (Fault) -> Bool
  ) throws {
    let (catalogue, found) = try shell.review(files, of: guides)
    let faults = found.filter(owns)
    for fault in faults { try shell.show(fault) }
    let whole = catalogue.guides.count { guides.contains($0.id.rawValue) }
    let (grave, warnings) = (faults.count { !$0.code.isWarning }, faults.count { $0.code.isWarning })
    if warnings > 0 {
      shell.screen.show(shell.phrases("guides.unfinished", ["count": String(warnings)]), .warning)
    }
    guard grave == 0 else {
      throw UserFault("guides.faulty", ["faults": String(grave), "whole": String(whole)])
    }
    shell.screen.show(shell.phrases("guides.whole", ["count": String(whole)]), .good)
  }

  /// The shell's own phrases, such as those in `locales/`.
  private static func checkPhrases(_ files: [String: String], in shell: Shell) throws {
    let faults = PhraseReview.faults(files)
    for fault in faults { try shell.show(fault) }
    let languages = PhraseReview.languages(of: files).joined(separator: ", ")
    guard faults.isEmpty else {
      throw UserFault("guides.phrases-faulty", ["faults": String(faults.count), "languages": languages])
    }
    shell.screen.show(shell.phrases("guides.phrases-whole", ["languages": languages]), .good)
  }
}

extension Shell {
  /// The guides in a folder's files, and everything that a reviewer finds, by today's date and the list of official sites:
  /// the folder's own, else this program's.
  ///
  /// - Parameter guides: the ids of the guides to look at; the others only lie beside them.
  func review(
    _ files: [String: String], of guides: Set<String>
  ) throws -> (catalogue: Catalogue, faults: [Fault]) {
    // A list with faults tells nothing; then this device's own does.
    let sites = try SiteTable.read(files.filter { $0.key.hasSuffix(".yaml") }).table?.judge ?? self.tables.sites
    let languages = parts.content.languages()
    let phrases = try languages.reduce(into: [:]) { $0[$1] = try parts.content.phrases($1) }
    let review = GuideReview(today: GuideDate(today.iso), sites: sites) { [today] catalogue, guide, step, language in
      guard let words = phrases[language],
        let placed = catalogue.steps(of: guide).first(where: { $0.path.ids == [step.id] })
      else { return 0 }
      return StepPreview(catalogue: catalogue, phrases: words, language: language, today: today).rows(of: placed)
    }
    let others = languages.filter { $0 != ContentFolder.base }
    let (catalogue, more) = Catalogue.review(
      files, languages: others, of: guides, review)
    // The list of blockers is among what the catalogue needs.
    let tableFaults = ContentTable.allCases.filter { $0 != .blockers }
      .flatMap { TableCheck.faults(of: $0, in: files, languages: others) }
    return (catalogue, (tableFaults + more).sorted())
  }
}
