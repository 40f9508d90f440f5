/// The way through a guide on which every question gets its first choice, and where the other choices leave it.
package struct MainWay {
  /// The steps seen, in order, those of included guides among them; the last is the end.
  package let steps: [PlacedStep]
  private let guide: Guide
  private let catalogue: Catalogue

  /// The main way through a guide of a catalogue without faults.
  package init(_ guide: Guide, in catalogue: Catalogue) {
    (self.guide, self.catalogue) = (guide, catalogue)
    steps = Self.walk(guide, in: catalogue, choosing: [:]).seen
  }

  /// The other choices of a question on the way, each with the first step that is taken for it and not on the main way.
  /// A choice that leaves no step of its own is left out; choices that lead to one step stand together.
  package func branches(at placed: PlacedStep) -> [(choices: [Choice], step: PlacedStep)] {
    let known = Set(steps.map(\.path))
    var branches: [(choices: [Choice], step: PlacedStep)] = []
    for choice in placed.step.choices.dropFirst() {
      let walk = Self.walk(guide, in: catalogue, choosing: [placed.path: choice.id])
      guard let own = walk.seen.drop(while: { $0.path != placed.path }).first(where: { !known.contains($0.path) })
      else { continue }
      if let place = branches.firstIndex(where: { $0.step.path == own.path }) {
        branches[place].choices.append(choice)
      } else {
        branches.append(([choice], own))
      }
    }
    return branches
  }

  /// The guide's own facts that are shown on the way, each once.
  package var facts: [Fact] {
    var seen: Set<String> = []
    return steps.filter { $0.path.ids.count == 1 }.flatMap { guide.facts($0.step.facts) }
      .filter { seen.insert($0.id).inserted }
  }

  /// A walk to its end with some answers; every other question gets its first choice.
  static func walk(_ guide: Guide, in catalogue: Catalogue, choosing answers: [StepPath: String]) -> Walk {
    var walk = Walk(guide, in: catalogue)
    while let place = walk.current, walk.ending == nil {
      let action: WalkEvent.Action =
        switch place.step.kind {
        case .ask(let choices): .answer(answers[place.path] ?? choices.first?.id ?? "")
        case .record: .recorded("")
        default: .done
        }
      do { try walk.apply(WalkEvent(action, at: place.path)) } catch { return walk }
    }
    return walk
  }
}
