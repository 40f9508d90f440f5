import Domain
import Sealing
import SyncCore

extension MemoryServerStore {
  package func procedures() -> [ListedProcedure] { state.withLock(\.procedures) }

  package func replaceProcedures(_ procedures: [ListedProcedure], parts: [SignedGuide], now: Int64) throws {
    try state.withLock { state in
      var after = state
      for part in parts { try after.keep(part, for: nil, trusting: nil, now: now) }
      state.guides = after.guides
      state.procedures = procedures.sorted { $0.code < $1.code }
    }
  }
}
