/// `trợ giúp` / `help`: what can be typed; with a command's name, that command's page.
enum HelpCommand: Command {
  static let id = "help"
  static func accepts(_ words: [String], in shell: Shell) -> Bool {
    // "trợ giúp xã hội" is a search; one word more is a slip in a command's name.
    words.count <= 1 || shell.names.named(words) != nil
  }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    let phrases = shell.phrases
    if !arguments.words.isEmpty {
      guard let command = shell.names.named(arguments.words) else {
        throw UserFault("help.no-such", ["words": arguments.text], kind: .usage)
      }
      let names = CommandNames.names(of: command, in: phrases)
      shell.screen.heading(names.first ?? command.id)
      shell.screen.show(phrases("command.\(command.id).summary"), .strong)
      shell.screen.show(phrases("command.\(command.id).help"))
      let others = names.dropFirst() + [command.id]
      shell.screen.show(phrases("help.also", ["names": others.joined(separator: ", ")]), .faint)
      return
    }
    shell.screen.show(phrases("help.intro"))
    for command in CommandTable.rows {
      let name = CommandNames.names(of: command, in: phrases).first ?? command.id
      shell.screen.show(label: name, "– " + phrases("command.\(command.id).summary"))
    }
    shell.screen.show(phrases("help.more"), .faint)
  }
}
