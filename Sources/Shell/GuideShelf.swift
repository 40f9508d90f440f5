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

  /// The shipped files, each guide replaced by an installed one that is newer and whose signature the device trusts.
  init(shipped: [String: String], installed: [SignedGuide], trust: ContentTrust?) {
    var files = shipped
    guard !installed.isEmpty else {
      self.init(files: shipped)
      return
    }
    let shippedGuides = Catalogue.build(shipped).catalogue.guides
    let versions = shippedGuides.reduce(into: [:]) { $0[$1.id.rawValue] = $1.version }
    for guide in installed where guide.package.version > versions[guide.package.id] ?? 0 {
      guard let trust, trust.verdict(on: guide, at: nil) == .trusted else { continue }
      files = files.filter { !$0.key.hasPrefix(guide.package.id + "/") }
      for (name, content) in guide.package.files { files["\(guide.package.id)/\(name)"] = content }
    }
    self.init(files: files)
    // What a newer program can no longer read of a server's guides must not hide the shipped ones.
    if !shippedGuides.allSatisfy({ catalogue[$0.id] != nil }) { self.init(files: shipped) }
  }

  /// Whether the guide in the package can be walked, and every guide that is here beside it still.
  func canRead(_ package: GuidePackage) -> Bool {
    var files = self.files.filter { !$0.key.hasPrefix(package.id + "/") }
    for (name, content) in package.files { files["\(package.id)/\(name)"] = content }
    let catalogue = Catalogue.build(files).catalogue
    return ([GuideID(rawValue: package.id)] + self.catalogue.guides.map(\.id)).allSatisfy { catalogue[$0] != nil }
  }

  /// Everything that a walk through the guide needs, as a session keeps it.
  func package(of guide: Guide) -> GuidePackage {
    var wanted = Set([guide.id.rawValue])
    for placed in catalogue.steps(of: guide) { wanted.insert(placed.guide.id.rawValue) }
    let kept = files.filter { name, _ in
      guard let slash = name.firstIndex(of: "/") else { return name.hasPrefix("blockers") }
      return wanted.contains(String(name[..<slash]))
    }
    return GuidePackage(id: guide.id.rawValue, version: guide.version, files: kept)
  }
}
