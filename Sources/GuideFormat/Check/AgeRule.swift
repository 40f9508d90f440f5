/// A guide is read again before its `review_by`, and a fact that is over is taken out.
struct AgeRule {
  let today: GuideDate

  func check(_ root: SourceNode, log: FaultLog) {
    if let node = root["review_by"], let day = node.text.flatMap({ GuideDate($0) }), day <= today {
      log.report(.reviewOverdue, at: node.position, found: day.description, names: [])
    }
    for fact in root["facts"]?.list ?? [] {
      guard let node = fact["valid_to"], let end = node.text.flatMap({ GuideDate($0) }), end < today else { continue }
      log.report(.factOver, at: node.position, found: fact["id"]?.text ?? "", names: [])
    }
  }
}
