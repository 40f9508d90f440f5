import Domain
import GRDB

/// An assistance as it stands, with the number under which people on this device know it.
package struct NumberedItem: Sendable {
  package let number: Int
  package let item: Journal.Item
}

extension Store {
  /// The assistances of the scope that began in the period, as they stand, in the order of their time. Changes count
  /// whoever made them.
  package func journal(_ period: Period, _ scope: EntryScope = .device) throws(StoreFault) -> [NumberedItem] {
    let stored = try entries()
    let own = Set(stored.filter { $0.device == keys.deviceID }.map(\.entry.header.id))
    return journal(stored).filter { numbered in
      guard scope == .team || own.contains(numbered.item.entry.header.id) else { return false }
      let time = numbered.item.assistance?.startedAt ?? numbered.item.entry.header.time.milliseconds
      return period.contains(milliseconds: time)
    }
  }

  /// The assistance with that number as it stands, or nil where there is none.
  package func journalItem(number: Int) throws(StoreFault) -> NumberedItem? {
    let stored = try read {
      try Row.fetchOne(
        $0, sql: "SELECT * FROM entry WHERE kind = 'assistance' ORDER BY number LIMIT 1 OFFSET ?",
        arguments: [number - 1]
      ).map(Self.storedEntry)
    }
    guard let id = stored?.entry.header.id else { return nil }
    return Journal(try changes(of: id).map(\.entry)).items.first.map { NumberedItem(number: number, item: $0) }
  }

  /// The number under which people know the assistance that was just stored.
  package func peopleNumber(of stored: StoredEntry) throws(StoreFault) -> Int {
    try read {
      try Int.fetchOne(
        $0, sql: "SELECT count(*) FROM entry WHERE kind = 'assistance' AND number <= ?", arguments: [stored.number])
        ?? 0
    }
  }

  /// The latest assistances that this device logged, the newest first, at most `count`.
  package func latestAssistances(_ count: Int) throws(StoreFault) -> [Journal.Item] {
    let latest = try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM entry WHERE kind = 'assistance' AND device = ? ORDER BY number DESC LIMIT ?",
        arguments: [keys.deviceID, count]
      ).map(Self.storedEntry)
    }
    return Journal(latest.map(\.entry)).items.reversed()
  }

  private func journal(_ stored: [StoredEntry]) -> [NumberedItem] {
    let originals = stored.filter { $0.entry.header.kind == .assistance }.map(\.entry.header.id)
    let numbers = Dictionary(zip(originals, 1...)) { first, _ in first }
    return Journal(stored.map(\.entry)).items.map { item in
      NumberedItem(number: numbers[item.entry.header.id] ?? 0, item: item)
    }
  }
}
