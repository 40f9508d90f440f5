import Domain
import Foundation
import GuideFormat
import Phrases

/// `guides translated FOLDER [LANGUAGE]`: keeps that the translations of a guide are right as they stand, so that `check`
/// can tell which of them a later change of the Vietnamese words leaves behind. A table's file such as `calendar.yaml`, and
/// a folder of phrases, are kept likewise.
enum GuidesTranslated: GuidesJob {
  static let id = "translated"
  static let words = 1...2

  static func run(_ words: [String], _ options: [String: String], in shell: Shell) async throws {
    let (folder, found) = try records(at: words[0])
    let records = found.filter { name, _ in
      words.count < 2 || name.split(separator: ".").dropLast().last ?? "" == words[1]
    }
    guard !records.isEmpty else { throw UserFault("guides.no-translation", ["path": words[0]]) }
    for (name, text) in records.sorted(by: { $0.key < $1.key }) {
      try TrainerFiles(shell).replace("\(folder)/\(name)", by: Array(text.utf8))
      shell.screen.show(shell.phrases("guides.kept-translation", ["path": "\(folder)/\(name)"]), .good)
    }
  }

  /// What is kept of the translations at a path, by the name of its file, and the folder in which it is kept.
  private static func records(at path: String) throws(UserFault) -> (folder: String, records: [String: String]) {
    let whole = path.hasSuffix("/") ? String(path.dropLast()) : path
    if !WrittenContent.isOne(whole) {
      let files = try ContentFolder.guideFiles(at: whole)
      if PhraseReview.isPhrases(files) { return (whole, PhraseReview.records(files)) }
    }
    let content = try WrittenContent(at: whole)
    return (content.folder, content.translationRecords)
  }
}
