/// A step where a walk stands or has been.
package struct PlacedStep: Hashable, Sendable {
  /// The step's path within the walk.
  package let path: StepPath
  /// The step.
  package let step: Step
  /// The guide to which it belongs: the one walked, or one included.
  package let guide: Guide
}

/// The way through a guide that some answers open, from its first step to where an answer is wanting.
///
/// Inner guides are walked in their place: their ends are passed in silence and answer the guide step.
struct Course {
  /// Deeper than guides of a catalogue without faults include one another.
  static let deepest = 300

  /// The steps taken, in order; the one to be taken now is not among them.
  private(set) var taken: [PlacedStep] = []
  /// The step to be taken now; an end, where the walk is over.
  private(set) var current: PlacedStep?
  /// How many steps the walk has, if every open question gets its first choice.
  private(set) var total = 0
  /// The answers to guide steps: the ends that their guides came to.
  private(set) var innerEnds: [StepPath: String] = [:]
  /// The answers in the current step's own guide, by step id.
  private(set) var answersHere: [String: String] = [:]

  private let catalogue: Catalogue
  private let responses: [StepPath: WalkEvent.Action]

  /// The way that the responses of the steps taken open.
  init(through guide: Guide, in catalogue: Catalogue, responses: [StepPath: WalkEvent.Action]) {
    (self.catalogue, self.responses) = (catalogue, responses)
    _ = follow(guide, below: [])
  }

  /// Follows a guide to its end, and gives the end's id.
  private mutating func follow(_ guide: Guide, below prefix: [String]) -> String? {
    var answers: [String: String] = [:]
    for step in guide.steps where step.when?.holds(given: answers) ?? true {
      let path = StepPath(prefix + [step.id])
      switch step.kind {
      case .guide(let id):
        guard prefix.count < Self.deepest, let inner = catalogue[id] else { continue }
        let end = follow(inner, below: path.ids)
        answers[step.id] = end
        if current == nil { innerEnds[path] = end }
      case .end where !prefix.isEmpty:
        return step.id
      case .end:
        total += 1
        stand(at: step, path, of: guide, answers: answers)
        return step.id
      default:
        total += 1
        if current == nil, let response = responses[path] {
          taken.append(PlacedStep(path: path, step: step, guide: guide))
          if case .answer(let choice) = response { answers[step.id] = choice }
        } else {
          stand(at: step, path, of: guide, answers: answers)
          if let first = step.choices.first { answers[step.id] = first.id }
        }
      }
    }
    return nil
  }

  private mutating func stand(at step: Step, _ path: StepPath, of guide: Guide, answers: [String: String]) {
    guard current == nil else { return }
    current = PlacedStep(path: path, step: step, guide: guide)
    answersHere = answers
  }
}
