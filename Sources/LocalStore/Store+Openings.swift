import Domain

extension Store {
  /// The entries of the period that say that somebody opened what was sealed, in the order of their time.
  package func openings(_ period: Period, _ scope: EntryScope) throws(StoreFault) -> [Entry] {
    try entries(scope).map(\.entry).filter { entry in
      entry.header.kind == .opening && period.contains(milliseconds: entry.header.time.milliseconds)
    }.sorted(by: Journal.precedes)
  }
}
