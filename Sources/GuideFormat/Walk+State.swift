import Domain

/// Where a walk stands, and what has been said and done so far.
extension Walk {
  /// The step to be taken now; at the end of the walk its end step.
  package var current: PlacedStep? { course.current }

  /// The end step, once the walk has come to it.
  package var ending: Step? {
    current.flatMap { $0.step.isEnd ? $0.step : nil }
  }

  /// The current step's number among the steps seen, from 1, and how many steps the walk has if every open question
  /// gets its first choice.
  package var place: (number: Int, total: Int) { (seen.count, course.total) }

  /// Every step seen, in order; the current one is the last.
  package var seen: [PlacedStep] { course.taken + (course.current.map { [$0] } ?? []) }

  /// The answers by step: choices of questions, and the ends that inner guides came to.
  package var answers: [StepPath: String] {
    var answers = course.innerEnds
    for event in taken {
      if case .answer(let choice) = event.action { answers[event.path] = choice }
    }
    return answers
  }

  /// What the log counts the help as: what the latest answer with a service of its own says, else the guide.
  package var service: ServiceType {
    // What is answered inside an included guide does not change what the whole walk is about.
    for event in taken.reversed() where event.path.ids.count == 1 {
      guard case .answer(let id) = event.action,
        let choice = seen.first(where: { $0.path == event.path })?.step.choices.first(where: { $0.id == id })
      else { continue }
      if let service = choice.service { return service }
    }
    return guide.service
  }

  /// The steps left out, in order.
  package var skipped: [StepPath] {
    taken.filter { $0.action == .skipped }.map(\.path)
  }

  /// The papers that are there, by the step at which they were ticked.
  package var ticked: [StepPath: [String]] {
    var ticked: [StepPath: [String]] = [:]
    for event in taken {
      if case .ticked(let papers) = event.action { ticked[event.path] = papers }
    }
    return ticked
  }

  /// The values noted down, in order.
  package var records: [Sealed] {
    taken.compactMap { event in
      if case .recorded(let reference) = event.action { Sealed(path: event.path, reference: reference) } else { nil }
    }
  }

  /// The papers that the current step's guide asks of this citizen, given the answers so far.
  package var papers: [Paper] {
    guard let current else { return [] }
    return current.guide.papers.filter { $0.when?.holds(given: course.answersHere) ?? true }
  }

  /// Everything that the walk remembers but the way here: two walks with equal states go on alike.
  package var state: State {
    State(taken: taken, blockers: blockers, notes: notes)
  }

  /// What a walk remembers: the steps taken and not undone, what got stuck, what was noted.
  package struct State: Hashable, Sendable {
    fileprivate let taken: [WalkEvent]
    fileprivate let blockers: [Block]
    fileprivate let notes: [Sealed]
  }

  /// Whether going back is possible.
  package var canGoBack: Bool { !course.taken.isEmpty }
}
