import Domain
import Foundation
import GuideFormat

/// A guide's folder or a table's files as a trainer has them on the disk.
struct WrittenContent {
  /// The id under which it travels.
  let id: String
  /// What is signed: the texts by the name of their file, in Unicode Normalization Form C, as they are on the wire.
  let files: [String: String]
  /// The folder in which its files lie.
  let folder: String
  /// The table; nil for a guide.
  private let table: ContentTable?
  /// What was kept of the translations, which stays with whoever writes.
  private let records: [String: String]

  /// The guide in a folder, or the table in a file that is called as it, such as `calendar.yaml`, with the translations that
  /// lie beside it.
  ///
  /// - Throws: `UserFault` where there is none, or a file of it cannot be read or is no text.
  init(at path: String) throws(UserFault) {
    let whole = Self.whole(path)
    let last = whole.split(separator: "/").last.map(String.init) ?? whole
    let table = ContentTable(file: last).flatMap { $0.file == last ? $0 : nil }
    let parent = whole.contains("/") ? String(whole.dropLast(last.count + 1)) : "."
    let folder = table == nil ? whole : parent
    var files: [String: String] = [:]
    var records: [String: String] = [:]
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder + "/")) ?? []
    where (name.hasSuffix(".yaml") || name.hasSuffix(".sources")) && !name.hasPrefix(".") {
      guard table == nil || ContentTable(file: name) == table else { continue }
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
        throw UserFault("guides.not-read", ["path": "\(folder)/\(name)"], kind: .world)
      }
      guard let text = String(validating: data, as: UTF8.self) else {
        throw UserFault("guides.not-text", ["path": "\(folder)/\(name)"])
      }
      if name.hasSuffix(".yaml") { files[name] = text.normalizedToFormC } else { records[name] = text }
    }
    guard files[table?.file ?? "guide.yaml"] != nil else { throw UserFault("guides.no-guide", ["path": path]) }
    (self.folder, self.table, self.files, self.records) = (folder, table, files, records)
    id = table?.packageID ?? last
  }

  /// Whether a guide's folder or a table's file is at that path, and no folder of guides.
  static func isOne(_ path: String) -> Bool {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    return ContentTable(file: last)?.file == last || FileManager.default.fileExists(atPath: path + "/guide.yaml")
  }

  /// The path without a slash at its end; where it ends in dots, the one that they stand for, for the folder's name is the
  /// guide's.
  private static func whole(_ path: String) -> String {
    let last = path.split(separator: "/").last
    guard last != ".", last != ".." else { return URL(fileURLWithPath: path).standardizedFileURL.path }
    return path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  /// The tables that lie beside a guide's folder or a table's file: those with which it is published.
  ///
  /// - Throws: `UserFault` where one is no text.
  func tablesBeside() throws(UserFault) -> [WrittenContent] {
    let place = table == nil ? folder + "/.." : folder
    var tables: [WrittenContent] = []
    for other in ContentTable.allCases
    where other != table && FileManager.default.fileExists(atPath: "\(place)/\(other.file)") {
      tables.append(try WrittenContent(at: "\(place)/\(other.file)"))
    }
    return tables
  }

  /// The other guides whose folders lie beside a guide's: it may include them, and be published together with them.
  ///
  /// - Throws: `UserFault` where one is no text.
  func guidesBeside() throws(UserFault) -> [WrittenContent] {
    guard table == nil else { return [] }
    let place = folder + "/.."
    var guides: [WrittenContent] = []
    for name in ((try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []).sorted()
    where name != id && FileManager.default.fileExists(atPath: "\(place)/\(name)/guide.yaml") {
      guides.append(try WrittenContent(at: "\(place)/\(name)"))
    }
    return guides
  }

  /// Those files of a guides' folder with these in place of their earlier version.
  func laid(over others: [String: String]) -> [String: String] {
    let own = files.merging(records) { $1 }
    guard let table else {
      return own.reduce(into: others.filter { !$0.key.hasPrefix(id + "/") }) { $0["\(id)/\($1.key)"] = $1.value }
    }
    return others.filter { ContentTable(file: $0.key) != table }.merging(own) { $1 }
  }

  /// Whether a fault lies here: in its own files or, where it is the list of blockers, in a guide whose code it lacks.
  func owns(_ fault: Fault) -> Bool {
    guard let table else { return fault.file.hasPrefix(id + "/") }
    return ContentTable(file: fault.file) == table || (table == .blockers && fault.code == .unknownBlocker)
  }

  /// The version: of a guide that of the catalogue, in which it is; nil where it is not.
  ///
  /// - Throws: `guides.no-version-line` for a table that says none.
  func version(in catalogue: Catalogue) throws(UserFault) -> Int? {
    guard let table else { return catalogue[GuideID(rawValue: id)]?.version }
    guard let version = files[table.file].flatMap(TableCheck.version) else {
      throw UserFault("guides.no-version-line", ["guide": table.file])
    }
    return version
  }

  /// The files that say that each translation is right as it stands, by name.
  var translationRecords: [String: String] {
    table.map { TranslationRecord.files(for: $0, in: files) } ?? TranslationRecord.files(for: files, guide: id)
  }

  /// Where the signature is kept of what is at that path: in a guide's folder, or beside a table's file.
  static func signaturePath(of path: String) -> String {
    let suffix = ".yaml"
    return path.hasSuffix(suffix) ? "\(path.dropLast(suffix.count)).signature.json" : "\(path)/signature.json"
  }
}
