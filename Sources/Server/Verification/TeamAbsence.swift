import Domain

/// Which sealed parts of a team may be gone, read at the first need, and once more where that does not explain what is missing:
/// an erasure may have come while the streams were read.
struct TeamAbsence {
  let team: String
  let store: SQLServerStore
  private var known: (absence: SealedAbsence, day: CivilDate)?

  init(team: String, store: SQLServerStore) {
    self.team = team
    self.store = store
  }

  /// Whether what was sealed with the entry of that header was erased, or its day has come.
  mutating func explains(_ header: EntryHeader) async throws -> Bool {
    if let known, known.absence.explains(header, on: known.day) { return true }
    let fresh = try await store.absence(of: team)
    known = fresh
    return fresh.absence.explains(header, on: fresh.day)
  }
}
