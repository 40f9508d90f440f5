import Domain
import Foundation
import Sealing
import SyncCore

/// A guide's folder as a trainer has it on the disk.
package enum PublishedFolder {
  /// Why a folder cannot be published.
  package enum Fault: Error, Hashable, Sendable {
    /// The folder cannot be read, or has no `guide.yaml`.
    case unreadable(path: String)
    /// The file is not UTF-8 text.
    case notText(file: String)
    /// Neither `guide.yaml` nor the command line says the guide's id or version.
    case unnamed
    /// The id or a file's name has more than small letters, digits, hyphens, underscores and dots.
    case badName
    /// The guide is larger than can be published; the limit in bytes.
    case tooLarge(limit: Int)
  }

  /// The guide in the folder: every `*.yaml` in it, in Unicode Normalization Form C, because that is what is signed.
  ///
  /// - Parameters:
  ///   - id: the guide's id; nil takes it from a line `id: …` of `guide.yaml`.
  ///   - version: its version; nil takes it from a line `version: …`.
  package static func package(at path: String, id: String? = nil, version: Int? = nil) throws -> GuidePackage {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path), names.contains("guide.yaml") else {
      throw Fault.unreadable(path: path)
    }
    var files: [String: String] = [:]
    for name in names.sorted() where name.hasSuffix(".yaml") && !name.hasPrefix(".") {
      guard let data = FileManager.default.contents(atPath: "\(path)/\(name)") else {
        throw Fault.unreadable(path: "\(path)/\(name)")
      }
      guard let text = String(validating: data, as: UTF8.self) else { throw Fault.notText(file: name) }
      files[name] = text.normalizedToFormC
    }
    let main = files["guide.yaml"] ?? ""
    guard let id = id ?? scalar("id", in: main), !id.isEmpty,
      let version = version ?? scalar("version", in: main).flatMap({ Int($0) }),
      GuidePackage.versions.contains(version)
    else { throw Fault.unnamed }
    let package = GuidePackage(id: id, version: version, files: files)
    guard SignedGuide(package: package, signature: []).hasSafeNames else { throw Fault.badName }
    guard SignedGuide(package: package, signature: []).size <= SyncLimits.oneGuideBytes else {
      throw Fault.tooLarge(limit: SyncLimits.oneGuideBytes)
    }
    return package
  }

  /// The value of a top-level line `key: value`. The guide itself is read elsewhere; here only its name is needed.
  private static func scalar(_ key: String, in text: String) -> String? {
    for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix("\(key):") {
      let value = line.dropFirst(key.count + 1).prefix { $0 != "#" }
      return value.trimmingCharacters(in: .whitespaces).trimmingCharacters(in: ["\"", "'"])
    }
    return nil
  }
}
