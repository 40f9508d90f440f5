import Domain
import Sealing
import SyncCore

/// Takes guides that somebody signed, where the province's root key or a trainer whom it vouches for did.
package struct Publishing: Sendable {
  private let store: any ServerStore
  private let doer: Doer

  /// Into that store, for whoever asks for it.
  package init(_ store: any ServerStore, by doer: Doer = .here) {
    self.store = store
    self.doer = doer
  }

  /// Publishes a guide for the teams of these units, or for everybody.
  ///
  /// - Throws: `PublishingFault.noContentKey`; what else keeps a guide back is the outcome.
  package func publish(_ guide: SignedGuide, for units: [UnitCode]?, now: Int64) async throws -> PublishOutcome {
    let trust = try await store.contentTrust()
    switch trust.verdict(on: guide, at: now) {
    case .trusted: break
    case .untrusted: return .untrusted
    case .expired: return .expired
    case .revoked: return .revoked
    }
    guard guide.hasSafeNames, GuidePackage.versions.contains(guide.package.version) else { return .badName }
    guard guide.size <= SyncLimits.oneGuideBytes else { return .tooLarge }
    if let units {
      let register = try await store.units()
      guard !units.isEmpty, units.allSatisfy({ register[$0] != nil }) else { return .unknownUnit }
    }
    do {
      try await store.publish(guide, for: units, trusting: trust, now: now)
      let subject = "\(guide.package.id) \(guide.package.version)"
      try await store.noteAudit(AuditRecord(.guidePublished, by: doer, subject: subject, time: now))
      return .published
    } catch PublishingFault.notNewer { return .notNewer }
  }

  /// Revokes a trainer's key for good: with every later sync devices stop using what it signed. The list that is published
  /// is the root key's own.
  ///
  /// - Throws: `PublishingFault.otherKey` where the key is not the root key.
  package func revoke(_ publicKey: [UInt8], with root: SigningKey, now: Int64) async throws {
    let trust = try await store.contentTrust()
    guard trust.rootKey == root.publicBytes else { throw PublishingFault.otherKey }
    let held = try await store.newestGuide(RevokedTrainers.id)?.package.version
    let list = RevokedTrainers.package(trust.revoked.union([publicKey]), number: (held ?? 0) + 1)
    try await store.publish(SignedGuide(package: list, signature: try root.sign(list)), for: nil, now: now)
    try await store.noteAudit(
      AuditRecord(.trainerRevoked, by: doer, subject: Hexadecimal.text(publicKey), time: now))
  }
}
