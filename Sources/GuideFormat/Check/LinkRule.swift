import Domain

/// Where a citizen is sent must be official, over https: every address that a guide shows, but for those of sources, which are read
/// by trainers.
struct LinkRule {
  let judge: LinkJudge

  func check(_ root: SourceNode, log: FaultLog) {
    check(root.texts(except: ["sources", "facts"]), log: log)
    // A fact may name a fake that people are warned of.
    check(root["facts"]?.texts() ?? [], mayWarn: true, log: log)
    // Nobody needs a source that only pretends to be one.
    for node in root["sources"]?.list ?? [] {
      guard let url = node["url"], let address = url.text else { continue }
      let verdict = judge.verdict(on: address)
      guard verdict.answer == .suspicious else { continue }
      log.report(
        .suspiciousLink, at: url.position, found: address, expected: verdict.official.map { [$0] } ?? [], names: [])
    }
  }

  private func check(_ texts: [SourceNode], mayWarn: Bool = false, log: FaultLog) {
    for node in texts {
      for (address, verdict) in judge.findings(in: node.text ?? "") where !(mayWarn && verdict.reason == .warnedOf) {
        log.report(
          verdict.answer == .notOfficial ? .unofficialLink : .suspiciousLink, at: node.position, found: address.text,
          expected: verdict.official.map { [$0] } ?? [], names: judge.officialNames)
      }
    }
  }
}
