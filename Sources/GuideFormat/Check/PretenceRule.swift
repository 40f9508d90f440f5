import Domain

/// What a table calls official imitates nothing and covers nobody else's names: whoever has stolen a trainer's key must not
/// give a look-alike a good name.
struct PretenceRule {
  let judge: LinkJudge

  func check(_ root: SourceNode, log: FaultLog) {
    for entry in root["domains"]?.list ?? [] where entry["status"]?.text == KnownSite.Status.official.rawValue {
      guard let node = entry["domain"], let name = node.text?.lowercased() else { continue }
      let verdict = judge.without(name).verdict(on: "https://" + name.replacing("*", with: "x"))
      guard verdict.answer == .suspicious || verdict.reason == .notAnAddress || isTooWide(name) else { continue }
      log.report(
        .suspiciousLink, at: node.position, found: name, expected: verdict.official.map { [$0] } ?? [], names: [])
    }
    // What is not registrable vouches for nothing.
    for entry in root["suffixes"]?.list ?? [] where entry["registrable"]?.text != "false" {
      guard let node = entry["suffix"], let suffix = node.text, !StateSuffix.isSound(suffix) else { continue }
      log.report(.suspiciousLink, at: node.position, found: suffix, names: [])
    }
  }

  /// Whether the name stands for sites of whoever registers one.
  private func isTooWide(_ name: String) -> Bool {
    guard let star = name.lastIndex(of: "*") else { return WebLocation("https://" + name)?.isSharedEnd ?? true }
    return !StateSuffix.isSound(String(name[name.index(after: star)...].drop { $0 == "." }))
  }
}
