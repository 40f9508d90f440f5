import Domain
import GuideFormat
import Sealing
import SyncCore

/// `guides rollback GUIDE OLD-PACK NEW-PACK --key FILE --certificate FILE [--above VERSION]`: what a guide said in an older
/// pack, under a version above every one that is about, signed anew. Versions only go up, so no device can be talked into
/// going back by an old file, and every entry says which words the citizen was helped with.
enum GuidesRollback: GuidesJob {
  static let id = "rollback"
  static let words = 3...3
  static let valuedOptions: Set = ["key", "certificate", "above"]

  static func run(_ words: [String], _ options: [String: String], in shell: Shell) async throws {
    let files = TrainerFiles(shell)
    guard let old = try files.pack(at: words[1]).guides.first(where: { $0.package.id == words[0] }) else {
      throw UserFault("guides.not-in-pack", ["guide": words[0], "path": words[1]])
    }
    let here = try shell.shelf.catalogue[GuideID(rawValue: words[0])]?.version ?? 0
    let given = try options["above"].map { text throws(UserFault) in
      guard let number = Int(text), GuidePackage.versions.contains(number) else {
        throw UserFault("guides.bad-version", ["version": text], kind: .usage)
      }
      return number
    }
    let version = max(old.package.version, here, given ?? 0) + 1
    guard GuidePackage.versions.contains(version) else {
      throw UserFault("guides.bad-version", ["version": String(version)])
    }
    guard let package = old.package.again(as: version) else {
      throw UserFault("guides.no-version-line", ["guide": words[0]])
    }
    try files.write(GuidePack([files.signed(package, options)]).bytes, to: words[2])
    shell.screen.show(
      shell.phrases(
        "guides.rolled-back",
        ["guide": words[0], "old": String(old.package.version), "version": String(version), "path": words[2]]), .good)
  }
}

extension GuidePackage {
  /// The same words under another version; nil where `guide.yaml` has no line `version: …`.
  package func again(as version: Int) -> GuidePackage? {
    guard let text = files["guide.yaml"] else { return nil }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let index = lines.firstIndex(where: { $0.hasPrefix("version:") }) else { return nil }
    lines[index] = "version: \(version)"
    return GuidePackage(
      id: id, version: version,
      files: files.merging(["guide.yaml": lines.joined(separator: "\n")]) { $1 })
  }
}
