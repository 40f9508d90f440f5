import Domain
import Foundation
import GRDB
import Sealing
import SyncCore

extension Store {
  /// Reads everything that can be verified: each entry against its header's digests, every stream of this device from its
  /// beginning, the server's marks, the team's feed between the places that were kept, the guides' signatures.
  package func verify() throws(StoreFault) -> Verification {
    var verification = try read { database in
      var verification = Verification()
      let seen = try checkEntries(&verification, in: database)
      try checkStreams(seen, &verification, in: database)
      try checkFeed(seen, &verification, in: database)
      return verification
    }
    do { try checkGuides(&verification) } catch { throw StoreFault(error) }
    return verification
  }

  /// What of the entries the chains need.
  private struct Seen {
    /// The headers by the id in the row.
    var headers: [String: [UInt8]] = [:]
    /// The entries that came back in the feed, by the number of the change.
    var confirmed: [Int: (number: Int, id: String)] = [:]
    /// Those that came back at the change of another.
    var strays: [(number: Int, id: String)] = []
  }

  private func checkEntries(_ verification: inout Verification, in database: Database) throws -> Seen {
    var seen = Seen()
    let (absence, day) = (try Self.absence(in: database), try latestDay(database))
    let rows = try Row.fetchCursor(database, sql: "SELECT * FROM entry ORDER BY number")
    while let row = try rows.next() {
      let number: Int = row["number"]
      let id: String = row["id"]
      let bytes = row.bytes("header")
      verification.entries += 1
      seen.headers[id] = bytes
      if let change: Int = row["confirmed"], seen.confirmed.updateValue((number, id), forKey: change) != nil {
        seen.strays.append((number, id))
      }
      if let what = Self.wrong(with: row, bytes) {
        verification.faults.append(JournalFault(what: what, number: number, id: id))
      } else if let entry = try? Self.entry(row), entry.sealed == nil, entry.header.sealed != nil {
        guard !absence.explains(entry.header, on: day) else {
          verification.erased += 1
          continue
        }
        verification.faults.append(JournalFault(what: .sealedGone, number: number, id: id))
      }
    }
    return seen
  }

  private static func wrong(with row: Row, _ bytes: [UInt8]) -> JournalFault.What? {
    guard let entry = Entry(headerBytes: bytes, bodyBytes: nil, sealed: nil) else { return .header }
    let header = entry.header
    let (id, kind, amends): (String, String, String?) = (row["id"], row["kind"], row["amends"])
    let (device, time): (String, Int64) = (row["device"], row["time"])
    // Headers of older programs do not say the device.
    let isNoted =
      (id, kind, amends, time)
      == (header.id.rawValue, header.kind.rawValue, header.amends?.rawValue, header.time.rawValue)
    guard isNoted, header.device.map({ $0 == device }) ?? true else { return .note }
    guard let body = row.optionalBytes("body") else { return .bodyGone }
    if Fingerprint(of: body) != header.body { return .body }
    return row.optionalBytes("sealed").map { Fingerprint(of: $0) == header.sealed } ?? true ? nil : .sealed
  }

  private func checkStreams(_ seen: Seen, _ verification: inout Verification, in database: Database) throws {
    let marks = try Row.fetchAll(database, sql: "SELECT * FROM stream_mark")
      .reduce(into: [String: Row]()) { $0[$1["incarnation"]] = $1 }
    let rows = try Row.fetchAll(database, sql: "SELECT * FROM place ORDER BY incarnation, sequence")
    for (incarnation, places) in Dictionary(grouping: rows, by: { $0["incarnation"] as String }).sorted(by: {
      $0.key < $1.key
    }) {
      verification.streams += 1
      if let fault = checkStream(incarnation, places, seen, mark: marks[incarnation]) {
        verification.faults.append(fault)
      }
    }
    // The server holds no more of a stream than this device has written.
    let lengths = Dictionary(grouping: rows) { $0["incarnation"] as String }.mapValues(\.count)
    for (incarnation, mark) in marks.sorted(by: { $0.key < $1.key }) {
      let (reached, length): (Int, Int) = (mark["sequence"], lengths[incarnation] ?? 0)
      guard reached > length else { continue }
      verification.faults.append(JournalFault(what: .hole, number: length + 1, id: incarnation))
    }
  }

