import Domain

/// One way of saying it leads to one guide.
struct AliasRule {
  private var owners: [String: GuideID] = [:]

  mutating func check(_ guide: Guide, _ root: SourceNode, log: FaultLog) {
    for node in root["aliases"]?.list ?? [] {
      guard let text = node.text else { continue }
      let folded = FoldedText.text(text)
      if let owner = owners[folded] {
        log.report(.repeatedAlias, at: node.position, found: text, expected: [owner.rawValue], names: [])
      } else {
        owners[folded] = guide.id
      }
    }
  }
}
