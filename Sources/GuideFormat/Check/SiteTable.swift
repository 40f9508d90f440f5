import Domain

/// `domains.yaml`: the sites that are official, were, or pretend to be.
package struct SiteTable: Sendable {
  /// The file below the guides' folder that has it.
  package static let file = ContentTable.domains.file

  /// What tells by the list whether an address is official.
  package let judge: LinkJudge

  /// The table in the files of a guides' folder, and what is wrong with it; no table where the file is missing or has a
  /// fault.
  ///
  /// - Parameter languages: the languages into which every name must be translated.
  package static func read(
    _ files: [String: String], languages: [String] = []
  ) -> (table: SiteTable?, faults: [Fault]) {
    reading(files, languages: languages).sound
  }

  static func reading(_ files: [String: String], languages: [String]) -> ReadTable<SiteTable> {
    let keys = ["domains": ["name", "verify_with"], "suffixes": ["name", "verify_with"]]
    return TranslatedFile(.domains).read(files, languages: languages) {
      Translation(of: keys, in: $0, language: $1, log: $2)
    } body: { root, words, log in
      SiteReader(log: log, words: words).read(root)
    }
  }
}

/// Reads `domains.yaml`.
struct SiteReader {
  let log: FaultLog
  let words: TranslationTable

  func read(_ root: SourceNode) -> SiteTable? {
    guard GuideReader.isSupported(root, log: log) else { return nil }
    let fields = Fields(
      table: root, known: ["review_by", "sources", "domains", "suffixes", "shorteners", "files", "programs"], log: log)
    _ = fields.date("review_by")
    let sources = PartsReader(log: log, words: words).sources(fields).map(\.id)
    let sites = fields.list("domains").compactMap { site($0, sources: sources) }
    let suffixes = fields.list("suffixes").compactMap { suffix($0, sources: sources) }
    func names(_ key: String) -> Set<String> {
      Set(fields.list(key).compactMap { Fields.scalar($0, log: log)?.lowercased() })
    }
    return SiteTable(
      judge: LinkJudge(
        sites: sites, stateSuffixes: suffixes, shorteners: names("shorteners"), fileEndings: endings("files", fields),
        programs: endings("programs", fields)))
  }

  /// What names of files end in, without the full stop; a list that is not there is empty.
  private func endings(_ key: String, _ fields: Fields) -> Set<String> {
    Set(
      fields.list(key).compactMap { node in
        guard let ending = Fields.scalar(node, log: log)?.lowercased() else { return nil }
        if !ending.isEmpty, ending.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) { return ending }
        log.report(.badID, at: node.position, found: ending, expected: ["a-z, 0-9"], names: [])
        return nil
      })
  }

  private func site(_ node: SourceNode, sources: [String]) -> KnownSite? {
    let known = ["domain", "name", "includes_subdomains", "source", "mark", "verify_with", "status"]
    let fields = Fields(node, known: known, log: log)
    fields.checkSource(among: sources)
    let domain = fields.text("domain")?.lowercased()
    translate(fields, at: "domains", domain)
    guard let domain, let status = fields.word("status", KnownSite.Status.self) else { return nil }
    return KnownSite(domain: domain, includesSubdomains: fields.flag("includes_subdomains"), status: status)
  }

  /// The suffix, where only state bodies get it.
  private func suffix(_ node: SourceNode, sources: [String]) -> String? {
    let fields = Fields(node, known: ["suffix", "name", "registrable", "source", "mark", "verify_with"], log: log)
    fields.checkSource(among: sources)
    let suffix = fields.text("suffix")?.lowercased()
    translate(fields, at: "suffixes", suffix)
    guard let suffix, fields.flag("registrable") else { return nil }
    return suffix
  }

  /// Asks for the translations of what whoever reviews the table reads of an entry.
  private func translate(_ fields: Fields, at list: String, _ name: String?) {
    let texts = [("name", fields.text("name")), ("verify_with", fields.optionalText("verify_with"))]
    guard let name else { return }
    for (key, text) in texts where text != nil || key == "name" {
      _ = words.text(text, at: "\(list)/\(name)/\(key)")
    }
  }
}
