import Domain
import SyncCore

/// Which guides a device asks for.
package struct GuideQuestion: Sendable {
  /// The version of each guide that it has, by id.
  package let versions: [String: Int]
  /// The marks of what it was sent and refused.
  package let refused: Set<Fingerprint>
  /// Its team; nil asks for what is meant for everybody.
  package let team: String?
  /// How many bytes of guides to send at most, unless one alone is larger.
  package let bytes: Int
  /// When it asks, in milliseconds since 1970: a guide whose certificate has ended is not taken any more. Nil asks for no
  /// time.
  package let time: Int64?

  /// What a device of that team would get that has those versions.
  package init(
    versions: [String: Int] = [:], refused: Set<Fingerprint> = [], team: String? = nil, bytes: Int = .max,
    time: Int64? = nil
  ) {
    self.versions = versions
    self.refused = refused
    self.team = team
    self.bytes = bytes
    self.time = time
  }

  /// Whether the device would take that: it is newer than what it has, it was not refused, and whoever signed it is
  /// trusted still.
  func asks(for published: Publication, trust: ContentTrust?) -> Bool {
    versions[published.guide].map { $0 < published.version } ?? true
      && (trust?.verdict(on: published.certificate, at: time) ?? .trusted) == .trusted
      && !refused.contains(published.mark)
  }
}

extension [Publication] {
  /// The newest version of each guide among them, in their order, the tables in front of the guides that may need them.
  var newest: [Publication] {
    let newest = Dictionary(grouping: self, by: \.guide).compactMapValues { $0.map(\.version).max() }
    let kept = filter { newest[$0.guide] == $0.version }
    return kept.filter { ContentTable(packageID: $0.guide) != nil }
      + kept.filter { ContentTable(packageID: $0.guide) == nil }
  }
}
