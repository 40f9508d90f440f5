import Domain
import GRDB

/// An assistance as it stands, with the number under which people on this device know it.
package struct NumberedItem: Sendable {
  package let number: Int
  package let item: Journal.Item
}

extension Store {
  /// What a query asks for the kind of an entry, which stands in its header.
  static let kindOfEntry = "json_extract(CAST(header AS TEXT), '$.kind')"
  /// Whether a row is one of the entries that people number.
  private static let isAssistance = "\(kindOfEntry) = '\(EntryKind.assistance.rawValue)'"

  /// The assistances that began in the period, as they stand, in the order of their time.
  package func journal(_ period: Period) throws(StoreFault) -> [NumberedItem] {
    try journal(entries()).filter { numbered in
      let time = numbered.item.assistance?.startedAt ?? numbered.item.entry.header.time.milliseconds
      return period.contains(milliseconds: time)
    }
  }

  /// The assistance with that number as it stands, or nil where there is none.
  package func journalItem(number: Int) throws(StoreFault) -> NumberedItem? {
    let stored = try read {
      try Row.fetchOne(
        $0, sql: "SELECT * FROM entry WHERE \(Self.isAssistance) ORDER BY number LIMIT 1 OFFSET ?",
        arguments: [number - 1]
      ).map(Self.storedEntry)
    }
    guard let id = stored?.entry.header.id else { return nil }
    return Journal(try changes(of: id).map(\.entry)).items.first.map { NumberedItem(number: number, item: $0) }
  }

  /// The number under which people know the entry that was just stored: only assistances are counted.
  package func peopleNumber(of stored: StoredEntry) throws(StoreFault) -> Int {
    try read {
      try Int.fetchOne(
        $0, sql: "SELECT count(*) FROM entry WHERE number <= ? AND \(Self.isAssistance)", arguments: [stored.number])
        ?? 0
    }
  }

  /// The latest assistances, the newest first, at most `count`.
  package func latestAssistances(_ count: Int) throws(StoreFault) -> [Journal.Item] {
    let latest = try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM entry WHERE \(Self.isAssistance) ORDER BY number DESC LIMIT ?",
        arguments: [count]
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
