import Foundation
import Phrases

extension ContentFolder {
  /// The texts of a guides' folder by name below it: the files in it and those one folder deeper.
  ///
  /// - Parameter isWanted: whether what is in the folder under that name is read; everything, unless it is given.
  /// - Throws: `UserFault` where the folder, or something wanted in it, cannot be read.
  package static func guideFiles(
    at path: String, where isWanted: (String) -> Bool = { _ in true }
  ) throws(UserFault) -> [String: String] {
    try files(at: path, where: isWanted) { (path) throws(UserFault) in
      throw UserFault("guides.not-read", ["path": path], kind: .world)
    }
  }

  /// The texts of the shipped guides' folder, as `guideFiles` gives them. What cannot be read there counts as no text, so
  /// that the fault has its place and the other guides stay usable.
  package func shippedFiles(
    where isWanted: (String) -> Bool = { _ in true }
  ) throws(UserFault) -> [String: String] {
    try Self.files(at: guidesPath, where: isWanted) { _ in Self.noText }
  }

  /// - Parameter unread: the text of what cannot be read at that path.
  private static func files(
    at path: String, where isWanted: (String) -> Bool, unread: (String) throws(UserFault) -> String
  ) throws(UserFault) -> [String: String] {
    let manager = FileManager.default
    guard let names = try? manager.contentsOfDirectory(atPath: path) else {
      throw UserFault("guides.no-folder", ["path": path])
    }
    var files: [String: String] = [:]
    for name in names.sorted() where !name.hasPrefix(".") && isWanted(name) {
      var candidates = [name]
      var isFolder: ObjCBool = false
      if manager.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder), isFolder.boolValue {
        guard let inner = try? manager.contentsOfDirectory(atPath: "\(path)/\(name)") else {
          files["\(name)/guide.yaml"] = try unread("\(path)/\(name)")
          continue
        }
        candidates = inner.map { "\(name)/\($0)" }
      }
      for candidate in candidates where candidate.hasSuffix(".yaml") || candidate.hasSuffix(".sources") {
        if let bytes = manager.contents(atPath: "\(path)/\(candidate)") {
          files[candidate] = text(Array(bytes))
        } else {
          files[candidate] = try unread("\(path)/\(candidate)")
        }
      }
    }
    return files
  }

  /// What no guide may hold: the fault then has its place.
  private static let noText = "\u{0}"

  /// The bytes as text; what is no UTF-8 becomes `noText`.
  private static func text(_ bytes: [UInt8]) -> String {
    String(validating: bytes, as: UTF8.self)
      ?? String(decoding: bytes, as: UTF8.self).replacing("\u{FFFD}", with: noText)
  }
}