  /// The first thing that is wrong with a stream of this device.
  private func checkStream(_ incarnation: String, _ places: [Row], _ seen: Seen, mark: Row?) -> JournalFault? {
    var hash = EntryChain.start(of: StreamID(device: keys.deviceID, incarnation: incarnation))
    for (index, place) in places.enumerated() {
      let sequence: Int = place["sequence"]
      let id: String = place["entry"]
      guard sequence == index + 1 else { return JournalFault(what: .hole, number: index + 1, id: incarnation) }
      guard let header = seen.headers[id] else { return JournalFault(what: .missing, number: sequence, id: id) }
      hash = EntryChain.next(after: hash, header: header)
      guard place.bytes("chain") == hash.bytes else { return JournalFault(what: .chain, number: sequence, id: id) }
      if let mark, mark["sequence"] == sequence, mark.bytes("hash") != hash.bytes {
        return JournalFault(what: .mark, number: sequence, id: id)
      }
    }
    return nil
  }

  /// Follows the feed between each two places that were kept, as far as everything between them is here. The fault names the
  /// first entry after the last place that is right: the feed's hash does not tell which one it is.
  private func checkFeed(_ seen: Seen, _ verification: inout Verification, in database: Database) throws {
    let start = FeedPlace.start(of: try String.fetchOne(database, sql: "SELECT team FROM enrolment") ?? "")
    let rows = try Row.fetchAll(database, sql: "SELECT * FROM feed_place WHERE change > 0 ORDER BY change")
    var last = start
    // Nothing comes back beyond the place at which the device stands, and no two entries at one change.
    let end: Int = rows.last?["change"] ?? 0
    let stray = seen.strays + seen.confirmed.filter { $0.key > end }.values
    if let stray = stray.min(by: { $0.number < $1.number }) {
      verification.faults.append(JournalFault(what: .feed, number: stray.number, id: stray.id))
    }
    // What came under the id of another was noted; nothing else may be missing.
    let passed = try Set(Int.fetchAll(database, sql: "SELECT change FROM passed_change"))
    if let gone = (1..<end + 1).first(where: { seen.confirmed[$0] == nil && !passed.contains($0) }) {
      verification.faults.append(JournalFault(what: .gone, number: gone, id: String(gone)))
    }
    for row in rows {
      let change: Int = row["change"]
      let first = seen.confirmed[last.change + 1]
      var reached: FeedPlace? = last
      for number in (last.change + 1)..<max(change + 1, last.change + 1) {
        // What lies behind a change that is not here is judged from the next place on.
        guard let header = seen.confirmed[number].flatMap({ seen.headers[$0.id] }) else {
          reached = nil
          break
        }
        reached = reached?.next(header: Fingerprint(of: header))
        verification.changes += 1
      }
      if let reached, reached.hash.bytes != row.bytes("hash") {
        verification.faults.append(
          JournalFault(what: .feed, number: first?.number ?? change, id: first?.id ?? String(change)))
        return
      }
      guard let hash = Fingerprint(bytes: row.bytes("hash")) else { return }
      last = FeedPlace(change: change, hash: hash)
    }
  }

  private func checkGuides(_ verification: inout Verification) throws {
    guard let trust = try contentTrust() else { return }
    let ids = try read { try String.fetchAll($0, sql: "SELECT guide FROM installed_guide ORDER BY guide") }
    for (index, id) in ids.enumerated() {
      verification.guides += 1
      // A trainer whose key was revoked since has signed it all the same.
      guard let guide = try? installedGuide(id), trust.verdict(on: guide, at: nil) != .untrusted else {
        verification.faults.append(JournalFault(what: .guide, number: index + 1, id: id))
        continue
      }
    }
  }
}
