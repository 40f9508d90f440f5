import Domain
import Foundation
import GRDB
import Sealing
import SyncCore

extension Draft {
  /// That what was sealed with an assistance and with every change of it is gone from now on.
  package static func erasure(of item: Journal.Item, _ reason: Erasure.Reason) -> Draft {
    Draft(
      kind: .erasure, body: Erasure(reason).canonical, amends: item.entry.header.id,
      seen: item.heads.map(\.header.id))
  }
}

/// Erasing what was sealed: the bytes go in the transaction that says so (`secure_delete` writes zeros over them, and the
/// rollback journal is emptied with the commit), and no road brings them back.
extension Store {
  /// Appends a change by which the citizen no longer agrees, and the erasure of what was sealed with the entry and all its
  /// changes: one transaction. The chain still verifies, since headers hold digests only.
  @discardableResult
  package func appendWithdrawal(_ draft: Draft, of item: Journal.Item) throws(StoreFault) -> StoredEntry {
    try write { database in
      let stored = try append(draft, in: database)
      var erasure = Draft.erasure(of: item, .consent)
      erasure.seen = [stored.entry.header.id]
      _ = try append(erasure, in: database)
      return stored
    }
  }

  /// Whether an erasure is here of what is sealed with the entry.
  static func isErased(_ entry: Entry, in database: Database) throws -> Bool {
    guard entry.sealed != nil else { return false }
    return try Bool.fetchOne(
      database.cachedStatement(
        sql: "SELECT EXISTS (SELECT * FROM entry WHERE amends IN (?, ?) AND kind = 'erasure')"),
      arguments: [entry.header.id.rawValue, entry.header.amends?.rawValue]) ?? false
  }

  /// Erases what is sealed with these assistances and their changes; how many sealed parts that were.
  @discardableResult
  static func erase(_ roots: [EntryID], in database: Database) throws -> Int {
    let erase = try database.cachedStatement(
      sql: "UPDATE entry SET sealed = NULL WHERE (id = ?1 OR amends = ?1) AND sealed IS NOT NULL")
    var count = 0
    for root in roots {
      try erase.execute(arguments: [root.rawValue])
      count += database.changesCount
    }
    try forgetCarried(erased: Set(roots), in: database)
    return count
  }

  /// Gives up messages of others that carry what was erased, as far as nothing is lost with them: an answer the server can
  /// give again, without it; the entries of a request that are all here this device offers itself. A request with
  /// entries that are nowhere else stays until the server has it, and is signed, so that nothing can be taken out of it.
  private static func forgetCarried(erased roots: Set<EntryID>, in database: Database) throws {
    let rows = try Row.fetchCursor(database, sql: "SELECT number, kind, message FROM carried")
    var gone: [Int64] = []
    while let row = try rows.next() {
      let message = row.bytes("message")
      let isRequest = row["kind"] == SyncBundle.Frame.Kind.request.rawValue
      let entries = isRequest ? entriesOfRequest(message) : entriesOfAnswer(message)
      let carries = entries.contains { entry in
        entry.sealed != nil && (roots.contains(entry.header.id) || entry.header.amends.map(roots.contains) ?? false)
      }
      guard carries, try !isRequest || all(entries, where: "TRUE", in: database) else { continue }
      gone.append(row["number"])
    }
    for number in gone { try database.execute(sql: "DELETE FROM carried WHERE number = ?", arguments: [number]) }
  }

  private static func entriesOfRequest(_ message: [UInt8]) -> [Entry] {
    (try? SyncRequest(bytes: SignedMessage.unchecked(message)))?.push.entries ?? []
  }

  private static func entriesOfAnswer(_ message: [UInt8]) -> [Entry] {
    guard let answer = try? SyncResponse(bytes: SignedMessage.unchecked(message)),
      case .goesOn(_, let changes, _, _) = answer.feed
    else { return [] }
    return changes.compactMap { change in
      if case .entry(let entry) = change { entry } else { nil }
    }
  }

  /// How many sealed parts of entries are here.
  package func sealedCount() throws(StoreFault) -> Int {
    try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM entry WHERE sealed IS NOT NULL") ?? 0 }
  }
}
