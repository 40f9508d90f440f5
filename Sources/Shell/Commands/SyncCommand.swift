import SyncClient
import SyncCore

/// `đồng bộ` / `sync`: hands the log to the server and takes the guides that are new.
enum SyncCommand: Command {
  static let id = "sync"

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    let store = try shell.store
    let shelf = try shell.shelf
    store.isReadable = { shelf.canRead($0) }
    guard let enrolment = try store.enrolment() else { throw UserFault(SyncFault.notEnrolled) }
    let summary = try await shell.reach(enrolment.server) { _, transport in
      try await SyncExchange(over: transport).run(on: store)
    }
    shell.screen.show(shell.phrases("sync.sent", ["count": String(summary.entriesSent)]), .good)
    if summary.isServerRestored { shell.screen.show(shell.phrases("sync.restored"), .warning) }
    if !summary.guides.isEmpty { shell.forgetShelf() }
    for guide in summary.guides {
      let arguments = ["guide": guide.id, "version": String(guide.version)]
      shell.screen.show(
        shell.phrases("sync.guide-\(guide.reception.rawValue)", arguments),
        guide.reception == .installed ? .good : .warning)
    }
  }
}
