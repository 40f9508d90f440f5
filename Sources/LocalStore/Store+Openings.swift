import Domain

extension Store {
  /// The entries of the period that say that somebody opened or erased what was sealed, in the order of their time.
  package func sealedDeeds(_ period: Period, _ scope: EntryScope) throws(StoreFault) -> [Entry] {
    try entries(scope).map(\.entry).filter { entry in
      [.opening, .erasure].contains(entry.header.kind) && period.contains(milliseconds: entry.header.time.milliseconds)
    }.sorted(by: Journal.precedes)
  }
}
