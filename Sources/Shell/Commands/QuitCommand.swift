/// `thoát` / `quit`: leaves the shell. Everything is on the disk already.
enum QuitCommand: Command {
  static let id = "quit"

  static func run(_ arguments: Arguments, in shell: Shell) async throws { shell.isLeaving = true }
}
