import Domain
import Sealing

/// `mật khẩu máy` / `passphrase`: chooses this machine's passphrase, or changes it.
enum PassphraseCommand: Command {
  static let id = "passphrase"

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    guard try shell.store.vault() != nil else { return try shell.keys.requireVault() }
    shell.keys.lock()
    let reading = try shell.keys.reading()
    try shell.keys.choose(for: reading.own, asking: "keys.change")
  }
}
