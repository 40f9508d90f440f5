import Domain
import Foundation
import LocalStore

/// `khám máy` / `doctor`: looks at what can go wrong on this machine, and mends what it can.
enum DoctorCommand: Command {
  static let id = "doctor"
  static let flags: Set<String> = ["confirm-clock", "yes"]
  /// Below so many bytes of room the person is warned: a season's log needs a few of them.
  private static let leastRoom: Int64 = 200 * 1024 * 1024

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    let clock = ClockConfirmation(shell: shell)
    if arguments.has("confirm-clock") { return try clock.ask(isSure: arguments.has("yes")) }
    let store = try shell.store
    func say(_ key: String, _ facts: [String: String] = [:], isWell: Bool) {
      shell.screen.show(shell.phrases("doctor.\(key)", facts), isWell ? .good : .warning)
    }
    try store.checkWhole()
    say("store", isWell: true)

    let open = openFiles(in: store.home.path)
    for file in open { chmod(file.path, file.mode) }
    say(open.isEmpty ? "folder" : "folder-mended", ["count": String(open.count)], isWell: open.isEmpty)

    if let room = room(at: store.home.path) {
      let facts = ["megabytes": String(room / 1_048_576)]
      say(room < Self.leastRoom ? "room-low" : "room", facts, isWell: room >= Self.leastRoom)
    }
    let isClockWrong = try abs(store.clockOffset() ?? 0) > SyncCommand.largestClockError
    say(isClockWrong ? "clock-wrong" : "clock", isWell: !isClockWrong)
    try clock.tellWhetherItWaits()

    guard let vault = try store.vault() else {
      say("no-passphrase", isWell: false)
      return
    }
    if vault.recovery == nil {
      say("no-sheet", isWell: false)
    } else if try TeamKeyKeeping(shell: shell).lacksSheet() {
      say("no-team-sheet", isWell: false)
    }
    if let raised = try shell.keys.raise() {
      say("raised", ["megabytes": String(raised.memory / 1_048_576)], isWell: true)
    } else {
      say("passphrase", ["megabytes": String(vault.vault.stretching.memory / 1_048_576)], isWell: true)
    }
  }

  /// What in the folder others may read, and how it should be.
  private static func openFiles(in folder: String) -> [(path: String, mode: mode_t)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let all = [(folder, mode_t(0o700))] + names.map { (folder + "/" + $0, mode_t(0o600)) }
    return all.filter { path, _ in
      var status = stat()
      return lstat(path, &status) == 0 && status.st_mode & 0o077 != 0
    }.map { (path: $0.0, mode: $0.1) }
  }

  /// Bytes of room on the folder's disk.
  private static func room(at path: String) -> Int64? {
    let facts = try? FileManager.default.attributesOfFileSystem(forPath: path)
    return (facts?[.systemFreeSize] as? NSNumber)?.int64Value
  }
}
