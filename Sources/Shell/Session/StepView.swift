import Domain
import GuideFormat
import Phrases

/// Shows one step of a walk: its place, what to do, what to say, and the facts that belong to it.
struct StepView {
  let screen: Screen
  let phrases: Phrases
  let today: CivilDate
  /// The language of the guide's words, where it is another than the one of the phrases.
  var language: String?

  /// Shows the step at which the walk stands.
  func show(_ placed: PlacedStep, of walk: Walk) {
    show(placed, at: walk.place, papers: walk.papers, blockers: walk.blockerTaxonomy)
  }

  /// Shows a step of a guide, walked or not.
  ///
  /// - Parameters:
  ///   - place: The step's number, from 1, and how many there are.
  ///   - papers: What a step that lists papers lists.
  func show(
    _ placed: PlacedStep, at place: (number: Int, total: Int), papers: [Paper], blockers: BlockerTaxonomy
  ) {
    let title = words(placed.guide.title)
    screen.gap()
    screen.heading("\(title) · \(place.number)/\(place.total)")
    let step = placed.step
    let emphasis: Emphasis =
      switch step.kind {
      case .warn: .warning
      case .end: .good
      default: .plain
      }
    screen.show(label: phrases("step.\(Self.label(step))"), words(step.text), emphasis)
    if let say = step.say { screen.show(label: phrases("step.say"), "“\(words(say))”") }
    if case .link(let url) = step.kind { screen.show(label: phrases("step.address"), url) }
    for fact in placed.guide.facts(step.facts) { show(fact, of: placed.guide) }
    showList(step, papers)
    if !step.trouble.isEmpty {
      let names = step.trouble.map { name(of: $0.blocker, in: blockers) }.joined(separator: "; ")
      screen.show(label: phrases("step.trouble"), names, .faint)
    }
  }

  /// The words of a blocker, or its code where no list has it.
  func name(of code: BlockerCode, in blockers: BlockerTaxonomy) -> String {
    blockers[code].map { words($0.name) } ?? code.rawValue
  }

  private func showList(_ step: Step, _ papers: [Paper]) {
    switch step.kind {
    case .ask(let choices):
      for (number, choice) in choices.enumerated() {
        screen.item(number + 1, words(choice.text), indent: 4)
      }
    case .papers:
      for (number, paper) in papers.enumerated() {
        screen.item(number + 1, words(paper.name), indent: 4)
      }
    default: break
    }
  }

  private func show(_ fact: Fact, of guide: Guide) {
    let words = FactNote(phrases: phrases, language: language ?? phrases.language, today: today).words(fact, of: guide)
    let note = words.isEmpty ? "" : " (\(words))"
    screen.show(label: self.words(fact.label) + ":", self.words(fact.value) + note)
  }

  /// Shows in full where the step's facts were read.
  func showSources(of placed: PlacedStep) {
    let ids = Set(placed.guide.facts(placed.step.facts).compactMap(\.source))
    for source in placed.guide.sources where ids.contains(source.id) {
      screen.show(label: phrases("step.source"), "\(source.title) (\(source.seen.slashed))", .faint)
      screen.show(source.url, .faint, indent: 4)
    }
  }

  /// The host of an address: whose word a fact is.
  static func site(_ url: String) -> String {
    let rest = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)
    return rest.count > 1 ? String(rest[1]) : url
  }

  private func slashed(_ date: GuideDate) -> String {
    CivilDate(year: date.year, month: date.month, day: date.day)?.slashed ?? date.description
  }

  private func words(_ text: LocalizedText) -> String { text.text(in: language ?? phrases.language) }

  private static func label(_ step: Step) -> String {
    switch step.kind {
    case .act, .guide: "do"
    case .ask: "ask"
    case .papers: "papers"
    case .record: "record"
    case .link: "link"
    case .warn: "warn"
    case .wait(.otp): "wait-otp"
    case .wait(.approval): "wait-approval"
    case .end: "end"
    }
  }
}
