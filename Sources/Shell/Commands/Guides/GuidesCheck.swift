import GuideFormat
import Phrases

/// `guides check [FOLDER]`: finds every fault in a folder of guides, one line each.
enum GuidesCheck: GuidesJob {
  static let id = "check"
  static let words = 0...1

  static func run(_ words: [String], _ options: [String: String], in shell: Shell) async throws {
    let files = try ContentFolder.guideFiles(at: words.first ?? shell.parts.content.guidesPath)
    let (catalogue, guideFaults) = Catalogue.build(files)
    let faults = guideFaults + SearchWordsReader.read(files).faults
    for fault in faults {
      try shell.screen.writeData("\(FaultSentence(shell.phrases).sentence(fault))\n")
    }
    guard faults.isEmpty else {
      throw UserFault(
        "guides.faulty", ["faults": String(faults.count), "whole": String(catalogue.guides.count)])
    }
    shell.screen.show(shell.phrases("guides.whole", ["count": String(catalogue.guides.count)]), .good)
  }
}
