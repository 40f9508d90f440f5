import LocalStore

/// `sao lưu` / `backup`: copies everything that this machine keeps into one file; what is sealed stays sealed in it.
enum BackupCommand: Command {
  static let id = "backup"
  static func accepts(_ words: [String], in shell: Shell) -> Bool { words.count <= 1 }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    guard let path = arguments.words.first else { throw UserFault("backup.usage", kind: .usage) }
    try shell.store.backUp(to: path)
    shell.screen.show(shell.phrases("backup.done", ["path": path]), .good)
  }
}

/// `phục hồi` / `restore`: puts such a copy into a folder that has nothing yet.
enum RestoreCommand: Command {
  static let id = "restore"
  static func accepts(_ words: [String], in shell: Shell) -> Bool { words.count <= 1 }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    guard let path = arguments.words.first else { throw UserFault("restore.usage", kind: .usage) }
    // An open shell has a folder with a log in it already.
    guard !shell.isConversation else { throw UserFault("restore.usage", kind: .usage) }
    let home = try Home(path: shell.parts.homePath)
    let store = try Store.restore(
      from: path, to: home, deviceName: shell.parts.deviceName, wallClock: shell.parts.wallClock)
    shell.screen.show(
      shell.phrases("restore.done", ["count": String(try store.ownCount()), "home": home.path]), .good)
  }
}
