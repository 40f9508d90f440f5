import Domain
import Sealing
import SyncCore

extension MemoryServerStore {
  /// A guide as it was published.
  struct PublishedGuide {
    let guide: SignedGuide
    var publication: Publication
  }

  package func setContentKey(_ publicKey: [UInt8]) throws {
    try state.withLock { state in
      guard state.contentKey == nil else { throw PublishingFault.contentKeyExists }
      state.contentKey = publicKey
    }
  }

  package func guides(_ question: GuideQuestion) -> (guides: [SignedGuide], more: Bool) {
    state.withLock { state in
      let place = question.team.flatMap { state.teams[$0]?.record.place(in: state.units) }
      let wanted = state.guides.map(\.publication).filter { published in
        question.asks(for: published, trust: state.trust)
          && (published.units == nil || place.map { published.isMeant(for: $0, in: state.units) } ?? false)
      }.newest
      let guides = wanted.compactMap { wanted in state.guides.first { $0.publication == wanted }?.guide }
      var size = 0
      let fitting = guides.prefix { guide in
        let isFirst = size == 0
        size += guide.size
        return isFirst || size <= question.bytes
      }
      return (Array(fitting), fitting.count < guides.count)
    }
  }

  package func newestGuide(_ id: String) -> SignedGuide? { state.withLock { $0.newestGuide(id) } }

  package func publications() -> [Publication] { state.withLock { $0.guides.map(\.publication) } }

  package func publish(
    _ guide: SignedGuide, for units: [UnitCode]?, trusting trust: ContentTrust?, now: Int64
  ) throws {
    try state.withLock { try $0.keep(guide, for: units, trusting: trust, now: now) }
  }

  package func noteGuides(_ versions: [String: Int], of device: String, team: String) {
    state.withLock { $0.teams[team]?.devices[device]?.guides = versions }
  }

  package func guideVersions(team: String) -> [String: [String: Int]] {
    state.withLock { $0.teams[team]?.devices.compactMapValues(\.guides) ?? [:] }
  }
}

extension MemoryServerStore.State {
  /// Whose guides the server takes; nil before it has a root key.
  var trust: ContentTrust? {
    contentKey.map { ContentTrust(rootKey: $0, list: newestGuide(RevokedTrainers.id)) }
  }

  /// The newest version of a guide, whoever signed it.
  func newestGuide(_ id: String) -> SignedGuide? {
    guides.lazy.map(\.guide).filter { $0.package.id == id }.max { $0.package.version < $1.package.version }
  }

  /// Adds a version of a guide to those that were published.
  mutating func keep(
    _ guide: SignedGuide, for units: [UnitCode]?, trusting trust: ContentTrust?, now: Int64
  ) throws {
    let package = guide.package
    let counting = guides.filter { published in
      published.guide.package.id == package.id
        && (trust?.verdict(on: published.guide.certificate, at: nil) ?? .trusted) == .trusted
    }
    let held = counting.max { $0.guide.package.version < $1.guide.package.version }
    if let held, held.guide.package.version >= package.version, held.guide.package != package {
      throw PublishingFault.notNewer(published: held.guide.package.version)
    }
    // Published again, a version reaches more teams, never fewer.
    let before = held?.guide.package == package ? held?.publication : nil
    let all = Publication.union(before.map(\.units), units)
    let publication = Publication(
      guide: package.id, version: package.version, units: all,
      signature: guide.signature, certificate: guide.certificate, time: now)
    // What bears the number is the same, or trusted no more.
    guides.removeAll { $0.guide.package.id == package.id && $0.guide.package.version == package.version }
    guides.append(MemoryServerStore.PublishedGuide(guide: guide, publication: publication))
  }
}
