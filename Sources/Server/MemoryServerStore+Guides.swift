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

  package func guides(
    newerThan versions: [String: Int], for team: String?, bytes: Int
  ) -> (guides: [SignedGuide], more: Bool) {
    state.withLock { state in
      let place = team.flatMap { state.teams[$0]?.record.place(in: state.units) }
      let meant = state.guides.filter { published in
        published.publication.units == nil
          || place.map { published.publication.isMeant(for: $0, in: state.units) } ?? false
      }
      let wanted = meant.filter { published in
        let package = published.guide.package
        return versions[package.id].map { $0 < package.version } ?? true
          && !meant.contains { $0.guide.package.id == package.id && $0.guide.package.version > package.version }
      }
      var size = 0
      let fitting = wanted.prefix { published in
        let isFirst = size == 0
        size += published.guide.size
        return isFirst || size <= bytes
      }
      return (fitting.map(\.guide), fitting.count < wanted.count)
    }
  }

  package func publications() -> [Publication] { state.withLock { $0.guides.map(\.publication) } }

  package func publish(_ guide: SignedGuide, for units: [UnitCode]?, now: Int64) throws {
    try state.withLock { try $0.keep(guide, for: units, now: now) }
  }

  package func noteGuides(_ versions: [String: Int], of device: String, team: String) {
    state.withLock { $0.teams[team]?.devices[device]?.guides = versions }
  }

  package func guideVersions(team: String) -> [String: [String: Int]] {
    state.withLock { $0.teams[team]?.devices.compactMapValues(\.guides) ?? [:] }
  }
}

extension MemoryServerStore.State {
  /// Adds a version of a guide to those that were published.
  mutating func keep(_ guide: SignedGuide, for units: [UnitCode]?, now: Int64) throws {
    let package = guide.package
    let held = guides.filter { $0.guide.package.id == package.id }.max {
      $0.guide.package.version < $1.guide.package.version
    }
    // Published again, a version reaches more teams, never fewer.
    let isForAll = held?.guide.package == package && held?.publication.units == nil
    let publication = Publication(
      guide: package.id, version: package.version, units: isForAll ? nil : units?.sorted { $0.rawValue < $1.rawValue },
      trainer: guide.certificate?.trainer, time: now)
    if let held, held.guide.package.version >= package.version {
      guard held.guide.package == package else {
        throw PublishingFault.notNewer(published: held.guide.package.version)
      }
      guides.removeAll { $0.guide.package == package }
      guides.append(MemoryServerStore.PublishedGuide(guide: guide, publication: publication))
    } else {
      guides.append(MemoryServerStore.PublishedGuide(guide: guide, publication: publication))
    }
  }
}
