/// Every step is seen by a walk, and every choice is taken by one: what no walk comes to, nobody has tried.
struct CoverageRule {
  private let catalogue: Catalogue

  /// The rule for guides of that catalogue.
  init(_ catalogue: Catalogue) { self.catalogue = catalogue }

  func check(_ guide: Guide, _ root: SourceNode, walks text: String, log: FaultLog) {
    let scratch = FaultLog(file: "")
    guard let walksRoot = SourceTree.read(text, log: scratch) else { return }
    let walks = WalkCheck.read(walksRoot, log: scratch)
    let seen = Set(walks.flatMap { $0.sees.map(\.text) })
    let taken = Set(walks.flatMap { $0.answers.map { $0.path.text + "=" + $0.choice.text } })
    for (step, node) in zip(guide.steps, root["steps"]?.list ?? []) {
      if case .guide = step.kind { continue }
      guard seen.contains(step.id) else {
        log.report(.unwalkedStep, at: node.position, found: step.id, names: [])
        continue
      }
      for (choice, choiceNode) in zip(step.choices, node["choices"]?.list ?? [])
      where !taken.contains(step.id + "=" + choice.id) {
        log.report(.untakenChoice, at: choiceNode.position, found: "\(step.id)=\(choice.id)", names: [])
      }
    }
  }
}
