import Domain
import GuideFormat
import Phrases

/// Shows a step outside a walk, and says when it is taken and how many rows it needs.
struct StepPreview {
  let catalogue: Catalogue
  let phrases: Phrases
  let language: String
  let today: CivilDate

  /// Shows the step on a page; true where it takes more rows than the smallest terminal has.
  func show(_ placed: PlacedStep, of guide: Guide, on page: PageTerminal) -> Bool {
    let screen = Screen(page)
    render(placed, on: screen)
    let words = ConditionWords(phrases: phrases, language: language, guide: placed.guide, catalogue: catalogue)
    if case .guide(let inner) = placed.step.kind {
      let title = catalogue[inner]?.title.text(in: language) ?? inner.rawValue
      screen.show(phrases("preview.inner", ["title": title, "id": inner.rawValue]), .faint, indent: 2)
    }
    if let when = placed.step.when {
      screen.show(phrases("preview.when", ["condition": words(when)]), .faint, indent: 2)
    }
    if case .papers = placed.step.kind {
      for paper in placed.guide.papers {
        guard let when = paper.when else { continue }
        let arguments = ["paper": paper.name.text(in: language), "condition": words(when)]
        screen.show(phrases("preview.paper", arguments), .faint, indent: 2)
      }
    }
    let rows = rows(of: placed)
    let isTall = rows > GuidesPreview.smallest.rows
    let key = isTall ? "preview.rows.many" : "preview.rows"
    let sentence = phrases(key, ["step": placed.path.description, "rows": String(rows)])
    screen.show(sentence, isTall ? .warning : .faint, indent: 2)
    return isTall
  }

  /// The rows that the step takes on the smallest terminal, with the prompt under it.
  func rows(of placed: PlacedStep) -> Int {
    let page = PageTerminal(columns: GuidesPreview.smallest.columns)
    render(placed, on: Screen(page))
    return page.rows + 1
  }

  private func render(_ placed: PlacedStep, on screen: Screen) {
    let steps = placed.guide.steps
    let number = (steps.firstIndex { $0.id == placed.step.id } ?? 0) + 1
    StepView(screen: screen, phrases: phrases, today: today, language: language)
      .show(placed, at: (number, steps.count), papers: placed.guide.papers, blockers: catalogue.blockers)
  }
}
