import SyncClient
import SyncCore

/// `đồng bộ` / `sync`: hands the log to the server and takes the guides that are new.
enum SyncCommand: Command {
  static let id = "sync"

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    let store = try shell.store
    do {
      store.isReadable = { package in
        let files = Dictionary(uniqueKeysWithValues: package.files.map { ("\(package.id)/\($0.key)", $0.value) })
        return (try? shell.shelf.canRead(files, id: package.id)) ?? false
      }
      let summary =
        if let transport = shell.parts.transport {
          try await SyncExchange(over: transport).run(on: store)
        } else {
          try await SyncExchange.run(on: store)
        }
      shell.reached = true
      shell.screen.show(shell.phrases("sync.sent", ["count": String(summary.entriesSent)]), .good)
      if summary.isServerRestored { shell.screen.show(shell.phrases("sync.restored"), .warning) }
      show(summary, in: shell)
    } catch let fault as SyncFault {
      if case .unreachable = fault { shell.reached = false }
      throw UserFault(fault)
    }
  }

  private static func show(_ summary: SyncSummary, in shell: Shell) {
    if !summary.guides.isEmpty { shell.forgetShelf() }
    for guide in summary.guides {
      let arguments = ["guide": guide.id, "version": String(guide.version)]
      shell.screen.show(
        shell.phrases("sync.guide-\(guide.reception.rawValue)", arguments),
        guide.reception == .installed ? .good : .warning)
    }
  }
}
