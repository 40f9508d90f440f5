import GuideFormat
import Phrases

/// `guides preview ID`: shows the steps of a guide as a session shows them, with their conditions in words and the rows
/// that each takes. Nothing is walked and nothing logged.
enum GuidesPreview: GuidesJob {
  static let id = "preview"
  static let words = 1...1
  static let valuedOptions: Set<String> = ["step", "lang", "columns", "from"]

  /// The terminal that every step is measured for: an old one, at its smallest.
  static let smallest = (columns: 60, rows: GuideReview.screenRows)

  static func run(_ words: [String], _ options: [String: String], in shell: Shell) async throws {
    let source = try GuideSource.named(options["from"], in: shell)
    let guide = try source.guide(words[0], in: shell)
    let (phrases, language) = try shell.phrases(showing: guide, in: options["lang"])
    let columns = try columns(options["columns"], in: shell)
    let steps = try steps(options["step"], of: guide, in: source.catalogue)
    let page = PageTerminal(columns: columns, hasStyle: shell.screen.terminal.hasStyle)
    let preview = StepPreview(
      catalogue: source.catalogue, phrases: phrases, language: language, today: shell.today)
    if options["step"] == nil {
      GuideAge(guide: guide, phrases: phrases, today: shell.today).show(on: Screen(page))
    }
    var tall = 0
    for step in steps { if preview.show(step, of: guide, on: page) { tall += 1 } }
    try shell.screen.writeData(page.text)
    shell.screen.gap()
    if tall > 0 { shell.screen.show(phrases("preview.tall", ["count": String(tall)]), .warning) }
  }

  private static func columns(_ option: String?, in shell: Shell) throws(UserFault) -> Int {
    guard let option else { return shell.screen.terminal.columns }
    guard let columns = Int(option), (20...200).contains(columns) else {
      throw UserFault("guides.bad-columns", ["columns": option], kind: .usage)
    }
    return columns
  }

  /// Every step of the guide, or the one of that path, which may lie in a guide that it includes.
  private static func steps(
    _ path: String?, of guide: Guide, in catalogue: Catalogue
  ) throws(UserFault) -> [PlacedStep] {
    let all = catalogue.steps(of: guide)
    guard let path else { return all.filter { $0.path.ids.count == 1 } }
    let found = all.filter { $0.path.description == path }
    guard !found.isEmpty else {
      let known = guide.steps.map(\.id).joined(separator: ", ")
      throw UserFault("guides.no-step", ["step": path, "known": known])
    }
    return found
  }
}
