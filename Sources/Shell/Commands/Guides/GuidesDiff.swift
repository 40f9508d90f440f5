import Domain
import Foundation
import GuideFormat
import Phrases

/// `guides diff OLD NEW`: what differs between two versions of guides and of the tables beside them, in words. Each is a
/// folder, a table's file, or the id of a guide or the name of a table that this device shows.
enum GuidesDiff: GuidesJob {
  static let id = "diff"
  static let words = 2...2
  static let valuedOptions: Set<String> = ["guide"]
  static let flags: Set<String> = ["quiet"]

  /// One side: its guides and tables, and which of them it is about.
  private struct Side {
    /// What was typed for it.
    let word: String
    let source: GuideSource
    let ids: Set<GuideID>
    /// The tables' files by name.
    let tables: [String: String]
    /// The table that it is about alone.
    var onlyTable: ContentTable?
  }

  static func run(_ words: [String], _ options: [String: String], in shell: Shell) async throws {
    let (old, new) = (try side(words[0], in: shell), try side(words[1], in: shell))
    let asked = options["guide"].map { Set([GuideID(rawValue: $0)]) }
    let isQuiet = options["quiet"] != nil
    // A folder of one guide is compared with that guide only, and a table with that table.
    let single = [old, new].first { $0.ids.count == 1 }?.ids
    var count = 0
    if let table = old.onlyTable ?? new.onlyTable {
      for (side, word) in zip([old, new], words) where side.tables[table.file] == nil {
        throw UserFault("guides.no-version", ["word": word])
      }
      count += try differences(of: table, old, new, isQuiet: isQuiet, in: shell)
    } else {
      let ids = (asked ?? single ?? old.ids.union(new.ids)).sorted()
      if let asked, old.ids.union(new.ids).isDisjoint(with: asked) {
        throw UserFault("open.no-such-guide", ["id": ids.first?.rawValue ?? ""])
      }
      for id in ids { count += try differences(of: id, old, new, isQuiet: isQuiet, in: shell) }
      for table in ContentTable.allCases where asked == nil && single == nil {
        count += try differences(of: table, old, new, isQuiet: isQuiet, in: shell)
      }
    }
    if isQuiet {
      if count > 0 { throw UserFault("guides.differ", ["count": String(count)]) }
    } else if count == 0 {
      shell.screen.show(shell.phrases("diff.none"), .good)
    }
  }

  private static func side(_ word: String, in shell: Shell) throws -> Side {
    var isFolder: ObjCBool = false
    let source = try GuideSource(in: shell)
    if FileManager.default.fileExists(atPath: word, isDirectory: &isFolder) {
      guard isFolder.boolValue else {
        let written = try WrittenContent(at: word)
        return Side(
          word: word, source: source, ids: [], tables: written.files, onlyTable: ContentTable(packageID: written.id))
      }
      let source = try GuideSource(folder: word, in: shell)
      return Side(word: word, source: source, ids: Set(source.own), tables: try ContentFolder.tableFiles(at: word))
    }
    let tables = try shell.tables.files
    if let table = ContentTable(rawValue: word) {
      return Side(word: word, source: source, ids: [], tables: tables, onlyTable: table)
    }
    let id = GuideID(rawValue: word)
    guard source.own.contains(id) else { throw UserFault("guides.no-version", ["word": word]) }
    return Side(word: word, source: source, ids: [id], tables: tables)
  }

  /// Says the differences of a table that both sides have, and gives their number.
  private static func differences(
    of table: ContentTable, _ old: Side, _ new: Side, isQuiet: Bool, in shell: Shell
  ) throws -> Int {
    var found: [(language: String, differences: [TableDifference])] = []
    for (file, text) in new.tables.sorted(by: { $0.key < $1.key }) where ContentTable(file: file) == table {
      guard file.hasSuffix(".yaml"), let before = old.tables[file] else { continue }
      guard let differences = TableDifference.between(before, text) else {
        let unread = TableDifference.between(before, before) == nil ? old : new
        throw UserFault("guides.not-yaml", ["path": unread.onlyTable == nil ? "\(unread.word)/\(file)" : unread.word])
      }
      let parts = file.split(separator: ".")
      found.append((parts.count == 3 ? String(parts[1]) : ContentFolder.base, differences))
    }
    let count = found.reduce(0) { $0 + $1.differences.count }
    guard !isQuiet, count > 0 else { return count }
    shell.screen.heading(shell.phrases("content.table", ["table": table.rawValue]))
    for (language, differences) in found {
      for one in differences {
        let arguments = [
          "what": one.place, "language": language, "old": "“\(one.old ?? "")”", "new": "“\(one.new ?? "")”",
          "words": ": “\(one.new ?? one.old ?? "")”",
        ]
        let key = one.old == nil ? "diff.added" : one.new == nil ? "diff.removed" : "diff.words"
        shell.screen.show(label: "-", shell.phrases(key, arguments))
      }
    }
    return count
  }

  /// Says the differences of a guide, and gives their number.
  private static func differences(
    of id: GuideID, _ old: Side, _ new: Side, isQuiet: Bool, in shell: Shell
  ) throws -> Int {
    guard old.ids.contains(id), new.ids.contains(id) else {
      let key = new.ids.contains(id) ? "diff.guide-added" : "diff.guide-removed"
      if !isQuiet { shell.screen.show(shell.phrases(key, ["id": id.rawValue]), .strong) }
      return 1
    }
    let before = try old.source.guide(id.rawValue, in: shell)
    let after = try new.source.guide(id.rawValue, in: shell)
    let (oldFiles, newFiles) = (old.source.files(of: id), new.source.files(of: id))
    guard let oldSheet = GuideSheet(files: oldFiles, languages: GuideSheet.languages(of: oldFiles)),
      let newSheet = GuideSheet(files: newFiles, languages: GuideSheet.languages(of: newFiles))
    else { return 0 }
    let found = GuideDifference.between(oldSheet, newSheet)
    let walksDiffer = oldFiles["walks.yaml"] != newFiles["walks.yaml"]
    let count = found.count + (walksDiffer ? 1 : 0)
    guard !isQuiet, count > 0 else { return count }
    let words = DifferenceWords(
      phrases: shell.phrases, old: (before, old.source.catalogue), new: (after, new.source.catalogue))
    shell.screen.heading("\(id.rawValue) · \(before.version) → \(after.version)")
    for difference in found { shell.screen.show(label: "-", words(difference)) }
    if walksDiffer { shell.screen.show(label: "-", shell.phrases("diff.walks")) }
    return count
  }
}
