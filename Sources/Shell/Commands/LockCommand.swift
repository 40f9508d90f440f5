/// `khóa` / `lock`: forgets the passphrase before the rest is over.
enum LockCommand: Command {
  static let id = "lock"

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    shell.keys.lock()
    shell.screen.show(shell.phrases("keys.lock-done"), .good)
  }
}
