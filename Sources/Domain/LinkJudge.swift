import Foundation

/// Tells offline whether a web address is official, from the list that content keeps.
///
/// The registrable end of a name decides, never its front: `dichvucong.gov.vn.example.com` is a page of `example.com`.
/// Source: the Ministry of Public Security's and the press's warnings (domain file §7).
package struct LinkJudge: Sendable {
  private let sites: [KnownSite]
  /// Suffixes that only state bodies get, such as `gov.vn`.
  private let stateSuffixes: [String]
  /// Services that shorten addresses.
  private let shorteners: Set<String>
  /// What the names of files end in, such as `pdf`: `giay-khai-sinh.pdf` names no site.
  private let fileEndings: Set<String>

  /// A judge with that list; of the suffixes those count that are sound.
  package init(
    sites: [KnownSite], stateSuffixes: [String], shorteners: Set<String> = [], fileEndings: Set<String> = []
  ) {
    self.fileEndings = fileEndings
    // A name that is spelled in full says more than one with a star.
    self.sites = sites.sorted { !$0.domain.contains("*") && $1.domain.contains("*") }
    self.stateSuffixes = stateSuffixes.filter(StateSuffix.isSound)
    self.shorteners = shorteners
  }

  /// The sites to which dossiers and questions really go.
  package var officialNames: [String] { sites.filter { $0.status == .official }.map(\.domain) }

  /// The judge that does not know that a site is official.
  package func without(_ official: String) -> LinkJudge {
    LinkJudge(
      sites: sites.filter { $0.domain != official || $0.status != .official }, stateSuffixes: stateSuffixes,
      shorteners: shorteners, fileEndings: fileEndings)
  }

  /// Whether a word of a text speaks of the suffix of state bodies, and of no site.
  package func isStateSuffix(_ word: String) -> Bool { stateSuffixes.contains(word.lowercased()) }

  /// Whether a word ends as names of files do.
  package func endsAsFile(_ word: String) -> Bool {
    word.split(separator: ".").last.map { fileEndings.contains($0.lowercased()) } ?? false
  }

  /// What can be said of one address.
  func verdict(onOne text: String) -> LinkVerdict {
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
    if labels.contains(where: { $0.hasPrefix("xn--") || !$0.allSatisfy(\.isASCII) }) {
      let near = labels.contains { $0.hasPrefix("xn--") } ? nil : resembled(Confusables.skeleton(host))
      return LinkVerdict(.suspicious, .foreignLetters, host: host, official: near)
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
    if Self.installs(location.path) { return LinkVerdict(.suspicious, .installsProgram, host: host) }
    let suffix = stateSuffixes.filter { host.hasSuffix("." + $0) }.max { $0.count < $1.count }
    // Two state bodies may have names that are alike; under any other end a name that is like an official one imitates it.
    if let suffix { return official(.stateSuffix, location, nil, suffix: suffix) }
    if let name = named(in: host) { return LinkVerdict(.suspicious, .nameInFront, host: host, official: name) }
    if let name = resembled(Confusables.skeleton(host)) {
      return LinkVerdict(.suspicious, .lookalike, host: host, official: name)
    }
    return LinkVerdict(.notOfficial, .unknown, host: host)
  }

  private func official(
    _ reason: LinkVerdict.Reason, _ location: WebLocation, _ name: String?, suffix: String? = nil
  ) -> LinkVerdict {
    if Self.installs(location.path) {
      return LinkVerdict(.suspicious, .installsProgram, host: location.host, official: name)
    }
    if location.scheme == "http" { return LinkVerdict(.suspicious, .notSecure, host: location.host, official: name) }
    return LinkVerdict(.official, reason, host: location.host, official: name, suffix: suffix)
  }

  /// The official name, or state suffix, that stands in a text where it decides nothing.
  private func named(in text: String) -> String? {
    let words = text.lowercased()
    if let name = officialNames.first(where: { words.contains($0) }) { return name }
    return stateSuffixes.first { suffix in
      words.contains("." + suffix + ".") || words.hasPrefix(suffix + ".")
        || words.contains("." + suffix.replacing(".", with: "-"))
    }
  }

  /// The official name that a skeleton resembles: by its telling label somewhere in it, or by a letter or two.
  private func resembled(_ skeleton: String) -> String? {
    let labels = skeleton.split(separator: ".").map { String($0.filter { $0 != "-" }) }
    for name in officialNames {
      guard let telling = name.split(separator: ".").first.map(String.init), telling.count >= 5 else { continue }
      for label in labels where label.count >= telling.count - 1 {
        if label.contains(telling) { return name }
        if EditDistance.between(label, telling, atMost: telling.count > 6 ? 2 : 1) != nil { return name }
      }
    }
    // "xgovvn", "cvgov": the suffix pushed together with something else.
    let state = stateSuffixes.map { $0.filter { $0 != "." } }
    return labels.contains { label in state.contains { label.contains($0) } } ? stateSuffixes.first : nil
  }

  /// Whether the host is a number, however it is written: browsers take `0x7f.1` and `2130706433` for addresses.
  private static func isNumeric(_ host: String) -> Bool {
    guard !host.hasPrefix("[") else { return true }
    guard let last = host.split(separator: ".").last else { return false }
    return last.allSatisfy(\.isNumber) || last.hasPrefix("0x")
  }

  private static let programs = [".apk", ".xapk", ".apks", ".exe", ".msi", ".ipa", ".mobileconfig", ".scr"]

  /// Whether a part of the path, or a value behind it, names a file that installs a program.
  private static func installs(_ path: String) -> Bool {
    let once = path.removingPercentEncoding ?? path
    let plain = (once.removingPercentEncoding ?? once).lowercased()
    return plain.split { "/\\?&=#; ".contains($0) }.contains { part in
      let name = String(part.reversed().drop { ". ".contains($0) }.reversed())
      return programs.contains { name.hasSuffix($0) }
    }
  }
}

/// Letters that look like others (Unicode Technical Standard 39, as far as names of sites are imitated with them).
enum Confusables {
  private static let table: [Character: String] = [
    "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ј": "j", "ѕ": "s", "ԁ": "d",
    "ɡ": "g", "һ": "h", "ӏ": "l", "ո": "n", "ս": "u", "ν": "v", "ο": "o", "α": "a", "ρ": "p", "τ": "t", "υ": "u",
    "ι": "i", "κ": "k", "ԛ": "q", "ѡ": "w", "в": "b", "ь": "b", "ı": "i", "0": "o", "1": "l", "3": "e", "5": "s",
    "đ": "d",
  ]

  /// The word as an eye in a hurry reads it: marks gone, letters of other alphabets and digits for what they look like.
  static func skeleton(_ text: String) -> String {
    var skeleton = ""
    for character in text.lowercased() {
      if let like = table[character] {
        skeleton += like
      } else if character.isASCII {
        skeleton.append(character)
      } else {
        let folded = FoldedText.text(String(character))
        skeleton += folded.isEmpty ? String(character) : folded
      }
    }
    return skeleton.replacing("rn", with: "m").replacing("vv", with: "w")
  }
}
