import Domain

/// Where a citizen is sent must be official: every address that a guide shows, but for those of sources, which are read
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
      // An old source may be read over plain http.
      guard verdict.answer == .suspicious, verdict.reason != .notSecure else { continue }
      log.report(
        .suspiciousLink, at: url.position, found: address, expected: verdict.official.map { [$0] } ?? [], names: [])
    }
  }

  private func check(_ texts: [SourceNode], mayWarn: Bool = false, log: FaultLog) {
    for node in texts {
      for (address, verdict) in findings(in: node.text ?? "") where !(mayWarn && verdict.reason == .warnedOf) {
        log.report(
          verdict.answer == .suspicious ? .suspiciousLink : .unofficialLink, at: node.position, found: address.text,
          expected: verdict.official.map { [$0] } ?? [], names: judge.officialNames)
      }
    }
  }

  /// The addresses in a text that are not official, and what is known of them.
  func findings(in text: String) -> [(address: WrittenAddress, verdict: LinkVerdict)] {
    WrittenAddress.all(in: text).map { ($0, judge.verdict(on: $0.text)) }.filter { address, verdict in
      verdict.answer != .official && !(verdict.reason == .notAnAddress && address.text.hasSuffix("://"))
        && !isHarmless(address, verdict)
    }
  }

  /// Whether what looks like an address is the name of a suffix, a mailbox or a file, or an abbreviation, and imitates
  /// nothing.
  private func isHarmless(_ address: WrittenAddress, _ verdict: LinkVerdict) -> Bool {
    guard address.isBare else { return false }
    if judge.isStateSuffix(address.text) { return true }
    if verdict.reason == .userInfo { return verdict.official == nil }
    guard verdict.answer != .suspicious || (verdict.reason == .foreignLetters && verdict.official == nil) else {
      return false
    }
    return judge.endsAsFile(address.text) || address.isAbbreviation
  }
}
