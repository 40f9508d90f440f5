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
      for address in Self.addresses(in: node.text ?? "") {
        let verdict = judge.verdict(on: address)
        guard verdict.answer != .official, !(verdict.reason == .notAnAddress && address.hasSuffix("://")),
          !(mayWarn && verdict.reason == .warnedOf)
        else { continue }
        log.report(
          verdict.answer == .suspicious ? .suspiciousLink : .unofficialLink, at: node.position, found: address,
          expected: verdict.official.map { [$0] } ?? [], names: judge.officialNames)
      }
    }
  }

  /// What in a text is, or looks like, a web address.
  static func addresses(in text: String) -> [String] {
    text.split(whereSeparator: { $0.isWhitespace || "«»()[]“”\"'<>;,|".contains($0) }).compactMap { word in
      let word = String(word).trimmingPunctuation
      // Whatever a browser or a phone would open, in its looser spellings, too.
      if word.contains(/^[A-Za-z][A-Za-z0-9+.-]*:[\/\\]/) || word.contains("://") { return word }
      // Without a scheme: labels and a known-looking end, no number, no file of ours.
      let host = word.prefix { !"/?#:@".contains($0) }
      let labels = host.split(separator: ".", omittingEmptySubsequences: false)
      guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }), let end = labels.last, end.count >= 2,
        end.allSatisfy(\.isLetter), labels.contains(where: { $0.contains(where: \.isLetter) && $0 != end })
      else { return nil }
      // "gov.vn" by itself is a suffix that a text speaks of, and no site.
      guard word.lowercased() != "gov.vn" else { return nil }
      return Self.ends.contains(end.lowercased()) || labels.count >= 3 ? word : nil
    }
  }

  private static let ends: Set<String> = [
    "vn", "com", "net", "org", "info", "cc", "top", "xyz", "site", "io", "ly", "me", "app", "gov", "shop", "click",
    "vip",
    "online", "club", "live", "store", "link", "icu", "asia", "mobi", "pro", "cn", "ru", "tk", "biz", "dev", "page",
  ]
}

extension String {
  fileprivate var trimmingPunctuation: String {
    var text = Substring(self)
    while let last = text.last, ".,!?:…".contains(last) { text.removeLast() }
    return String(text)
  }
}
