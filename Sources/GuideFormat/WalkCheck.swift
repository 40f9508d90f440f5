/// One walk of `walks.yaml`: the answers given, and what is to be seen for them.
struct WalkCheck {
  /// A word of the file with its place.
  struct Word {
    let text: String
    let position: Position
  }

  let position: Position
  let answers: [(path: Word, choice: Word)]
  let sees: [Word]
  let seesPosition: Position
  let end: Word?

  /// The walks of a file.
  static func read(_ root: SourceNode, log: FaultLog) -> [WalkCheck] {
    let fields = Fields(root, known: ["walks"], log: log)
    guard let node = fields.required("walks") else { return [] }
    return Fields.list(node, log: log).map { WalkCheck($0, log: log) }
  }

  private init(_ node: SourceNode, log: FaultLog) {
    func word(_ node: SourceNode) -> Word? {
      Fields.scalar(node, log: log).map { Word(text: $0, position: node.position) }
    }
    let fields = Fields(node, known: ["name", "answers", "sees", "end"], log: log)
    _ = fields.text("name")
    position = node.position
    let answers = fields.optional("answers")
    _ = Fields(answers, known: nil, log: log)
    self.answers = (answers?.entries ?? []).compactMap { entry in
      word(entry.value).map { (Word(text: entry.key, position: entry.keyPosition), $0) }
    }
    let sees = fields.required("sees")
    seesPosition = sees?.position ?? node.position
    self.sees = sees.map { Fields.list($0, log: log) }?.compactMap(word) ?? []
    end = fields.required("end").flatMap(word)
  }

  /// Walks the guide with the answers, and notes where it differs from what the file says.
  func run(_ guide: Guide, in catalogue: Catalogue, log: FaultLog) {
    guard namesAreKnown(guide, in: catalogue, log: log) else { return }
    let choices = Dictionary(answers.map { ($0.path.text, $0.choice.text) }) { first, _ in first }
    var walk = Walk(guide, in: catalogue)
    while let place = walk.current, walk.ending == nil {
      guard let action = action(at: place, choices: choices) else {
        log.report(
          .unansweredQuestion, at: position, found: place.path.description, expected: place.step.choices.map(\.id),
          names: [])
        return
      }
      do { try walk.apply(WalkEvent(action, at: place.path)) } catch { return }
    }
    compare(walk, log: log)
  }

  /// What the walk does at a step unless its answers say otherwise.
  private func action(at place: PlacedStep, choices: [String: String]) -> WalkEvent.Action? {
    switch place.step.kind {
    case .ask: choices[place.path.description].map(WalkEvent.Action.answer)
    case .record: .recorded("")
    default: .done
    }
  }

  private func compare(_ walk: Walk, log: FaultLog) {
    let seen = walk.seen.map(\.path.description)
    for answer in answers where !seen.contains(answer.path.text) {
      log.report(.unusedAnswer, at: answer.path.position, found: answer.path.text, expected: seen, names: [])
    }
    let said = sees.map(\.text)
    if let place = (0..<max(seen.count, said.count)).first(where: { place in
      !seen.indices.contains(place) || !said.indices.contains(place) || seen[place] != said[place]
    }) {
      log.report(
        .walkDiffers, at: sees.indices.contains(place) ? sees[place].position : seesPosition,
        found: said.indices.contains(place) ? said[place] : "", expected: Array(seen[place...]), names: [])
    }
    if let end, let ending = walk.ending, ending.id != end.text {
      log.report(.walkEndsElsewhere, at: end.position, found: end.text, expected: [ending.id], names: [])
    }
  }

  private func namesAreKnown(_ guide: Guide, in catalogue: Catalogue, log: FaultLog) -> Bool {
    let before = log.faults.count
    let steps = catalogue.steps(of: guide)
    let byPath = Dictionary(steps.map { ($0.path.description, $0.step) }) { first, _ in first }
    let questions = steps.filter { !$0.step.choices.isEmpty }.map(\.path.description)
    for (path, choice) in answers {
      guard let step = byPath[path.text] else {
        log.report(.unknownStep, at: path.position, found: path.text, expected: questions)
        continue
      }
      if step.choices.isEmpty {
        log.report(.stepWithoutAnswer, at: path.position, found: path.text, expected: questions, names: [])
      } else if !step.choices.contains(where: { $0.id == choice.text }) {
        log.report(.unknownChoice, at: choice.position, found: choice.text, expected: step.choices.map(\.id))
      }
    }
    let paths = steps.map(\.path.description)
    for path in sees where byPath[path.text] == nil {
      log.report(.unknownStep, at: path.position, found: path.text, expected: paths)
    }
    let ends = guide.steps.filter(\.isEnd).map(\.id)
    if let end, !ends.contains(end.text) {
      log.report(.unknownEnd, at: end.position, found: end.text, expected: ends)
    }
    return log.faults.count == before
  }
}
