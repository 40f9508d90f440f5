import Foundation

/// Files that a person asked for by name.
enum NewFile {
  /// Writes a file whole or not at all, readable by its owner only, and never over another.
  ///
  /// - Throws: `UserFault`: `export.exists`, or `export.cannot-write` where the disk refuses.
  static func write(_ bytes: [UInt8], to path: String) throws(UserFault) {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      throw errno == EEXIST
        ? UserFault("export.exists", ["path": path])
        : UserFault("export.cannot-write", ["path": path], kind: .world)
    }
    defer { close(file) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      guard written >= 0 || errno == EINTR else {
        unlink(path)
        throw UserFault("export.cannot-write", ["path": path], kind: .world)
      }
      rest = rest.dropFirst(max(written, 0))
    }
    guard fsync(file) == 0 else {
      unlink(path)
      throw UserFault("export.cannot-write", ["path": path], kind: .world)
    }
  }
}
