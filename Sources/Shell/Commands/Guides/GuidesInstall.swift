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
    let arrivals = try pack.guides.received { $0.hasSafeNames ? try store.install($0) : .unreadable }
      .map { GuideArrival($0.guide, $0.reception) }
    shell.show(arrivals)
    shell.forgetShelf()
    let refused = arrivals.count { $0.reception != .installed }
    guard refused == 0 else { throw UserFault("guides.not-all-installed", ["count": String(refused)]) }
  }
}
