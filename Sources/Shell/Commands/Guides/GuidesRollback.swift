import Domain
import GuideFormat
import Sealing
import SyncClient
import SyncCore

/// `guides rollback GUIDE OLD-PACK NEW-PACK --key FILE --certificate FILE [--above VERSION]`: what a guide or a table said in
/// an older pack, under a version above every one that is about, signed anew. Versions only go up, so no device can be
/// talked into going back by an old file, and every entry says which words the citizen was helped with.
enum GuidesRollback: GuidesJob {
  static let id = "rollback"
  static let words = 3...3
  static let valuedOptions: Set = ["key", "certificate", "above"]

  static func run(_ words: [String], _ options: [String: String], in shell: Shell) async throws {
    let files = TrainerFiles(shell)
    let ids = [words[0], ContentTable(rawValue: words[0])?.packageID]
    guard let old = try files.pack(at: words[1]).guides.first(where: { ids.contains($0.package.id) }) else {
      throw UserFault("guides.not-in-pack", ["guide": words[0], "path": words[1]])
    }
    let given = try options["above"].map { text throws(UserFault) in
      guard let number = Int(text), GuidePackage.versions.contains(number) else {
        throw UserFault("guides.bad-version", ["version": text], kind: .usage)
      }
      return number
    }
    let published = try await newestOnServer(old.package.id, in: shell)
    let version = max(old.package.version, try newestHere(old.package.id, in: shell), given ?? 0, published) + 1
    guard GuidePackage.versions.contains(version) else {
      throw UserFault("guides.bad-version", ["version": String(version)])
    }
    guard let package = old.package.again(as: version) else {
      throw UserFault("guides.no-version-line", ["guide": old.package.mainFile])
    }
    // Old words may be past their review, but they must be fit to be shown.
    let shelf = try shell.shelf
    do throws(GuideObjection) { _ = try shelf.taking(package) } catch {
      let sentence = shell.arrival(of: package.id, version: version, error.reception)
      throw UserFault("guides.not-rolled-back", ["why": sentence])
    }
    try NewFile.write(GuidePack([files.signed(package, options)]).bytes, to: words[2])
    shell.screen.show(
      shell.phrases(
        "guides.rolled-back",
        [
          "guide": shell.named(package.id), "old": String(old.package.version), "version": String(version),
          "path": words[2],
        ]), .good)
  }

  /// The newest version on this device; 0 where it has none.
  private static func newestHere(_ id: String, in shell: Shell) throws -> Int {
    if let table = ContentTable(packageID: id) { return try shell.tables.version(of: table) ?? 0 }
    return try shell.shelf.catalogue[GuideID(rawValue: id)]?.version ?? 0
  }

  /// The newest version that the server has, also one that went to another commune first and never came here; 0 where
  /// nobody can tell, which is said.
  private static func newestOnServer(_ id: String, in shell: Shell) async throws -> Int {
    let store = try shell.store
    var newest: Int?
    if let enrolment = try store.enrolment(),
      Role(rawValue: enrolment.role).map({ $0.reach(of: .publishGuides) != .none }) == true
    {
      do {
        newest = try await shell.reach(enrolment.server) { _, transport in
          try await PublishInquiry(store, keys: store.keys, over: transport).newestVersion(of: id)
        }
      } catch let fault as UserFault { shell.show(fault) }
    }
    if newest == nil { shell.screen.show(shell.phrases("guides.rollback-unasked"), .warning) }
    return newest ?? 0
  }
}

extension GuidePackage {
  /// The file in which the version stands.
  var mainFile: String { ContentTable(packageID: id)?.file ?? "guide.yaml" }

  /// The same words under another version; nil where its main file has no line `version: …`.
  package func again(as version: Int) -> GuidePackage? {
    guard let text = files[mainFile] else { return nil }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let index = lines.firstIndex(where: { $0.hasPrefix("version:") }) else { return nil }
    lines[index] = "version: \(version)"
    return GuidePackage(
      id: id, version: version, files: files.merging([mainFile: lines.joined(separator: "\n")]) { $1 })
  }
}
