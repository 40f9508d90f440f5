import Foundation
import GuideFormat
import Phrases

/// `guides new [ID]`: asks what a guide is about and writes the beginning of it, which passes `guides check`.
enum GuidesNew: GuidesJob {
  static let id = "new"
  static let words = 0...1
  static let valuedOptions: Set<String> = ["into"]

  static func run(_ words: [String], _ options: [String: String], in shell: Shell) async throws {
    let into = options["into"] ?? "."
    if let id = words.first {
      guard GuideID(checking: id) != nil else { throw UserFault("guides.bad-id", ["id": id]) }
      try refuseTaken(id, in: into)
    }
    let skeleton = try NewGuideForm(shell: shell).ask(id: words.first)
    let id = skeleton.id.rawValue
    try refuseTaken(id, in: into)
    var files = skeleton.files
    let named = { (files: [String: String]) in files.reduce(into: [:]) { $0["\(id)/\($1.key)"] = $1.value } }
    let draft = try GuideSource(laying: named(files), in: shell)
    if let guide = Catalogue.draft(id, in: draft.files) {
      files["walks.yaml"] = GuideWalks.file(guide, in: draft.catalogue)
    }
    // Says what is wrong, should the answers make a guide that cannot be used.
    _ = try GuideSource(laying: named(files), in: shell).guide(id, in: shell)
    try GuideWriting.write(files, to: into + "/" + id)
    shell.screen.show(shell.phrases("new.done", ["id": id, "mark": GuideSkeleton.unfinished]), .good)
    shell.screen.show(shell.phrases("guides.written", ["path": into + "/" + id]), .good)
  }

  /// Nothing that is there is overwritten.
  private static func refuseTaken(_ id: String, in folder: String) throws(UserFault) {
    guard FileManager.default.fileExists(atPath: folder) else { throw UserFault("guides.no-folder", ["path": folder]) }
    if FileManager.default.fileExists(atPath: folder + "/" + id) { throw UserFault("guides.exists", ["id": id]) }
  }
}
