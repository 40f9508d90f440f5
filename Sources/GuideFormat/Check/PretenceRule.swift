import Domain

/// A site that a table calls official imitates none that is: whoever has stolen a trainer's key must not give a look-alike
/// a good name.
struct PretenceRule {
  let judge: LinkJudge

  func check(_ root: SourceNode, log: FaultLog) {
    for entry in root["domains"]?.list ?? [] where entry["status"]?.text == KnownSite.Status.official.rawValue {
      guard let node = entry["domain"], let name = node.text?.lowercased() else { continue }
      let verdict = judge.without(name).verdict(on: "https://" + name.replacing("*", with: "x"))
      guard verdict.answer == .suspicious || verdict.reason == .notAnAddress else { continue }
      log.report(
        .suspiciousLink, at: node.position, found: name, expected: verdict.official.map { [$0] } ?? [], names: [])
    }
  }
}
