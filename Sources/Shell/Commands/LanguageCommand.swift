/// `ngôn ngữ` / `language`: shows the languages, or speaks another one from now on.
enum LanguageCommand: Command {
  static let id = "language"
  static func accepts(_ words: [String], in shell: Shell) -> Bool { words.count <= 1 }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    let languages = shell.parts.content.languages()
    guard !arguments.words.isEmpty else {
      for code in languages {
        let name = try shell.parts.content.phrases(code)("language.name")
        shell.screen.show("\(code)  \(name)" + (code == shell.phrases.language ? "  ✓" : ""), indent: 2)
      }
      return
    }
    guard shell.use(language: arguments.text) else {
      throw UserFault("language.unknown", ["code": arguments.text, "known": languages.joined(separator: ", ")])
    }
    try shell.store.keep(arguments.text, as: .language)
    shell.screen.show(shell.phrases("language.changed"), .good)
  }
}
