import Domain
import LocalStore
import Sealing
import SyncClient
import SyncCore

/// `đồng bộ` / `sync`: hands the log to the server and takes the guides that are new.
enum SyncCommand: Command {
  static let id = "sync"
  /// From how large an error of the clock on the person is told, in milliseconds: ten minutes.
  static let largestClockError: Int64 = 600_000

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    let store = try shell.store
    guard let enrolment = try store.enrolment() else { throw UserFault(SyncFault.notEnrolled) }
    let (summary, delivery) = try await shell.reach(enrolment.server) { _, transport in
      let summary = try await SyncExchange(over: transport, keys: store.keys).run(on: store)
      let delivery = try await Carrier(store, keys: store.keys).deliver(over: transport)
      // What was brought for others is held here too from now on, so that a server that goes back gets it again.
      if delivery.delivered > 0 { _ = try await SyncExchange(over: transport, keys: store.keys).run(on: store) }
      return (summary, delivery)
    }
    try store.purge()
    tell(summary, wallClock: shell.parts.wallClock(), in: shell)
    if try TeamKeyKeeping(shell: shell).begin() { try await shell.exchange() }
    tell(delivery, in: shell)
  }

  /// Says what became of the messages that were brought for others.
  private static func tell(_ delivery: Carrier<Store>.Delivery, in shell: Shell) {
    func show(_ key: String, _ arguments: [String: String], _ emphasis: Emphasis) {
      shell.screen.show(shell.phrases("sync.\(key)", arguments), emphasis)
    }
    if delivery.delivered > 0 { show("delivered", ["count": String(delivery.delivered)], .good) }
    if delivery.keptAside > 0 { show("kept-aside", ["count": String(delivery.keptAside)], .warning) }
    for code in Set(delivery.refused.map(\.rawValue)).sorted() { show("not-delivered", ["code": code], .warning) }
  }

  /// Says what an exchange brought; the clock is compared where the answer is fresh.
  static func tell(_ summary: SyncSummary, wallClock: Int64?, in shell: Shell) {
    func show(_ key: String, _ arguments: [String: String] = [:], _ emphasis: Emphasis = .warning) {
      shell.screen.show(shell.phrases("sync.\(key)", arguments), emphasis)
    }
    show("sent", ["count": String(summary.entriesSent)], .good)
    if summary.entriesReceived > 0 { show("received", ["count": String(summary.entriesReceived)], .good) }
    if summary.isServerRestored { show("restored") }
    if summary.isReborn { show("reborn") }
    for entry in summary.setApart { show("set-apart", ["entry": entry.rawValue]) }
    if summary.conflicts > 0 { show("conflicts", ["count": String(summary.conflicts)]) }
    if let time = summary.serverTime, let wallClock, abs(time - wallClock) > largestClockError {
      show("clock", ["time": CivilTime.clock(milliseconds: time) + " " + CivilDate(milliseconds: time).slashed])
    }
    if !summary.guides.isEmpty { shell.forgetShelf() }
    shell.show(summary.guides)
    // What was good with a table that has come, or with one whose signer was revoked, may not be any more.
    if !summary.guides.isEmpty, (try? shell.shelf) != nil { shell.tellUnread() }
  }
}

extension Shell {
  /// An exchange with the server of which only its failure is told.
  func exchange() async throws {
    let store = try self.store
    guard let enrolment = try store.enrolment() else { throw UserFault(SyncFault.notEnrolled) }
    _ = try await reach(enrolment.server) { _, transport in
      try await SyncExchange(over: transport, keys: store.keys).run(on: store)
    }
    try store.pinTeamKeys()
  }

  /// Says what became of guides and tables that a server or a stick brought; the parts of the catalogue of procedures, of
  /// which one fared as the other, are one to whoever reads.
  func show(_ arrivals: [GuideArrival]) {
    var said: Set<String> = []
    for one in arrivals {
      if one.id == RevokedTrainers.id {
        if one.reception == .installed { screen.show(phrases("sync.revoked-trainers"), .warning) }
        continue
      }
      let alike = arrivals.filter {
        ProcedurePart.isReserved(one.id) && ProcedurePart.isReserved($0.id) && $0.reception == one.reception
      }
      let sentence = arrival(of: one.id, version: alike.map(\.version).max() ?? one.version, one.reception)
      guard said.insert(sentence).inserted else { continue }
      screen.show(sentence, one.reception == .installed ? .good : .warning)
    }
  }

  /// What became of a guide or a table that came, in words.
  func arrival(of guide: String, version: Int, _ reception: GuideReception) -> String {
    phrases("sync.guide-\(reception.rawValue)", ["guide": named(guide), "version": String(version)])
  }
}
