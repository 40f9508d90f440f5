import Domain
import Sealing

/// `mật khẩu máy` / `passphrase`: chooses this machine's passphrase, or changes it.
enum PassphraseCommand: Command {
  static let id = "passphrase"

  static let flags: Set<String> = ["forgotten"]

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    guard try shell.store.vault() != nil else { return try shell.keys.requireVault() }
    if arguments.has("forgotten") {
      // Another key: what was sealed to this machine alone stays closed, and the leader grants the team's key anew.
      guard shell.isConfirmed(shell.phrases("keys.forgotten")) else {
        return shell.screen.show(shell.phrases("log.cancelled"), .faint)
      }
      return try shell.keys.choose(for: ReadingKey(), asking: "keys.change")
    }
    shell.keys.lock()
    let reading = try shell.keys.reading()
    try shell.keys.choose(for: reading.own, asking: "keys.change")
  }
}
