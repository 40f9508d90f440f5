import Domain
import GuideFormat
import Phrases

/// What a citizen takes home of a guide: papers, the steps of the main way, where to ask, and what may have changed.
///
/// The main way is the one that every question's first and commonest choice opens; the other choices are named with
/// the first step to which they alone lead. A guide included is one step, and of most steps the first sentence stands.
struct CitizenSheet {
  /// A step of the main way.
  struct Line {
    let text: String
    /// The address to open.
    let url: String?
    /// The other answers and where they lead.
    let branches: [String]
    let isWarning: Bool
  }

  /// A fact with what is to be known about it.
  struct Entry {
    let label: String
    let value: String
    let note: String
  }

  let language: String
  let title: String
  let papers: [String]
  let steps: [Line]
  /// Who answers questions.
  let places: [String]
  let facts: [Entry]
  /// When it was printed, and until when it may be relied on.
  let dates: String

  /// The sheet of a guide, printed today.
  init(_ guide: Guide, in catalogue: Catalogue, phrases: Phrases, language: String, today: CivilDate) {
    func words(_ text: LocalizedText) -> String { text.text(in: language) }
    let condition = ConditionWords(
      phrases: phrases, language: language, guide: guide, catalogue: catalogue, isShort: true)
    let way = MainWay(guide, in: catalogue)
    self.language = language
    title = words(guide.title)
    papers = guide.papers.map { paper in
      guard let when = paper.when else { return words(paper.name) }
      return words(paper.name) + " (\(phrases("print.when", ["condition": condition(when)])))"
    }
    /// What the sheet says of a step: of one inside an included guide what the guide step says, and the first sentence
    /// of what is to be done.
    func text(_ placed: PlacedStep) -> String {
      let step = placed.path.ids.count == 1 ? placed.step : guide.step(placed.path.ids[0]) ?? placed.step
      let words = words(step.text)
      return step.kind == .warn || step.isEnd ? words : ConditionWords.opening(words)
    }
    var told: Set<String> = []
    steps = way.steps.compactMap { placed in
      let isInner = placed.path.ids.count > 1
      if case .papers = placed.step.kind { return nil }
      guard told.insert(placed.path.ids[0]).inserted else { return nil }
      let branches = way.branches(at: placed).filter { $0.step.path.ids[0] != placed.path.ids[0] }.map { branch in
        let answers = branch.choices.map { "“\(words($0.text))”" }.joined(separator: ", ")
        return phrases("print.branch", ["answer": answers, "step": ConditionWords.opening(text(branch.step))])
      }
      if case .ask = placed.step.kind, branches.isEmpty, !isInner { return nil }
      let url: String? = if case .link(let url) = placed.step.kind { url } else { nil }
      return Line(
        text: text(placed), url: isInner ? nil : url, branches: branches,
        isWarning: !isInner && placed.step.kind == .warn)
    }
    let note = FactNote(phrases: phrases, language: language, today: today)
    facts = way.facts.map { fact in
      Entry(label: words(fact.label), value: words(fact.value), note: note.words(fact, of: guide))
    }
    var places: [String] = []
    for place in [guide.procedure?.authority].compactMap(\.self) + way.facts.compactMap(\.verifyWith)
    where !places.contains(words(place)) { places.append(words(place)) }
    self.places = places
    let review = guide.reviewBy
    dates = phrases(
      "print.dates",
      [
        "day": today.slashed, "version": String(guide.version),
        "review": CivilDate(year: review.year, month: review.month, day: review.day)?.slashed ?? review.description,
      ])
  }
}
