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

  /// The guides in these files.
  init(files: [String: String]) {
    self.files = files
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
    let guides = Self.laid(installed, over: shipped, trust: trust)
    guard guides != shipped || tables.files != ownTables.files else {
      self.init(files: shipped)
      return
    }
    let needed = Catalogue.build(shipped).catalogue.guides.map(\.id)
    // What a newer program can no longer read of what a server sent must not hide the shipped guides.
    for (guides, tables) in [(guides, tables), (guides, ownTables), (shipped, tables)] {
      let shelf = GuideShelf(files: guides.merging(tables.files) { $1 })
      guard shelf.has(needed) else { continue }
      self = shelf
      return
    }
    self.init(files: shipped)
  }

  /// Those files, each guide replaced by the one of its id that is newer and whose signature the device trusts.
  private static func laid(
    _ installed: [SignedGuide], over shipped: [String: String], trust: ContentTrust?
  ) -> [String: String] {
    guard !installed.isEmpty else { return shipped }
    let versions = Catalogue.build(shipped).catalogue.guides.reduce(into: [:]) { $0[$1.id.rawValue] = $1.version }
    return installed.reduce(into: shipped) { files, guide in
      guard let trust, trust.verdict(on: guide, at: nil) == .trusted,
        guide.package.version > versions[guide.package.id] ?? 0
      else { return }
      files = guide.package.laid(over: files)
    }
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
  /// Its files by name below the guides' folder.
  var named: [String: String] {
    guard ContentTable(packageID: id) == nil else { return files }
    return files.reduce(into: [:]) { $0["\(id)/\($1.key)"] = $1.value }
  }

  /// Those files with a guide's own in place of the ones that it had.
  func laid(over files: [String: String]) -> [String: String] {
    files.filter { !$0.key.hasPrefix(id + "/") }.merging(named) { $1 }
  }
}
