import Domain
import SyncClient
import SyncCore

/// `guides publish FILE [--unit CODES]`: gives the guides of a pack to the server, for everybody or first for the teams of
/// some units. What no device would take is not sent.
enum GuidesPublish: GuidesJob {
  static let id = "publish"
  static let words = 1...1
  static let valuedOptions: Set = ["unit"]

  static func run(_ words: [String], _ options: [String: String], in shell: Shell) async throws {
    let pack = try TrainerFiles(shell).pack(at: words[0])
    let units = try options["unit"].map { text throws(UserFault) in
      try text.split(separator: ",").map { code throws(UserFault) in
        guard let unit = UnitCode(rawValue: code.trimmingPrefix(" ").description) else {
          throw UserFault("guides.bad-unit", ["unit": String(code)], kind: .usage)
        }
        return unit
      }
    }
    let store = try shell.store
    guard let enrolment = try store.enrolment() else { throw UserFault(SyncFault.notEnrolled) }
    guard let role = Role(rawValue: enrolment.role), role.reach(of: .publishGuides) != .none else {
      throw UserFault("team.not-allowed", ["role": shell.roleWords(enrolment.role)])
    }
    try review(pack, in: shell)
    let results = try await shell.reach(enrolment.server) { _, transport in
      try await PublishInquiry(store, keys: store.keys, over: transport).publish(pack.guides, for: units)
    }
    for result in results {
      shell.screen.show(
        shell.phrases(
          "guides.outcome-\(result.outcome.rawValue)",
          ["guide": shell.named(result.guide), "version": String(result.version)]),
        result.outcome == .published ? .good : .warning)
    }
    let kept = results.count { $0.outcome != .published }
    guard kept == 0 else { throw UserFault("guides.not-all-published", ["count": String(kept)]) }
  }

  /// Looks at what the pack brings as every device will.
  ///
  /// - Throws: `guides.nothing-sent`, after it was said what speaks against which guide.
  private static func review(_ pack: GuidePack, in shell: Shell) throws {
    var shelf = try shell.shelf
    let refused = try pack.guides.filter { !$0.isForRootOnly }.received { guide in
      if try ShippedContent(guide.package.id, in: shell.parts.content)?.hides(guide.package) == true { return .older }
      do throws(GuideObjection) { shelf = try shelf.taking(guide.package) } catch { return error.reception }
      return .installed
    }.filter { $0.reception != .installed }
    for (guide, reception) in refused {
      let arguments = ["guide": shell.named(guide.package.id), "version": String(guide.package.version)]
      shell.screen.show(shell.phrases("guides.unfit-\(reception.rawValue)", arguments), .warning)
    }
    guard refused.isEmpty else { throw UserFault("guides.nothing-sent", ["count": String(refused.count)]) }
  }
}
