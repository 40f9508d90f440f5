import Foundation
import GuideFormat

/// `guides diff OLD NEW`: what differs between two versions of guides, in words. Each is a folder, or the id of a guide
/// that this device shows.
enum GuidesDiff: GuidesJob {
  static let id = "diff"
  static let words = 2...2
  static let valuedOptions: Set<String> = ["guide"]
  static let flags: Set<String> = ["quiet"]

  /// One side: its guides, and which of them it is about.
  private struct Side {
    let source: GuideSource
    let ids: Set<GuideID>
  }

  static func run(_ words: [String], _ options: [String: String], in shell: Shell) async throws {
    let (old, new) = (try side(words[0], in: shell), try side(words[1], in: shell))
    let asked = options["guide"].map { Set([GuideID(rawValue: $0)]) }
    // A folder of one guide is compared with that guide only.
    let single = [old, new].first { $0.ids.count == 1 }?.ids
    let ids = (asked ?? single ?? old.ids.union(new.ids)).sorted()
    if let asked, old.ids.union(new.ids).isDisjoint(with: asked) {
      throw UserFault("open.no-such-guide", ["id": ids.first?.rawValue ?? ""])
    }
    var count = 0
    for id in ids { count += try differences(of: id, old, new, isQuiet: options["quiet"] != nil, in: shell) }
    if options["quiet"] != nil {
      if count > 0 { throw UserFault("guides.differ", ["count": String(count)]) }
    } else if count == 0 {
      shell.screen.show(shell.phrases("diff.none"), .good)
    }
  }

  private static func side(_ word: String, in shell: Shell) throws(UserFault) -> Side {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: word, isDirectory: &isFolder), isFolder.boolValue {
      let source = try GuideSource(folder: word, in: shell)
      return Side(source: source, ids: Set(source.own))
    }
    let source = try GuideSource(in: shell)
    let id = GuideID(rawValue: word)
    guard source.own.contains(id) else { throw UserFault("guides.no-version", ["word": word]) }
    return Side(source: source, ids: [id])
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
