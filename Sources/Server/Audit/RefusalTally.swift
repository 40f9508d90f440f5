import Domain
import Sealing
import SyncCore
import Synchronization

/// Keeps who was refused to join: one record for each neighbourhood and reason within an hour, with how often that was. So
/// whoever guesses fills no table, from however many addresses: beyond `most` of them within an hour all others share one
/// record without an address.
final class RefusalTally: Sendable {
  /// For how long one record counts, in milliseconds.
  static let window: Int64 = 3_600_000
  /// How many neighbourhoods have records of their own within a window, for each server process.
  static let most = 500

  private struct State {
    var window: Int64 = 0
    var neighbourhoods: Set<String> = []
  }

  private let store: any ServerStore
  private let state = Mutex(State())

  /// Into that store.
  init(_ store: any ServerStore) { self.store = store }

  /// Counts that whoever asked was refused for that reason.
  func note(_ reason: ProblemCode, of doer: Doer, now: Int64) async throws {
    let window = now / Self.window
    let isKnown = state.withLock { state in
      if state.window != window { state = State(window: window) }
      guard let neighbourhood = doer.neighbourhood, !state.neighbourhoods.contains(neighbourhood) else { return true }
      if state.neighbourhoods.count >= Self.most { return false }
      state.neighbourhoods.insert(neighbourhood)
      return true
    }
    let doer = isKnown ? doer : Doer(device: doer.device, neighbourhood: nil)
    let words = [AuditRecord.Act.enrolmentRefused.rawValue, doer.neighbourhood ?? "", reason.rawValue, String(window)]
    // The same for every process that shares the store.
    let name = Fingerprint(of: Array(("camtay tally 1\0" + words.joined(separator: "\0")).utf8))
    try await store.tallyAudit(
      AuditRecord(
        id: Hexadecimal.text(name.bytes.prefix(16)), time: now, what: AuditRecord.Act.enrolmentRefused.rawValue,
        doer: doer, team: nil, subject: reason.rawValue))
  }
}
