import Domain
import Sealing
import SyncCore

/// Takes over a province's catalogue of procedures: keeps it, and publishes the parts of it that are new.
package struct ProcedureImport: Sendable {
  /// What an import changed.
  package struct Report: Hashable, Sendable {
    package let added: Int
    package let changed: Int
    package let removed: Int
    package let unchanged: Int
    /// How many parts the devices will fetch.
    package let parts: Int
  }

  private let key: SigningKey

  /// An import whose parts are signed with that key.
  package init(signedWith key: SigningKey) { self.key = key }

  /// Puts a catalogue in place of the one before: what it does not name is gone.
  ///
  /// - Throws: `PublishingFault` where the key is not the server's, or somebody else imports at the same time; nothing
  ///   has changed then.
  package func run(_ procedures: [ListedProcedure], into store: some ServerStore, now: Int64) async throws -> Report {
    guard let contentKey = try await store.facts().contentKey else { throw PublishingFault.noContentKey }
    guard contentKey == key.publicBytes else { throw PublishingFault.otherKey }
    let published = try await store.guides(GuideQuestion()).guides.map(\.package)
    let held = Dictionary(published.map { ($0.id, $0) }) { $1 }
    let parts = try ProcedurePart.parts(of: procedures).compactMap { part -> SignedGuide? in
      let before = held[part.id]
      let package = part.package(version: (before?.version ?? 0) + 1)
      guard before?.files != package.files, before != nil || !part.procedures.isEmpty else { return nil }
      return SignedGuide(package: package, signature: try key.sign(package))
    }
    let before = Dictionary(uniqueKeysWithValues: try await store.procedures().map { ($0.code, $0) })
    try await store.replaceProcedures(procedures, parts: parts, now: now)
    try await store.noteAudit(
      AuditRecord(.proceduresImported, by: .here, subject: String(procedures.count), time: now))
    let known = procedures.filter { before[$0.code] != nil }
    let unchanged = known.count { before[$0.code] == $0 }
    return Report(
      added: procedures.count - known.count, changed: known.count - unchanged, removed: before.count - known.count,
      unchanged: unchanged, parts: parts.count)
  }
}
