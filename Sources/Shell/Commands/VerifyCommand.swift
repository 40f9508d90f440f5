import Domain
import LocalStore

/// `kiểm chứng` / `verify`: reads everything on this machine that can be verified, and names what is not as it was written.
enum VerifyCommand: Command {
  static let id = "verify"
  /// How many faults are shown at most.
  private static let most = 20

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    let store = try shell.store
    try store.checkWhole()
    let found = try store.verify()
    shell.screen.show(
      shell.phrases(
        "verify.read",
        [
          "entries": String(found.entries), "erased": String(found.erased), "streams": String(found.streams),
          "changes": String(found.changes), "guides": String(found.guides),
        ]))
    for fault in found.faults.prefix(most) {
      shell.screen.show(
        shell.phrases("verify.\(fault.what.rawValue)", ["number": String(fault.number), "id": fault.id]), .warning)
    }
    guard found.faults.isEmpty else {
      throw UserFault("verify.faulty", ["count": String(found.faults.count)])
    }
    shell.screen.show(shell.phrases("verify.whole"), .good)
  }
}
