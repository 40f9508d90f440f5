/// A guide is read again before its `review_by`, and a fact that is over is taken out.
struct AgeRule {
  let today: GuideDate

  func check(_ guide: Guide, _ root: SourceNode, log: FaultLog) {
    if guide.reviewBy <= today, let node = root["review_by"] {
      log.report(.reviewOverdue, at: node.position, found: guide.reviewBy.description, names: [])
    }
    for (fact, node) in zip(guide.facts, root["facts"]?.list ?? []) {
      guard let end = fact.validTo, end < today else { continue }
      log.report(.factOver, at: node["valid_to"]?.position ?? node.position, found: fact.id, names: [])
    }
  }
}
