import SyncCore

/// `guides install FILE`: takes the guides and tables of a pack that somebody signed whom this device trusts; of each other it says
/// why not.
enum GuidesInstall: GuidesJob {
  static let id = "install"
  static let words = 1...1

  static func run(_ words: [String], _ options: [String: String], in shell: Shell) async throws {
    let store = try shell.store
    let pack = try TrainerFiles(shell).pack(at: words[0])
    guard try store.contentTrust() != nil else { throw UserFault("guides.no-trust") }
    var refused = 0
    for guide in pack.guides.tablesFirst {
      let reception = guide.hasSafeNames ? try store.install(guide) : .unreadable
      if reception != .installed { refused += 1 }
      shell.showArrival(of: guide.package.id, version: guide.package.version, reception)
    }
    shell.forgetShelf()
    guard refused == 0 else { throw UserFault("guides.not-all-installed", ["count": String(refused)]) }
  }
}
