import Domain

/// Something that happened at a step of a walk. A walk is the fold of its events, which are all that is stored.
///
/// What the citizen's values and the notes say is not in the event: it is sealed elsewhere, and the event holds a
/// reference to it.
package struct WalkEvent: Hashable, Sendable {
  /// What happened.
  package enum Action: Hashable, Sendable {
    /// The step was done, read, or waited for.
    case done
    /// The question was answered with the choice of this id.
    case answer(String)
    /// The papers of these ids are there.
    case ticked([String])
    /// A value was noted down; the text is the reference to where it is sealed.
    case recorded(String)
    /// The step was left out.
    case skipped
    /// The citizen is stuck here; the walk stays where it is.
    case blocked(BlockerCode)
    /// A note was made; the text is the reference to where it is sealed. The walk stays where it is.
    case noted(String)
    /// The walk goes back to the step before, which counts as not yet taken.
    case back
  }

  /// The step at which it happened: the one that the walk stood at.
  package let path: StepPath
  /// What happened there.
  package let action: Action

  /// An event at a step.
  package init(_ action: Action, at path: StepPath) {
    (self.path, self.action) = (path, action)
  }
}

extension WalkEvent {
  /// The event as it is stored: a word, the path, and whatever the word needs. There is one form for each event.
  package var fields: [String] {
    switch action {
    case .done: ["done", path.description]
    case .answer(let choice): ["answer", path.description, choice]
    case .ticked(let papers): ["ticked", path.description] + papers
    case .recorded(let reference): ["recorded", path.description, reference]
    case .skipped: ["skipped", path.description]
    case .blocked(let blocker): ["blocked", path.description, blocker.rawValue]
    case .noted(let reference): ["noted", path.description, reference]
    case .back: ["back", path.description]
    }
  }

  /// An event from its stored form; nil for anything that `fields` does not make.
  package init?(fields: [String]) {
    guard fields.count >= 2 else { return nil }
    let action: Action
    switch (fields[0], fields.count) {
    case ("done", 2): action = .done
    case ("answer", 3): action = .answer(fields[2])
    case ("ticked", _): action = .ticked(Array(fields[2...]))
    case ("recorded", 3): action = .recorded(fields[2])
    case ("skipped", 2): action = .skipped
    case ("blocked", 3): action = .blocked(BlockerCode(rawValue: fields[2]))
    case ("noted", 3): action = .noted(fields[2])
    case ("back", 2): action = .back
    default: return nil
    }
    self.init(action, at: StepPath(fields[1]))
  }
}
