import Foundation

/// The device's folder: the database, the command history, and the lock that keeps a second shell out.
package final class Home {
  /// The folder's path.
  package let path: String
  private let lock: Int32

  /// The file in which the shell's command history is kept.
  package var historyPath: String { path + "/history" }
  var databasePath: String { path + "/camtay.sqlite" }

  /// What tells this very file on this very machine from a copy: the machine's id and the file's number on its disk.
  var witness: String {
    var status = stat()
    guard stat(databasePath, &status) == 0 else { return "" }
    let machine = (try? String(contentsOfFile: "/etc/machine-id", encoding: .utf8)) ?? ""
    return "\(machine.trimmingCharacters(in: .whitespacesAndNewlines)) \(status.st_ino)"
  }

  /// Makes the folder where it is missing (readable by its owner only) and takes its lock, which lasts until this
  /// value goes away or the process ends, however it ends.
  package init(path: String) throws(StoreFault) {
    self.path = path
    try Self.makeFolder(path)
    lock = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0 else { throw Self.fault(errno, path) }
    guard Self.take(lock) else { throw StoreFault(.inUse, path) }
  }

  /// The folder without its lock: somebody else has that, and goes on writing.
  init(beside path: String) {
    self.path = path
    lock = -1
  }

  /// Takes the lock; a shell that is just ending gives it up within a moment.
  private static func take(_ lock: Int32) -> Bool {
    for _ in 0..<25 {
      if flock(lock, LOCK_EX | LOCK_NB) == 0 { return true }
      usleep(20_000)
    }
    return false
  }

  deinit { if lock >= 0 { close(lock) } }

  /// Has the disk keep which names stand in a folder.
  static func sync(folder path: String) {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  private static func makeFolder(_ path: String) throws(StoreFault) {
    var partial = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      let parent = partial.isEmpty ? "/" : partial
      partial += "/" + part
      if mkdir(partial, 0o700) == 0 {
        // A power cut on the first day must not take the folder away again.
        sync(folder: parent)
      } else if errno != EEXIST, errno != EISDIR {
        var status = stat()
        let number = errno
        if stat(partial, &status) != 0 { throw fault(number, path) }
      }
    }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { throw StoreFault(.cannotOpen, path) }
  }

  private static func fault(_ number: Int32, _ path: String) -> StoreFault {
    switch number {
    case EROFS, EACCES, EPERM: StoreFault(.readOnly, path)
    case ENOSPC, EDQUOT: StoreFault(.full, path)
    default: StoreFault(.cannotOpen, path)
    }
  }
}
