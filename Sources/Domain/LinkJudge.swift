import Foundation

/// Tells offline whether a web address is official, from the list that content keeps.
///
/// The registrable end of a name decides, never its front: `dichvucong.gov.vn.example.com` is a page of `example.com`.
/// Source: the Ministry of Public Security's and the press's warnings (domain file §7).
package struct LinkJudge: Sendable {
  private let sites: [KnownSite]
  /// Suffixes that only state bodies get, such as `gov.vn`.
  let stateSuffixes: [String]
  /// Services that shorten addresses.
  private let shorteners: Set<String>
  /// What the names of files end in, such as `pdf`: `giay-khai-sinh.pdf` names no site.
  private let fileEndings: Set<String>
  /// What the names of files end in that install a program, such as `apk`.
  private let programs: Set<String>
  /// The sites to which dossiers and questions really go.
  package let officialNames: [String]
  /// The labels by which an official name is known, each with that name: the first one, and the one in front of the suffix of
  /// state bodies. Shorter ones than five letters stand in too many names.
  let tellingLabels: [(label: String, name: String)]

  /// A judge with that list; of the suffixes those count that are sound.
  package init(
    sites: [KnownSite], stateSuffixes: [String], shorteners: Set<String> = [], fileEndings: Set<String> = [],
    programs: Set<String> = []
  ) {
    let stateSuffixes = stateSuffixes.filter(StateSuffix.isSound)
    self.fileEndings = fileEndings
    self.programs = programs
    // A name that is spelled in full says more than one with a star.
    self.sites = sites.sorted { !$0.domain.contains("*") && $1.domain.contains("*") }
    self.stateSuffixes = stateSuffixes
    self.shorteners = shorteners
    officialNames = self.sites.filter { $0.status == .official }.map(\.domain)
    tellingLabels = officialNames.flatMap { name in
      let suffix = stateSuffixes.first { name.hasSuffix("." + $0) }
      let inner = suffix.map { name.dropLast($0.count + 1) }?.split(separator: ".").last
      return Set([name.split(separator: ".").first, inner].compactMap { $0.map(String.init) }).sorted()
        .filter { $0.count >= 5 }.map { (label: $0, name: name) }
    }
  }

  /// The judge that does not know that a site is official.
  package func without(_ official: String) -> LinkJudge {
    LinkJudge(
      sites: sites.filter { $0.domain != official || $0.status != .official }, stateSuffixes: stateSuffixes,
      shorteners: shorteners, fileEndings: fileEndings, programs: programs)
  }

  /// Whether a word of a text speaks of the suffix of state bodies, and of no site.
  package func isStateSuffix(_ word: String) -> Bool { stateSuffixes.contains(word.lowercased()) }

  /// Whether a word ends as names of files do.
  package func endsAsFile(_ word: String) -> Bool {
    word.split(separator: ".").last.map { fileEndings.contains($0.lowercased()) } ?? false
  }

  /// What can be said of one address.
  func verdict(onOne text: String) -> LinkVerdict {
    if MisleadingSigns.runs(text) { return LinkVerdict(.suspicious, .otherScheme) }
    // Which site it opens depends on the program that opens it.
    if MisleadingSigns.areIn(text) { return LinkVerdict(.suspicious, .misleadingSigns) }
    guard let location = WebLocation(text) else {
      // “hxxps://” and other schemes are no web address; but what stands behind one is where it leads.
      if let scheme = text.firstRange(of: "://") {
        let verdict = verdict(onOne: String(text[scheme.upperBound...]))
        if verdict.answer != .official { return verdict }
      }
      return LinkVerdict(.notOfficial, .notAnAddress)
    }
    let host = location.host
    if !location.userInfo.isEmpty {
      return LinkVerdict(.suspicious, .userInfo, host: host, official: named(in: location.userInfo))
    }
    if Self.isNumeric(host) { return LinkVerdict(.suspicious, .numericAddress, host: host) }
    let labels = location.labels
    let suffix = stateSuffixes.filter { host.hasSuffix("." + $0) }.max { $0.count < $1.count }
    if labels.contains(where: { $0.hasPrefix("xn--") }) {
      return LinkVerdict(.suspicious, .foreignLetters, host: host)
    }
    if !host.allSatisfy(\.isASCII) {
      // A name may be plain Vietnamese; but no state body's is written with marks.
      let near = resembled(location) ?? suffix
      if near != nil || !Confusables.isVietnamese(host) {
        return LinkVerdict(.suspicious, .foreignLetters, host: host, official: near)
      }
    }
    let known = sites.filter { $0.covers(labels) }.max { $0.domain.count < $1.domain.count }
    switch known?.status {
    case .lookalike: return LinkVerdict(.suspicious, .warnedOf, host: host)
    case .obsolete: return LinkVerdict(.notOfficial, .obsolete, host: host)
    case .official: return official(.listed, location, known?.domain)
    case nil: break
    }
    if shorteners.contains(where: { host == $0 || host.hasSuffix("." + $0) }) {
      return LinkVerdict(.suspicious, .shortener, host: host)
    }
    if installs(location) { return LinkVerdict(.suspicious, .installsProgram, host: host) }
    // Two state bodies may have names that are alike; under any other end a name that is like an official one imitates it.
    if let suffix { return official(.stateSuffix, location, nil, suffix: suffix) }
    if let name = named(in: host) ?? country(inFrontOf: labels) {
      return LinkVerdict(.suspicious, .nameInFront, host: host, official: name)
    }
    if let name = resembled(location) { return LinkVerdict(.suspicious, .lookalike, host: host, official: name) }
    if let name = namedBehind(location) { return LinkVerdict(.suspicious, .nameBehind, host: host, official: name) }
    return LinkVerdict(.notOfficial, .unknown, host: host)
  }

  /// The verdict on an official site's page.
  ///
  /// Over plain http it stays the official site, and the reason says to type it with https: many communes' pages have nothing
  /// else, and whoever hears that a true page is suspicious learns to pass over the word. But somebody on the way may change
  /// the page, so that nothing sends people there (`LinkVerdict.isSafe`).
  private func official(
    _ reason: LinkVerdict.Reason, _ location: WebLocation, _ name: String?, suffix: String? = nil
  ) -> LinkVerdict {
    if installs(location) {
      return LinkVerdict(.suspicious, .installsProgram, host: location.host, official: name)
    }
    return LinkVerdict(
      .official, location.scheme == "http" ? .notSecure : reason, host: location.host, official: name, suffix: suffix)
  }

  /// Whether the host is a number, however it is written: browsers take `0x7f.1` and `2130706433` for addresses.
  private static func isNumeric(_ host: String) -> Bool {
    guard !host.hasPrefix("[") else { return true }
    guard let last = host.split(separator: ".").last else { return false }
    return last.allSatisfy(\.isNumber) || last.hasPrefix("0x")
  }

  /// Whether a part of the path, or a value behind it, names a file that installs a program.
  private func installs(_ location: WebLocation) -> Bool {
    location.parts.contains { part in
      let name = part.value.reversed().drop { ". ".contains($0) }.reversed()
      let ending = String(name).split(separator: ".", omittingEmptySubsequences: false)
      return ending.count > 1 && ending.last.map { programs.contains(String($0)) } == true
    }
  }
}
