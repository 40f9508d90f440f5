extension Fields {
  /// The fields of a table beside the guides' folders. A version stands in those that are published; other tables have none.
  init(table root: SourceNode, known: [String], log: FaultLog) {
    self.init(root, known: ["format", "version"] + known, log: log)
    _ = required("format")
    if optional("version") != nil { _ = number("version") }
  }

  /// Notes where an entry of a table is not printed as every fact is: with a source, and with whom to ask where it is not
  /// sure; what is still to be verified may have no source.
  func checkSource(among sources: [String]) {
    let mayLack = word("mark", Fact.Mark.self) == .toVerify && optional("source") == nil
    if !mayLack, let source = text("source"), !sources.contains(source), let node = optional("source") {
      log.report(.unknownSource, at: node.position, found: source, expected: sources)
    }
    if word("mark", Fact.Mark.self) == .toVerify, optional("verify_with") == nil {
      log.report(.missingVerifier, at: position, names: [])
    }
  }
}
