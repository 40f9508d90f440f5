import Domain
import Foundation
import GRDB
import SyncCore

extension Store {
  package func checkpoints() throws -> [FeedPlace] {
    try read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM feed_place ORDER BY change DESC").dropFirst().map(Self.feedPlace)
    }
  }

  package func take(_ receipt: ExchangeReceipt) throws -> FeedGain {
    let contact = now
    return try write { database in
      if let mark = receipt.mark {
        try database.execute(
          sql: "INSERT OR REPLACE INTO stream_mark VALUES (?, ?, ?)",
          arguments: [try currentStream(database).incarnation, mark.sequence, Data(mark.hash.bytes)])
      }
      try database.execute(sql: "UPDATE enrolment SET epoch = ?", arguments: [receipt.epoch])
      if let time = receipt.time {
        try database.execute(
          sql: "UPDATE enrolment SET last_contact = ?, clock_offset = ?", arguments: [contact, time - contact])
        // Whatever somebody said of the clock before, the server knows better.
        try Self.forget(.confirmedTime, in: database)
      }
      return try move(receipt.feed, in: database)
    }
  }

  private func move(_ feed: ExchangeReceipt.Feed?, in database: Database) throws -> FeedGain {
    var gain = FeedGain()
    switch feed {
    case nil: break
    case .back(let place):
      try database.execute(
        sql: "UPDATE entry SET confirmed = NULL WHERE confirmed > ?1", arguments: [place.change])
      try database.execute(sql: "DELETE FROM feed_place WHERE change > ?", arguments: [place.change])
      try database.execute(sql: "DELETE FROM passed_change WHERE change > ?", arguments: [place.change])
      try stand(at: place, in: database)
    case .forward(let changes, let place):
      let from = try feedPlace(database)
      guard from.change + changes.count == place.change else { throw StoreFault(.contradiction) }
      try take(changes, after: from.change, gain: &gain, in: database)
      if place != from { try stand(at: place, in: database) }
    }
    return gain
  }

  /// Takes changes whose numbers follow `number`; own entries that stand behind each other at once.
  private func take(_ changes: [FeedChange], after number: Int, gain: inout FeedGain, in database: Database) throws {
    let incarnation = try currentStream(database).incarnation
    var rest = changes[...]
    var number = number
    var gone = KnownAbsence()
    while let change = rest.popFirst() {
      number += 1
      switch change {
      case .entry(let entry): try take(entry, at: number, gain: &gain, unless: &gone, in: database)
      case .own(let first):
        var last = first
        while rest.first == .own(sequence: last + 1) {
          last += 1
          rest.removeFirst()
        }
        try database.execute(
          sql: """
            UPDATE entry SET confirmed = place.sequence + ? FROM place
            WHERE place.entry = entry.id AND incarnation = ? AND sequence BETWEEN ? AND ?
            """, arguments: [number - first, incarnation, first, last])
        number += last - first
      }
    }
  }

  private func take(
    _ entry: Entry, at change: Int, gain: inout FeedGain, unless gone: inout KnownAbsence, in database: Database
  ) throws {
    let held = try database.cachedStatement(sql: "SELECT header, body, sealed FROM entry WHERE id = ?")
    guard let row = try Row.fetchOne(held, arguments: [entry.header.id.rawValue]) else {
      _ = try keep(entry, confirmed: change, in: database)
      gain.arrived += 1
      return
    }
    guard row.bytes("header").elementsEqual(entry.headerBytes) else {
      gain.conflicts += 1
      try database.execute(sql: "INSERT OR IGNORE INTO passed_change VALUES (?)", arguments: [change])
      return
    }
    let before = try Self.entry(row)
    if !before.isWhole { try fill(before, from: entry, unless: &gone, in: database) }
    try database.cachedStatement(sql: "UPDATE entry SET confirmed = ? WHERE id = ?")
      .execute(arguments: [change, entry.header.id.rawValue])
  }

  /// Stands at a place from now on, and keeps the checkpoints that are worth it.
  private func stand(at place: FeedPlace, in database: Database) throws {
    let places = try Row.fetchAll(database, sql: "SELECT * FROM feed_place").map(Self.feedPlace)
    let kept = FeedCheckpoints.kept(places, at: place) + [place]
    try database.execute(sql: "DELETE FROM feed_place")
    for place in kept {
      try database.execute(
        sql: "INSERT INTO feed_place VALUES (?, ?)", arguments: [place.change, Data(place.hash.bytes)])
    }
  }

  /// Up to where the device has seen its team's feed.
  func feedPlace(_ database: Database) throws -> FeedPlace {
    if let row = try Row.fetchOne(database, sql: "SELECT * FROM feed_place ORDER BY change DESC LIMIT 1") {
      return try Self.feedPlace(row)
    }
    return .start(of: try String.fetchOne(database, sql: "SELECT team FROM enrolment") ?? "")
  }

  private static func feedPlace(_ row: Row) throws -> FeedPlace {
    FeedPlace(change: row["change"], hash: try fingerprint(row, "hash"))
  }

  /// When the server last answered, in milliseconds since 1970 on the device's clock.
  package func lastContact() throws(StoreFault) -> Int64? {
    try read { try Int64.fetchOne($0, sql: "SELECT last_contact FROM enrolment") }
  }

  /// By how many milliseconds the server's clock was ahead of the device's at the last answer.
  package func clockOffset() throws(StoreFault) -> Int64? {
    try read { try Int64.fetchOne($0, sql: "SELECT clock_offset FROM enrolment") }
  }
}
