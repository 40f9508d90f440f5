import Foundation
import GuideFormat
import Phrases

/// `guides translated FOLDER [LANGUAGE]`: keeps that the translations of a guide are right as they stand, so that `check`
/// can tell which of them a later change of the Vietnamese words leaves behind.
enum GuidesTranslated: GuidesJob {
  static let id = "translated"
  static let words = 1...2

  static func run(_ words: [String], _ options: [String: String], in shell: Shell) async throws {
    let folder = words[0].hasSuffix("/") ? String(words[0].dropLast()) : words[0]
    let id = folder.split(separator: "/").last.map(String.init) ?? folder
    let parent = folder.contains("/") ? String(folder.dropLast(id.count + 1)) : "."
    let files = try ContentFolder.guideFiles(at: parent.isEmpty ? "/" : parent)
      .filter { $0.key.hasPrefix(id + "/") }
    guard files["\(id)/guide.yaml"] != nil else { throw UserFault("guides.no-guide", ["path": folder]) }
    let named = Dictionary(uniqueKeysWithValues: files.map { (String($0.key.dropFirst(id.count + 1)), $0.value) })
    let records = TranslationRecord.files(for: named, guide: id).filter { name, _ in
      words.count < 2 || name == "\(words[1]).sources"
    }
    guard !records.isEmpty else { throw UserFault("guides.no-translation", ["path": folder]) }
    for (name, text) in records.sorted(by: { $0.key < $1.key }) {
      try TrainerFiles(shell).write(Array(text.utf8), to: "\(folder)/\(name)")
      shell.screen.show(shell.phrases("guides.kept-translation", ["path": "\(folder)/\(name)"]), .good)
    }
  }
}
