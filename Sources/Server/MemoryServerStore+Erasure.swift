import Domain
import SyncCore

extension MemoryServerStore {
  package func sealedAssistances(team: String) -> [ReceivedEntry] {
    state.withLock { state in
      guard let team = state.teams[team] else { return [] }
      let roots = Set(team.journal.changes.filter { $0.entry.sealed != nil }.map(\.entry.header.root))
      return team.journal.entries.filter { roots.contains($0.header.root) }.map { entry in
        ReceivedEntry(entry: entry.withoutSealed, time: team.received[entry.header.id] ?? 0)
      }
    }
  }

  package func eraseSealed(of roots: Set<EntryID>, team: String) throws -> Int {
    try changing(team) { team in team.journal.erase { roots.contains($0.header.id) || roots.contains($0.header.root) } }
  }

  /// Nothing of what was erased is left.
  package func reclaim(fully: Bool) {}

  package func vouchedTime(now: Int64, isConfirmed: Bool) -> Int64? {
    state.withLock { state in
      let known = state.vouchedTime ?? state.teams.values.compactMap { $0.received.values.max() }.max()
      let time = ServerDay.next(after: known, now: now, isConfirmed: isConfirmed)
      if let time, isConfirmed || known != nil { state.vouchedTime = max(time, state.vouchedTime ?? time) }
      return time
    }
  }
}
