import Foundation

/// Writes the files of a guide's folder.
enum GuideWriting {
  /// Writes the texts by name within the folder, which is made where it is not there; each file is whole at any moment.
  ///
  /// - Throws: `export.cannot-write`; files before it are written then, none is half.
  static func write(_ files: [String: String], to folder: String) throws(UserFault) {
    guard !files.isEmpty else { return }
    if mkdir(folder, 0o755) != 0, errno != EEXIST {
      throw UserFault("export.cannot-write", ["path": folder], kind: .world)
    }
    for (name, text) in files.sorted(by: { $0.key < $1.key }) {
      let path = folder + "/" + name
      let fresh = folder + "/.\(name).new"
      unlink(fresh)
      try NewFile.write(Array(text.utf8), to: fresh)
      var old = stat()
      let mode = stat(path, &old) == 0 ? old.st_mode & 0o777 : 0o644
      guard chmod(fresh, mode) == 0, rename(fresh, path) == 0 else {
        unlink(fresh)
        throw UserFault("export.cannot-write", ["path": path], kind: .world)
      }
    }
  }
}
