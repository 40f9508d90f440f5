import Domain

/// One way of saying it leads to one guide.
struct AliasRule {
  private var owners: [String: String] = [:]

  mutating func check(_ guide: String, _ root: SourceNode, log: FaultLog) {
    for node in root["aliases"]?.list ?? [] {
      guard let text = node.text else { continue }
      let folded = FoldedText.text(text)
      if let owner = owners[folded] {
        log.report(.repeatedAlias, at: node.position, found: text, expected: [owner], names: [])
      } else {
        owners[folded] = guide
      }
    }
  }
}
