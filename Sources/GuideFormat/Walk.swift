import Domain

/// A walk through a guide: the fold of its events.
///
/// Whoever replays the same events through the same guides stands at the same step. An event that does not fit the
/// step is refused, and the walk stays as it was.
package struct Walk: Sendable {
  /// Something that got the citizen stuck, and where.
  package struct Block: Hashable, Sendable {
    /// The step.
    package let path: StepPath
    /// What it was.
    package let blocker: BlockerCode
  }

  /// A reference to something sealed, and the step at which it was made.
  package struct Sealed: Hashable, Sendable {
    /// The step.
    package let path: StepPath
    /// The reference, which means nothing here.
    package let reference: String
  }

  /// The guide that is walked.
  package let guide: Guide
  /// What happened, in order; back steps are events too.
  package private(set) var events: [WalkEvent] = []
  /// What got the citizen stuck, in order; going back does not undo it.
  package private(set) var blockers: [Block] = []
  /// The notes made, in order; going back does not undo them.
  package private(set) var notes: [Sealed] = []

  private let catalogue: Catalogue

  /// What gets people stuck, by the content that is walked.
  package var blockerTaxonomy: BlockerTaxonomy { catalogue.blockers }
  /// The events that took a step and have not been undone.
  private(set) var taken: [WalkEvent] = []
  private(set) var course: Course

  /// A walk at its first step.
  package init(_ guide: Guide, in catalogue: Catalogue) {
    (self.guide, self.catalogue) = (guide, catalogue)
    course = Course(through: guide, in: catalogue, responses: [:])
  }

  /// A walk after some events; throws at the first that does not fit.
  package init(_ guide: Guide, in catalogue: Catalogue, replaying events: [WalkEvent]) throws(WalkError) {
    self.init(guide, in: catalogue)
    for event in events { try apply(event) }
  }

  /// A walk taken up again although its guide may have changed since: as far as the events fit.
  ///
  /// Events that do not fit are handed back, in order.
  package static func resumed(
    _ guide: Guide, in catalogue: Catalogue, after events: [WalkEvent]
  ) -> (walk: Walk, unfitting: [WalkEvent]) {
    var walk = Walk(guide, in: catalogue)
    var unfitting: [WalkEvent] = []
    for event in events {
      do { try walk.apply(event) } catch { unfitting.append(event) }
    }
    return (walk, unfitting)
  }

  /// The walk after one more event.
  package func applying(_ event: WalkEvent) throws(WalkError) -> Walk {
    var walk = self
    try walk.apply(event)
    return walk
  }

  /// Takes in one more event; throws, and leaves the walk as it was, where the event does not fit.
  package mutating func apply(_ event: WalkEvent) throws(WalkError) {
    guard let current else { throw .nothingToDo }
    guard current.path == event.path else { throw .elsewhere(current: current.path, event: event.path) }
    switch event.action {
    case .blocked(let blocker): blockers.append(Block(path: event.path, blocker: blocker))
    case .noted(let reference): notes.append(Sealed(path: event.path, reference: reference))
    case .back:
      guard !taken.isEmpty else { throw .nothingToUndo }
      taken.removeLast()
      renewCourse()
    default:
      try check(event.action, at: current)
      taken.append(event)
      renewCourse()
    }
    events.append(event)
  }

  private mutating func renewCourse() {
    let responses = Dictionary(taken.map { ($0.path, $0.action) }) { _, last in last }
    course = Course(through: guide, in: catalogue, responses: responses)
  }

  private func check(_ action: WalkEvent.Action, at place: PlacedStep) throws(WalkError) {
    switch (action, place.step.kind) {
    case (.done, .act), (.done, .link), (.done, .warn), (.done, .wait), (.done, .papers): return
    case (.recorded, .record), (.skipped, .record(_, optional: true)): return
    case (.skipped, .act), (.skipped, .link), (.skipped, .wait), (.skipped, .papers): return
    case (.answer(let choice), .ask(let choices)):
      guard choices.contains(where: { $0.id == choice }) else { throw .unknownChoice(place.path, choice) }
    case (.ticked(let papers), .papers):
      let known = Set(self.papers.map(\.id))
      if let unknown = papers.first(where: { !known.contains($0) }) { throw .unknownPaper(place.path, unknown) }
      guard Set(papers).count == papers.count else { throw .unfitting(place.path) }
    default: throw .unfitting(place.path)
    }
  }
}

/// Why a walk refuses an event.
package enum WalkError: Error, Hashable, Sendable {
  /// The event is of another step than the current one.
  case elsewhere(current: StepPath, event: StepPath)
  /// The event does not suit the kind of step.
  case unfitting(StepPath)
  /// The question has no such choice.
  case unknownChoice(StepPath, String)
  /// The guide asks for no such paper of this citizen.
  case unknownPaper(StepPath, String)
  /// There is no step before the current one.
  case nothingToUndo
  /// The walk has no step at all.
  case nothingToDo
}
