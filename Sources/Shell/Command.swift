import Domain
import Phrases

/// One command of the shell, which is also a one-shot command of the program.
///
/// Its names and its help are phrases (`command.<id>.names`, `.summary`, `.help`), so that a language is added with
/// its file. The first name is the one that help shows.
package protocol Command: Sendable {
  /// The stable id, an English word.
  static var id: String { get }
  /// Options that take a value.
  static var valuedOptions: Set<String> { get }
  /// Options that take none.
  static var flags: Set<String> { get }
  /// Whether plain words after the name make sense; where not, the line is a search that happens to begin with it.
  static func accepts(_ words: [String], in shell: Shell) -> Bool
  /// Whether a line with these words after the name may be kept in the history: not where they are anybody's own words,
  /// which may be about a citizen.
  static func isRemembered(with words: [String]) -> Bool
  /// Does it.
  static func run(_ arguments: Arguments, in shell: Shell) async throws
}

extension Command {
  package static var valuedOptions: Set<String> { [] }
  package static var flags: Set<String> { [] }
  package static func accepts(_ words: [String], in shell: Shell) -> Bool { words.isEmpty }
  package static func isRemembered(with words: [String]) -> Bool { true }
}

/// Every command, in the order in which help lists them.
package enum CommandTable {
  package static let rows: [any Command.Type] = [
    FindCommand.self,
    OpenCommand.self,
    ResumeCommand.self,
    LogCommand.self,
    JournalCommand.self,
    AmendCommand.self,
    VoidCommand.self,
    ForgetCommand.self,
    HandoverCommand.self,
    DetailsCommand.self,
    ExportCommand.self,
    WhoCommand.self,
    EnrolCommand.self,
    SyncCommand.self,
    BundleCommand.self,
    TeamCommand.self,
    PassphraseCommand.self,
    LockCommand.self,
    RecoveryCommand.self,
    BackupCommand.self,
    RestoreCommand.self,
    GuidesCommand.self,
    GuardCommand.self,
    CheckLinkCommand.self,
    SafetyCommand.self,
    DueCommand.self,
    PortalStatusCommand.self,
    ReviewCommand.self,
    StatusCommand.self,
    DoctorCommand.self,
    VerifyCommand.self,
    LanguageCommand.self,
    HelpCommand.self,
    VersionCommand.self,
    QuitCommand.self,
  ]
}

/// The names under which commands are called, in every language at once.
package struct CommandNames {
  fileprivate let commands: [(words: [String], command: any Command.Type)]
  /// The first name of each command in the language of the shell, as it is shown and completed.
  package let shown: [String]

  /// The names in all these languages; `phrases` is the shell's own.
  package init(_ languages: [Phrases], shownIn phrases: Phrases) {
    var commands: [(words: [String], command: any Command.Type)] = []
    for command in CommandTable.rows {
      let names = languages.flatMap { Self.names(of: command, in: $0) } + [command.id]
      commands += names.map { (FoldedText.words($0, keeping: "?"), command) }
    }
    self.commands = commands.sorted { $0.words.count > $1.words.count }
    shown = CommandTable.rows.compactMap { Self.names(of: $0, in: phrases).first }
  }

  /// The names of a command in a language, the one that is shown first.
  package static func names(of command: any Command.Type, in phrases: Phrases) -> [String] {
    guard let names = phrases.optional("command.\(command.id).names") else { return [] }
    return names.split(separator: ",").map { CleanText.line(String($0)) }
  }

  /// The command that the words begin with, and the words after its name. Names are compared without marks; the
  /// longest wins. Where the command cannot use the words that follow, the line is no command.
  package func command(for words: [String], in shell: Shell) -> (command: any Command.Type, rest: [String])? {
    for (name, command) in commands {
      guard let count = Self.count(of: name, in: words) else { continue }
      let rest = Array(words.dropFirst(count))
      let plain = (try? Arguments(rest, valued: command.valuedOptions, flags: command.flags))?.words
      if command.accepts(plain ?? [], in: shell) { return (command, rest) }
    }
    return nil
  }

  /// How many of the words a name takes that they begin with; nil where they do not. Hyphens part words: `check-link` is
  /// `check link`.
  private static func count(of name: [String], in words: [String]) -> Int? {
    var rest = name[...]
    for (count, word) in words.enumerated() where !rest.isEmpty {
      let folded = FoldedText.words(word, keeping: "?")
      guard !folded.isEmpty, rest.starts(with: folded) else { return nil }
      rest = rest.dropFirst(folded.count)
      if rest.isEmpty { return count + 1 }
    }
    return nil
  }
}

extension Shell {
  /// Whether a word after a command's name is that English word, or one of those that the phrase lists for it.
  func means(_ word: String, _ english: String, phrase key: String) -> Bool {
    rest(of: word.split(separator: " ").map(String.init), after: english, phrase: key)?.isEmpty == true
  }

  /// What follows that English word, or one of those that the phrase lists for it; nil where the words begin with none.
  func rest(of words: [String], after english: String, phrase key: String) -> [String]? {
    let names = ([english] + phrases(key).split(separator: ",").map(String.init)).map { FoldedText.words($0) }
    let folded = words.map { FoldedText.text($0) }
    let name = names.filter { folded.starts(with: $0) && !$0.isEmpty }.max { $0.count < $1.count }
    return name.map { Array(words.dropFirst($0.count)) }
  }

  /// Asks for a yes; everything else is a no.
  func isConfirmed(_ question: String) -> Bool {
    guard case .line(let line) = screen.ask(question + " ›", .answer) else { return false }
    return means(line, "yes", phrase: "form.yes")
  }
}

extension CommandNames {
  /// The command of exactly that name.
  package func named(_ words: [String]) -> (any Command.Type)? {
    let folded = words.flatMap { FoldedText.words($0, keeping: "?") }
    return commands.first { $0.words == folded }?.command
  }
}
