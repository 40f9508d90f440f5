import Domain
import Sealing
import SyncCore

extension MemoryServerStore {
  package func procedures() -> [ListedProcedure] { state.withLock(\.procedures) }

  package func replaceProcedures(_ procedures: [ListedProcedure], parts: [SignedGuide], now: Int64) throws {
    try state.withLock { state in
      var guides = state.guides
      for part in parts { try Self.keep(part, in: &guides) }
      state.guides = guides
      state.procedures = procedures.sorted { $0.code < $1.code }
    }
  }
}
