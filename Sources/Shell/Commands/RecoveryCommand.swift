import Domain
import Sealing

/// `phiếu khôi phục` / `recovery`: makes the sheet with which a forgotten passphrase or a lost laptop's key can be had
/// again, and uses it.
enum RecoveryCommand: Command {
  static let id = "recovery"
  static func accepts(_ words: [String], in shell: Shell) -> Bool {
    words.isEmpty || words.count == 1 && shell.means(words[0], "use", phrase: "recovery.use")
  }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    try arguments.words.isEmpty ? make(in: shell) : use(in: shell)
  }

  /// The sheet is shown once, to be written down or printed, and kept nowhere: only what it opens is.
  private static func make(in shell: Shell) throws {
    try shell.keys.requireVault()
    let reading = try shell.keys.reading()
    let code = RecoveryCode()
    let sheet = try code.key
    try shell.store.allowRecovery(of: reading.own, by: sheet.publicBytes)
    let isTeams = try TeamKeyKeeping(shell: shell).allowRecovery(by: sheet)
    shell.screen.show(shell.phrases(isTeams ? "recovery.made-team" : "recovery.made"), .good)
    shell.screen.show(code.text, .strong, indent: 2)
    shell.screen.showQR(code.text)
    shell.screen.show(shell.phrases("recovery.keep"), .warning)
  }

  private static func use(in shell: Shell) throws {
    guard case .line(let typed) = shell.screen.ask(shell.phrases("recovery.code") + " ›", .secret) else {
      throw UserFault("recovery.nobody-typed")
    }
    guard !typed.isEmpty else { return shell.screen.show(shell.phrases("log.cancelled"), .faint) }
    guard let code = RecoveryCode(typed) else { throw UserFault("recovery.bad-code") }
    let sheet = try code.key
    if let key = try shell.store.recovered(by: sheet) {
      return try shell.keys.choose(for: key, asking: "keys.change")
    }
    switch try TeamKeyKeeping(shell: shell).recover(by: sheet) {
    case .present: shell.screen.show(shell.phrases("recovery.team-back"), .good)
    case .older: shell.screen.show(shell.phrases("recovery.team-older"), .warning)
    case nil: throw UserFault("recovery.other-sheet")
    }
  }
}
