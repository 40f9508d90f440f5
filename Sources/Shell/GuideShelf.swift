import Domain
import GuideFormat
import LocalStore
import Sealing
import SyncCore

/// The guides that this device shows: the shipped ones, and newer ones that a trusted server sent.
struct GuideShelf {
  let catalogue: Catalogue
  /// What is wrong with guides that are therefore not shown.
  let faults: [Fault]
  /// Every file by name below the guides' folder.
  let files: [String: String]
  /// What the search knows beforehand.
  let words: SearchWords
  /// The installed guides, trusted still, that cannot be read beside the others and are therefore not shown: a shipped one
  /// stands in their place, where there is one.
  let unread: [GuidePackage]

  /// The guides in these files.
  init(files: [String: String], unread: [GuidePackage] = []) {
    self.files = files
    self.unread = unread
    let (catalogue, faults) = Catalogue.build(files)
    let (words, wordFaults) = SearchWordsReader.read(files)
    self.catalogue = catalogue
    self.faults = faults + wordFaults
    self.words = words
  }

  /// The shipped files, each guide replaced by an installed one that is newer and whose signature the device trusts, and the
  /// tables that the device uses.
  init(shipped: [String: String], tables: TableShelf, installed: [SignedGuide], trust: ContentTrust?) {
    let ownTables = TableShelf(shipped: shipped)
    guard !installed.isEmpty || tables.files != ownTables.files else {
      self.init(files: shipped)
      return
    }
    let own = Catalogue.build(shipped).catalogue.guides
    let versions = own.reduce(into: [:]) { $0[$1.id.rawValue] = $1.version }
    let guides = installed.filter { guide in
      trust?.verdict(on: guide, at: nil) == .trusted && guide.package.version > versions[guide.package.id] ?? 0
    }.map(\.package)
    // What a newer program can no longer read of what a server sent must not hide the shipped guides.
    let shelves = [tables, ownTables].map { tables in
      Self.laid(guides, over: shipped.merging(tables.files) { $1 }, needed: own.map(\.id))
    }
    self = shelves.first { $0.has(own.map(\.id)) } ?? GuideShelf(files: shipped, unread: guides)
  }

  /// Those files with every one of the guides that can be read beside the others, in place of its earlier version.
  ///
  /// - Parameter needed: The guides that none of them may take away.
  private static func laid(_ guides: [GuidePackage], over files: [String: String], needed: [GuideID]) -> GuideShelf {
    func shelf(with kept: [GuidePackage]) -> GuideShelf {
      GuideShelf(
        files: kept.reduce(files) { $1.laid(over: $0) },
        unread: guides.filter { guide in !kept.contains { $0.id == guide.id } })
    }
    var kept = guides
    var sound = shelf(with: kept)
    while !sound.unreadable(among: kept).isEmpty {
      let broken = sound.unreadable(among: kept)
      kept.removeAll { broken.contains($0.id) }
      sound = shelf(with: kept)
    }
    // One that can be read itself may take another's away: then each must show that it takes none.
    if !sound.has(needed) { sound = shelf(with: []) }
    // With a guide those went that include it; beside its earlier version they may be read again.
    var hasGrown = true
    while hasGrown {
      hasGrown = false
      for guide in sound.unread {
        let others = guides.filter { other in !sound.unread.contains { $0.id == other.id } }
        let next = shelf(with: others + [guide])
        guard next.has(needed + [GuideID(rawValue: guide.id)]) else { continue }
        (sound, hasGrown) = (next, true)
      }
    }
    return sound
  }

  /// The ids of those of the guides that are not in the catalogue.
  private func unreadable(among guides: [GuidePackage]) -> Set<String> {
    Set(guides.map(\.id).filter { catalogue[GuideID(rawValue: $0)] == nil })
  }

  private func has(_ guides: [GuideID]) -> Bool { guides.allSatisfy { catalogue[$0] != nil } }

  /// The shelf with a guide or a table that somebody sent, in place of its earlier version.
  ///
  /// - Throws: what speaks against it, though it is signed well: that it or another guide could not be walked with it, or
  ///   that it asks for a secret or leads to a site that imitates another.
  func taking(_ package: GuidePackage) throws(GuideObjection) -> GuideShelf {
    var needed = catalogue.guides.map(\.id)
    let taken: [String: String]
    if ContentTable(packageID: package.id) != nil {
      let tables = files.filter { ContentTable(file: $0.key) != nil }
      guard let laid = TableShelf.laid(package, over: tables) else { throw GuideObjection(.unreadable) }
      taken = files.filter { tables[$0.key] == nil }.merging(laid) { $1 }
    } else {
      needed.append(GuideID(rawValue: package.id))
      taken = package.laid(over: files)
    }
    let shelf = GuideShelf(files: taken)
    guard shelf.has(needed) else { throw GuideObjection(.unreadable) }
    let dangers = GuideReview.dangers(in: package.named, sites: SiteTable.read(files).table?.judge)
    if dangers.contains(where: { $0.code == .asksSecret }) { throw GuideObjection(.asksSecret) }
    if !dangers.isEmpty { throw GuideObjection(.suspiciousLink) }
    return shelf
  }

  /// Everything that a walk through the guide needs, as a session keeps it.
  func package(of guide: Guide) -> GuidePackage {
    var wanted = Set([guide.id.rawValue])
    for placed in catalogue.steps(of: guide) { wanted.insert(placed.guide.id.rawValue) }
    let kept = files.filter { name, _ in
      guard let slash = name.firstIndex(of: "/") else {
        return ContentTable(file: name) == .blockers && name.hasSuffix(".yaml")
      }
      return wanted.contains(String(name[..<slash]))
    }
    return GuidePackage(id: guide.id.rawValue, version: guide.version, files: kept)
  }
}

/// What speaks against a guide or a table that came, though it is signed well.
struct GuideObjection: Error {
  let reception: GuideReception

  init(_ reception: GuideReception) { self.reception = reception }
}

extension GuidePackage {
  /// Those files with a guide's own in place of the ones that it had.
  func laid(over files: [String: String]) -> [String: String] {
    files.filter { !$0.key.hasPrefix(id + "/") }.merging(named) { $1 }
  }
}
