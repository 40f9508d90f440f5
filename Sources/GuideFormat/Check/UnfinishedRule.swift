/// What a new guide's skeleton has left to write is written before anybody is shown it.
struct UnfinishedRule {
  func check(_ root: SourceNode, log: FaultLog) {
    for node in root.texts() where node.text?.contains(GuideSkeleton.unfinished) == true {
      log.report(.unfinished, at: node.position, found: node.text ?? "", names: [])
    }
  }
}
