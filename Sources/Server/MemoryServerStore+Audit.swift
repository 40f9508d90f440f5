extension MemoryServerStore {
  package func noteAudit(_ record: AuditRecord) {
    state.withLock { state in
      if !state.audit.contains(where: { $0.id == record.id }) { state.audit.append(record) }
    }
  }

  package func tallyAudit(_ record: AuditRecord) {
    state.withLock { state in
      if let index = state.audit.firstIndex(where: { $0.id == record.id }) {
        state.audit[index] = state.audit[index].again(by: record.doer)
      } else {
        state.audit.append(record)
      }
    }
  }

  package func audit(in period: Range<Int64>) -> [AuditRecord] {
    state.withLock { state in
      state.audit.filter { period.contains($0.time) }.sorted { ($0.time, $0.id) < ($1.time, $1.id) }
    }
  }

  package func purgeAudit(before time: Int64) { state.withLock { $0.audit.removeAll { $0.time < time } } }
}
