import Domain
import GuideFormat
import Phrases

/// `hướng dẫn` / `guides`: lists the guides; `check FOLDER` finds every fault in a folder of guides.
enum GuidesCommand: Command {
  static let id = "guides"
  static func accepts(_ words: [String], in shell: Shell) -> Bool {
    words.isEmpty || words.count <= 2 && isCheck(words, in: shell)
  }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    guard isCheck(arguments.words, in: shell) else { return try FindCommand.find("", in: shell) }
    let path = arguments.words.count > 1 ? arguments.words[1] : shell.parts.content.guidesPath
    let (catalogue, faults) = Catalogue.build(try ContentFolder.guideFiles(at: path))
    for fault in faults {
      try shell.screen.writeData("\(FaultSentence(shell.phrases).sentence(fault))\n")
    }
    guard faults.isEmpty else {
      throw UserFault(
        "guides.faulty", ["faults": String(faults.count), "whole": String(catalogue.guides.count)])
    }
    shell.screen.show(shell.phrases("guides.whole", ["count": String(catalogue.guides.count)]), .good)
  }

  /// Whether the first word is `check`, in the shell's language or in English.
  private static func isCheck(_ words: [String], in shell: Shell) -> Bool {
    guard let word = words.first else { return false }
    return shell.means(word, "check", phrase: "guides.check")
  }
}
