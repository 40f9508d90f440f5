import Foundation
import Phrases

extension ContentFolder {
  /// The texts of the guides' folder by name below it: the files in it and those one folder deeper.
  ///
  /// - Parameter isWanted: whether what is in the folder under that name is read; everything, unless it is given.
  /// - Throws: `UserFault` where the folder cannot be read.
  package static func guideFiles(
    at path: String, where isWanted: (String) -> Bool = { _ in true }
  ) throws(UserFault) -> [String: String] {
    let manager = FileManager.default
    guard let names = try? manager.contentsOfDirectory(atPath: path) else {
      throw UserFault("guides.no-folder", ["path": path])
    }
    var files: [String: String] = [:]
    for name in names.sorted() where !name.hasPrefix(".") && isWanted(name) {
      let inner = (try? manager.contentsOfDirectory(atPath: path + "/" + name)) ?? []
      let candidates = inner.isEmpty ? [name] : inner.map { name + "/" + $0 }
      for candidate in candidates where candidate.hasSuffix(".yaml") || candidate.hasSuffix(".sources") {
        guard let bytes = manager.contents(atPath: path + "/" + candidate) else { continue }
        files[candidate] = text(Array(bytes))
      }
    }
    return files
  }

  /// The bytes as text. What is no UTF-8 becomes NUL, which no guide may hold: the fault then has its place.
  private static func text(_ bytes: [UInt8]) -> String {
    String(validating: bytes, as: UTF8.self)
      ?? String(decoding: bytes, as: UTF8.self).replacing("\u{FFFD}", with: "\u{0}")
  }
}
