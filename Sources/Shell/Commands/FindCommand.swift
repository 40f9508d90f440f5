import GuideFormat

/// `tìm` / `find`: the guides that some words may mean. A line that is no command is a search as well.
enum FindCommand: Command {
  static let id = "find"
  static func accepts(_ words: [String], in shell: Shell) -> Bool { true }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    try find(arguments.text, in: shell)
  }

  /// Lists the guides for the words, or all of them where there are no words; a number then opens one.
  static func find(_ text: String, in shell: Shell) throws(UserFault) {
    let shelf = try shell.shelf
    let guides = text.isEmpty ? shelf.catalogue.guides : shelf.guides(for: text)
    shell.listed = guides.map(\.id)
    guard !guides.isEmpty else { throw UserFault("find.nothing", ["words": text]) }
    for (number, guide) in guides.enumerated() {
      let title = guide.title.text(in: shell.phrases.language)
      shell.screen.item(number + 1, "\(title) (\(guide.id.rawValue))")
    }
    if shell.isConversation { shell.screen.show(shell.phrases("find.pick"), .faint) }
  }
}
