import Domain

/// Reads `domains.yaml`: the sites that are official, were, or pretend to be.
package enum SiteTable {
  /// The judge that the file makes, and what is wrong with the file.
  package static func read(_ text: String, file: String = "domains.yaml") -> (judge: LinkJudge, faults: [Fault]) {
    let log = FaultLog(file: file)
    guard let root = SourceTree.read(text, log: log), GuideReader.isSupported(root, log: log) else {
      return (LinkJudge(sites: [], stateSuffixes: []), log.faults)
    }
    let fields = Fields(
      root, known: ["format", "review_by", "sources", "domains", "suffixes", "shorteners"], log: log)
    _ = fields.required("format")
    _ = fields.date("review_by")
    let sources = PartsReader(log: log, words: TranslationTable([])).sources(fields).map(\.id)
    let sites = fields.list("domains").compactMap { site($0, sources: sources, log: log) }
    let suffixes = fields.list("suffixes").compactMap { suffix($0, sources: sources, log: log) }
    let shorteners = fields.list("shorteners").compactMap { Fields.scalar($0, log: log)?.lowercased() }
    return (LinkJudge(sites: sites, stateSuffixes: suffixes, shorteners: Set(shorteners)), log.faults)
  }

  private static func site(_ node: SourceNode, sources: [String], log: FaultLog) -> KnownSite? {
    let known = ["domain", "name", "includes_subdomains", "source", "mark", "verify_with", "status"]
    let fields = Fields(node, known: known, log: log)
    _ = fields.text("name")
    fields.checkSource(among: sources)
    guard let domain = fields.text("domain")?.lowercased(), let status = fields.word("status", KnownSite.Status.self)
    else { return nil }
    return KnownSite(domain: domain, includesSubdomains: fields.flag("includes_subdomains"), status: status)
  }

  /// The suffix, where only state bodies get it.
  private static func suffix(_ node: SourceNode, sources: [String], log: FaultLog) -> String? {
    let fields = Fields(node, known: ["suffix", "name", "registrable", "source", "mark", "verify_with"], log: log)
    _ = fields.text("name")
    fields.checkSource(among: sources)
    guard let suffix = fields.text("suffix")?.lowercased(), fields.flag("registrable") else { return nil }
    return suffix
  }
}
