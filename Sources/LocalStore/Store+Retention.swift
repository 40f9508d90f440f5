import Domain
import Foundation
import GRDB

/// Keeping what is sealed no longer than its day (`Retention`), by a day that this device can vouch for (`VouchedDay`).
extension Store {
  /// How many assistances one transaction purges at most.
  private static let purgeBatch = 200

  /// The day by which this device purges; nil where it can vouch for none.
  package func vouchedDay() throws(StoreFault) -> CivilDate? { try read(vouchedDay(_:)) }

  func vouchedDay(_ database: Database) throws -> CivilDate? {
    try vouchedDay(from: try sureMoment(database), wall: now, in: database)
  }

  private func vouchedDay(
    from sure: VouchedDay.Contact?, wall: Int64?, in database: Database
  ) throws -> CivilDate? {
    let times = try Int64.fetchAll(
      database, sql: "SELECT time FROM entry WHERE device = ? ORDER BY time", arguments: [keys.deviceID])
    let written = times.map { HybridTime(rawValue: $0).milliseconds }
    return VouchedDay.of(
      wall: wall ?? written.last ?? .min, written: written, contact: sure)
  }

  private func sureMoment(_ database: Database) throws -> VouchedDay.Contact? {
    if let confirmed = try Self.value(of: .confirmedTime, in: database).flatMap(Int64.init) {
      return VouchedDay.Contact(time: confirmed, offset: 0)
    }
    return try lastContact(database)
  }

  private func lastContact(_ database: Database) throws -> VouchedDay.Contact? {
    try Row.fetchOne(
      database,
      sql:
        "SELECT last_contact, clock_offset FROM enrolment WHERE last_contact IS NOT NULL AND clock_offset IS NOT NULL"
    ).map { VouchedDay.Contact(time: $0["last_contact"], offset: $0["clock_offset"]) }
  }

  /// Whether something is sealed here whose purge waits, because this device cannot vouch for the day that its clock shows.
  package func isPurgeWaiting() throws(StoreFault) -> Bool {
    try read { database in
      guard try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT * FROM entry WHERE sealed IS NOT NULL)") ?? false
      else { return false }
      let (right, overflow) = now.addingReportingOverflow(try sureMoment(database)?.offset ?? 0)
      return try overflow || vouchedDay(database) != CivilDate(milliseconds: right)
    }
  }

  /// How many assistances have something sealed that goes by the day which the machine's clock shows.
  package func dueCount() throws(StoreFault) -> Int {
    let today = CivilDate(milliseconds: now)
    return try retained().count { $0.until <= today }
  }

  /// Whether a person may vouch for the machine's clock. What somebody confirmed before is no hindrance: it may have been
  /// wrong.
  package func mayConfirmClock() throws(StoreFault) -> Bool {
    try read { database in
      let newest = try Int64.fetchOne(database, sql: "SELECT max(time) FROM entry").map {
        CivilDate(milliseconds: HybridTime(rawValue: $0).milliseconds)
      }
      let contact = try lastContact(database)
      // The clock itself is what is asked about, so it says nothing of the day that is known.
      let known = try vouchedDay(from: contact, wall: contact?.time, in: database)
      return VouchedDay.mayBeConfirmed(wall: now, vouched: known, newest: newest)
    }
  }

  /// Keeps that a person vouches for the machine's clock, and purges by it; how many sealed parts that were. Nil, and nothing
  /// happened, where nobody may vouch for it (`VouchedDay.mayBeConfirmed`).
  package func confirmClock() throws(StoreFault) -> Int? {
    guard try mayConfirmClock() else { return nil }
    try keep(String(now), as: .confirmedTime)
    return try purge()
  }

  /// Erases what is sealed and whose day has come; how many sealed parts that were. No entry is written: each device does
  /// so by itself, and so does the server.
  @discardableResult
  package func purge() throws(StoreFault) -> Int {
    guard let day = try vouchedDay() else { return 0 }
    try write { try Self.purgeSessions(on: day, in: $0) }
    let expired = try retained().filter { $0.until <= day }.map(\.root)
    var count = 0
    for first in stride(from: 0, to: expired.count, by: Self.purgeBatch) {
      let batch = Array(expired[first..<min(first + Self.purgeBatch, expired.count)])
      count += try write { try Self.erase(batch, in: $0) }
    }
    return count
  }

  /// Purges where that was not done yet on this day of the machine's clock.
  package func purgeDaily() throws(StoreFault) {
    let day = CivilDate(milliseconds: now).iso
    guard try value(of: .purged) != day else { return }
    try purge()
    try keep(day, as: .purged)
  }

  /// The assistances with which something is still sealed, and the day on which that goes, the next first.
  package func retained() throws(StoreFault) -> [(root: EntryID, until: CivilDate)] {
    let items = try read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT * FROM entry WHERE coalesce(amends, id) IN
            (SELECT coalesce(amends, id) FROM entry WHERE sealed IS NOT NULL)
          """)
      return Journal(try rows.map(Self.storedEntry).map(\.entry)).items
    }
    return items.map { ($0.entry.header.id, $0.retainedUntil) }.sorted {
      ($0.until, $0.root) < ($1.until, $1.root)
    }
  }

  /// The body of a draft with the day on which what it seals goes. The server has to know it too, so it is not sealed.
  func dated(_ draft: Draft, at time: HybridTime, in database: Database) throws -> CanonicalValue {
    guard var members = draft.body.object else { return draft.body }
    // Too late by a fast clock loses nothing; so the latest day counts that anything speaks for.
    let written = max(CivilDate(milliseconds: time.milliseconds), Retention.earliestDay)
    switch draft.kind {
    case .assistance where !draft.details.isEmpty:
      let today = max(written, try vouchedDay(database) ?? written)
      let outcome = members["outcome"]?.text.map(Outcome.init(rawValue:)) ?? .pending
      members[Retention.member] = .text(Retention.until(outcome, from: today).iso)
    case .amendment:
      guard var changes = members["changes"]?.object, let root = draft.amends else { return draft.body }
      let outcome = changes["outcome"]?.text.map(Outcome.init(rawValue:))
      guard !draft.details.isEmpty || outcome != nil, let assistance = try item(root, in: database)?.assistance,
        !draft.details.isEmpty || assistance.retentionUntil != nil
      else { return draft.body }
      let today = max(written, try vouchedDay(database) ?? written)
      guard let day = Retention.until(outcome, on: today, of: assistance) else { return draft.body }
      changes[Retention.member] = .text(day.iso)
      members["changes"] = .object(changes)
    default: return draft.body
    }
    return .object(members)
  }

  private func item(_ root: EntryID, in database: Database) throws -> Journal.Item? {
    let rows = try Row.fetchAll(
      database, sql: "SELECT * FROM entry WHERE id = ?1 OR amends = ?1", arguments: [root.rawValue])
    return Journal(try rows.map(Self.storedEntry).map(\.entry)).items.first
  }
}
