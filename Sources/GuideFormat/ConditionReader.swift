/// Reads `when`, which may look at earlier answers only.
struct ConditionReader {
  /// An end of another guide that a condition names; only the catalogue can say whether it is there.
  struct NamedEnd {
    let guide: GuideID
    let end: String
    let position: Position
  }

  private static let forms = ["equals", "not", "any", "all"]

  let outline: StepOutline
  let log: FaultLog
  /// The ends of other guides named so far.
  private(set) var namedEnds: [NamedEnd] = []

  init(outline: StepOutline, log: FaultLog) {
    (self.outline, self.log) = (outline, log)
  }

  /// The condition of a step or paper at a place; nil where there is none or it is faulty.
  mutating func read(_ node: SourceNode?, before place: Int) -> Condition? {
    guard let node else { return nil }
    let fields = Fields(node, known: Self.forms, log: log)
    guard case .mapping(let entries) = node.content else { return nil }
    let forms = entries.filter { Self.forms.contains($0.key) }
    guard forms.count == 1, let form = forms.first else {
      if forms.count > 1 || entries.isEmpty {
        let found = forms.map(\.key).joined(separator: ", ")
        log.report(.badCondition, at: fields.position, found: found, expected: Self.forms, names: [])
      }
      return nil
    }
    switch form.key {
    case "equals": return equality(form.value, before: place)
    case "not": return read(form.value, before: place).map(Condition.not)
    default:
      let nodes = Fields.list(form.value, log: log)
      if nodes.isEmpty, case .list = form.value.content {
        log.report(.badCondition, at: form.value.position, found: form.key, expected: Self.forms, names: [])
      }
      var inner: [Condition] = []
      for node in nodes {
        if let condition = read(node, before: place) { inner.append(condition) }
      }
      return form.key == "any" ? .any(inner) : .all(inner)
    }
  }

  private mutating func equality(_ node: SourceNode, before place: Int) -> Condition? {
    guard case .mapping(let entries) = node.content else {
      Fields.reportType(of: node, expected: "mapping", log: log)
      return nil
    }
    guard entries.count == 1, let entry = entries.first else {
      log.report(.badCondition, at: node.position, found: "equals", expected: ["{step: choice}"], names: [])
      return nil
    }
    guard let answer = Fields.scalar(entry.value, log: log) else { return nil }
    check(step: entry, answer: answer, before: place)
    return .equals(step: entry.key, answer: answer)
  }

  private mutating func check(step: SourceNode.Entry, answer: String, before place: Int) {
    let names = outline.answerable(before: place)
    guard let found = outline.place(of: step.key) else {
      log.report(.unknownStep, at: step.keyPosition, found: step.key, expected: names)
      return
    }
    guard found < place else {
      log.report(.laterStep, at: step.keyPosition, found: step.key, expected: names, names: [])
      return
    }
    switch outline.answer(of: step.key) {
    case .choice(let choices):
      if !choices.contains(answer) {
        log.report(.unknownChoice, at: step.value.position, found: answer, expected: choices)
      }
    case .end(let guide):
      namedEnds.append(NamedEnd(guide: guide, end: answer, position: step.value.position))
    case .none:
      log.report(.stepWithoutAnswer, at: step.keyPosition, found: step.key, expected: names, names: [])
    }
  }
}
