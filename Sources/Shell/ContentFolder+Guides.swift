import Foundation
import Phrases

extension ContentFolder {
  /// The texts of the guides' folder by name below it: the files in it and those one folder deeper.
  ///
  /// - Throws: `UserFault` where the folder cannot be read.
  package static func guideFiles(at path: String) throws(UserFault) -> [String: String] {
    let manager = FileManager.default
    guard let names = try? manager.contentsOfDirectory(atPath: path) else {
      throw UserFault("guides.no-folder", ["path": path])
    }
    var files: [String: String] = [:]
    for name in names.sorted() where !name.hasPrefix(".") {
      let inner = (try? manager.contentsOfDirectory(atPath: path + "/" + name)) ?? []
      let candidates = inner.isEmpty ? [name] : inner.map { name + "/" + $0 }
      for candidate in candidates where candidate.hasSuffix(".yaml") {
        guard let bytes = manager.contents(atPath: path + "/" + candidate) else { continue }
        files[candidate] = String(decoding: bytes, as: UTF8.self)
      }
    }
    return files
  }
}
