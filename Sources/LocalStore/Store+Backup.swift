import Foundation
import GRDB

extension Store {
  /// Writes a copy of everything that this device keeps into a new file, which only its owner can read. What was erased is
  /// not in it. The file has its name once it is whole, so that a cut never leaves half of one.
  package func backUp(to path: String) throws(StoreFault) {
    guard access(path, F_OK) != 0 else { throw StoreFault(.fileExists, path) }
    try Self.whole(path) { part in
      // SQLite fills a file that is there and empty.
      try queue.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [part]) }
    }
  }

  /// Puts a copy that `backUp` made into a folder that has nothing yet. The copy goes on as a new incarnation, so that it
  /// does no harm where the first device still lives. A cut leaves the folder as it was.
  package static func restore(
    from path: String, to home: Home, deviceName: String, wallClock: @escaping () -> Int64
  ) throws(StoreFault) -> Store {
    guard access(home.databasePath, F_OK) != 0 else { throw StoreFault(.fileExists, home.path) }
    guard let bytes = FileManager.default.contents(atPath: path) else { throw StoreFault(.cannotOpen, path) }
    guard bytes.starts(with: Array("SQLite format 3".utf8)) else { throw StoreFault(.damaged, path) }
    try whole(home.databasePath) { part in try bytes.write(to: URL(fileURLWithPath: part)) }
    do {
      let store = try Store(home: home, deviceName: deviceName, wallClock: wallClock)
      try store.checkWhole()
      return store
    } catch {
      unlink(home.databasePath)
      throw StoreFault(error)
    }
  }

  /// Fills a file beside that path, under a name that nothing has, and gives it the path once it is on the disk.
  private static func whole(_ path: String, _ fill: (_ part: String) throws -> Void) throws(StoreFault) {
    let part = path + "." + UUID().uuidString.prefix(8) + ".part"
    let file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw StoreFault(.cannotOpen, path) }
    defer { close(file) }
    do {
      try fill(part)
      guard fsync(file) == 0, rename(part, path) == 0 else { throw StoreFault(.diskFailed, path) }
      Home.sync(folder: URL(fileURLWithPath: path).deletingLastPathComponent().path)
    } catch {
      unlink(part)
      throw StoreFault(error)
    }
  }
}
