import Sealing
import SyncCore

extension MemoryServerStore {
  package func setContentKey(_ publicKey: [UInt8]) throws {
    try state.withLock { state in
      guard state.contentKey == nil else { throw PublishingFault.contentKeyExists }
      state.contentKey = publicKey
    }
  }

  package func guides(newerThan versions: [String: Int], bytes: Int) -> (guides: [SignedGuide], more: Bool) {
    state.withLock { state in
      // Of a guide that was published again only the newest version is given, at its place.
      let wanted = state.guides.enumerated().filter { place, guide in
        let id = guide.package.id
        return !state.guides[(place + 1)...].contains { $0.package.id == id }
          && versions[id].map { $0 < guide.package.version } ?? true
      }.map(\.element)
      var size = 0
      let fitting = wanted.prefix { guide in
        let isFirst = size == 0
        size += guide.size
        return isFirst || size <= bytes
      }
      return (Array(fitting), fitting.count < wanted.count)
    }
  }

  package func publish(_ guide: SignedGuide, now: Int64) throws {
    try state.withLock { state in
      try Self.keep(guide, in: &state.guides)
    }
  }

  /// Adds a new version of a guide to those that were published.
  static func keep(_ guide: SignedGuide, in guides: inout [SignedGuide]) throws {
    let published = guides.filter { $0.package.id == guide.package.id }.map(\.package.version).max()
    if let published, published >= guide.package.version { throw PublishingFault.notNewer(published: published) }
    guides.append(guide)
  }
}
