import Domain
import SyncClient
import SyncCore

/// `đồng bộ` / `sync`: hands the log to the server and takes the guides that are new.
enum SyncCommand: Command {
  static let id = "sync"
  /// From how large an error of the clock on the person is told, in milliseconds: ten minutes.
  private static let largestClockError: Int64 = 600_000

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    let store = try shell.store
    let shelf = try shell.shelf
    store.isReadable = { shelf.canRead($0) }
    guard let enrolment = try store.enrolment() else { throw UserFault(SyncFault.notEnrolled) }
    let summary = try await shell.reach(enrolment.server) { _, transport in
      try await SyncExchange(over: transport, keys: store.keys).run(on: store)
    }
    tell(summary, wallClock: shell.parts.wallClock(), in: shell)
  }

  /// Says what an exchange brought.
  static func tell(_ summary: SyncSummary, wallClock: Int64, in shell: Shell) {
    func show(_ key: String, _ arguments: [String: String] = [:], _ emphasis: Emphasis = .warning) {
      shell.screen.show(shell.phrases("sync.\(key)", arguments), emphasis)
    }
    show("sent", ["count": String(summary.entriesSent)], .good)
    if summary.entriesReceived > 0 { show("received", ["count": String(summary.entriesReceived)], .good) }
    if summary.isServerRestored { show("restored") }
    if summary.isReborn { show("reborn") }
    if summary.conflicts > 0 { show("conflicts", ["count": String(summary.conflicts)]) }
    if let time = summary.serverTime, abs(time - wallClock) > largestClockError {
      show("clock", ["time": CivilTime.clock(milliseconds: time) + " " + CivilDate(milliseconds: time).slashed])
    }
    if !summary.guides.isEmpty { shell.forgetShelf() }
    for guide in summary.guides {
      let arguments = ["guide": guide.id, "version": String(guide.version)]
      shell.screen.show(
        shell.phrases("sync.guide-\(guide.reception.rawValue)", arguments),
        guide.reception == .installed ? .good : .warning)
    }
  }
}
