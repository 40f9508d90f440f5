/// Every step is seen by a walk, and every choice is taken by one: what no walk comes to, nobody has tried.
struct CoverageRule {
  func check(_ root: SourceNode, walks text: String, log: FaultLog) {
    let scratch = FaultLog(file: "")
    guard let walksRoot = SourceTree.read(text, log: scratch) else { return }
    let walks = WalkCheck.read(walksRoot, log: scratch)
    let seen = Set(walks.flatMap { $0.sees.map(\.text) })
    let taken = Set(walks.flatMap { $0.answers.map { $0.path.text + "=" + $0.choice.text } })
    for step in root["steps"]?.list ?? [] where step["guide"] == nil {
      guard let id = step["id"]?.text else { continue }
      guard seen.contains(id) else {
        log.report(.unwalkedStep, at: step.position, found: id, names: [])
        continue
      }
      for choice in step["choices"]?.list ?? [] {
        guard let answer = choice["id"]?.text, !taken.contains(id + "=" + answer) else { continue }
        log.report(.untakenChoice, at: choice.position, found: "\(id)=\(answer)", names: [])
      }
    }
  }
}
