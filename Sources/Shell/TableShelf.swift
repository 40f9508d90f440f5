import Domain
import GuideFormat
import Phrases
import Sealing
import SyncCore

/// The tables beside the guides as this device uses them: the shipped ones, each replaced by an installed one that is
/// newer, whose signature the device trusts, and which has no fault.
struct TableShelf {
  /// Every file by name, such as `calendar.yaml` and `calendar.en.yaml`.
  let files: [String: String]

  /// The tables among the shipped files, and those that were installed.
  init(shipped: [String: String], installed: [SignedGuide] = [], trust: ContentTrust? = nil) {
    // What was kept of translations is for those who write them.
    var files = shipped.filter { ContentTable(file: $0.key) != nil && $0.key.hasSuffix(".yaml") }
    for guide in installed {
      guard let trust, trust.verdict(on: guide, at: nil) == .trusted, let table = guide.table,
        guide.package.version > files[table.file].flatMap(TableCheck.version) ?? 0,
        let laid = Self.laid(guide.package, over: files)
      else { continue }
      files = laid
    }
    self.files = files
  }

  /// Those files with the ones of a table's package in place of that table's own; nil where the package is no table, has
  /// another's files, or has a fault.
  static func laid(_ package: GuidePackage, over files: [String: String]) -> [String: String]? {
    guard let table = ContentTable(packageID: package.id),
      package.files.keys.allSatisfy({ ContentTable(file: $0) == table && $0.hasSuffix(".yaml") })
    else { return nil }
    let laid = files.filter { ContentTable(file: $0.key) != table }.merging(package.files) { $1 }
    return laid[table.file] != nil && TableCheck.faults(of: table, in: laid).isEmpty ? laid : nil
  }

  /// The version of a table; nil where it is not here or says none.
  func version(of table: ContentTable) -> Int? { files[table.file].flatMap(TableCheck.version) }

  /// What tells which sites are official; nil where there is no sound list.
  var sites: LinkJudge? { SiteTable.read(files).table?.judge }
}

extension Shell {
  /// What people call the guide or the table that travels under an id.
  func named(_ id: String) -> String {
    if let table = ContentTable(packageID: id) { return phrases("content.table", ["table": table.rawValue]) }
    if ProcedurePart.isReserved(id) { return phrases("content.procedures") }
    return phrases("content.guide", ["guide": id])
  }
}

extension ContentFolder {
  /// The texts of the tables in the guides' folder, by name; what is one folder deeper is not read.
  ///
  /// - Throws: `UserFault` where the folder cannot be read.
  static func tableFiles(at path: String) throws(UserFault) -> [String: String] {
    try guideFiles(at: path) { ContentTable(file: $0) != nil }
  }
}
