import Foundation
import GRDB

extension Store {
  /// Writes a copy of everything that this device keeps into a new file, which only its owner can read. What was erased is
  /// not in it.
  package func backUp(to path: String) throws(StoreFault) {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw StoreFault(errno == EEXIST ? .fileExists : .cannotOpen, path) }
    do {
      // SQLite fills a file that is there and empty.
      try queue.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
      guard fsync(file) == 0 else { throw StoreFault(.diskFailed, path) }
      close(file)
    } catch {
      close(file)
      unlink(path)
      throw StoreFault(error)
    }
  }

  /// Puts a copy that `backUp` made into a folder that has nothing yet. The copy goes on as a new incarnation, so that it
  /// does no harm where the first device still lives.
  package static func restore(
    from path: String, to home: Home, deviceName: String, wallClock: @escaping () -> Int64
  ) throws(StoreFault) -> Store {
    guard access(home.databasePath, F_OK) != 0 else { throw StoreFault(.fileExists, home.path) }
    guard let bytes = FileManager.default.contents(atPath: path) else { throw StoreFault(.cannotOpen, path) }
    guard bytes.starts(with: Array("SQLite format 3".utf8)) else { throw StoreFault(.damaged, path) }
    let file = open(home.databasePath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw StoreFault(.cannotOpen, home.path) }
    close(file)
    do {
      try bytes.write(to: URL(fileURLWithPath: home.databasePath))
      let store = try Store(home: home, deviceName: deviceName, wallClock: wallClock)
      try store.checkWhole()
      return store
    } catch {
      unlink(home.databasePath)
      throw StoreFault(error)
    }
  }
}
