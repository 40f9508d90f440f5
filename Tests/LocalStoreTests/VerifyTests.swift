import Domain
import Foundation
import GRDB
import Sealing
import SyncCore
import SyncTesting
import Testing

@testable import LocalStore

/// One byte is flipped in each kind of column, and the fault is named.
@Suite struct VerifyTests {
  /// A folder with two streams of its own, entries of another device, marks, a place in the feed and a guide.
  private func bench() throws -> (bench: Bench, store: Store) {
    let bench = Bench()
    let store = try bench.open()
    let root = SigningKey()
    try store.record(
      Enrolment(
        server: "http://127.0.0.1:1", device: store.keys.deviceID, token: "t", team: "team", teamName: "Tổ",
        contentKey: root.publicBytes, serverKey: [UInt8](repeating: 1, count: 32), epoch: "1"))
    try store.append(.assistance(bench.assistance(), details: SealedDetails(note: "bà Sáu")))
    try store.beginIncarnation()
    let mine = try store.append(.assistance(bench.assistance(), details: SealedDetails(note: "ông Bảy")))
    let changes = CanonicalValue.object(["changes": .object(["minutes": .integer(5)])])
    try store.append(Draft(kind: .amendment, body: changes, amends: mine.entry.header.id))
    let mark = try store.standing().head
    _ = try store.take(ExchangeReceipt(mark: mark, feed: nil, epoch: "1", time: bench.clock))
    try store.takeFeed([.sample(device: "b", sealed: [1, 2, 3]), .sample(device: "b")])
    let package = GuidePackage(id: "khai-sinh", version: 1, files: ["guide.yaml": "x"])
    store.objection = { _ in nil }
    let signed = SignedGuide(package: package, signature: try root.sign(package))
    #expect(try store.install(signed) == .installed)
    return (bench, store)
  }

  @Test func whatIsWholeIsSaidToBe() throws {
    let (_, store) = try bench()
    let found = try store.verify()
    #expect(found.faults == [])
    #expect((found.entries, found.streams, found.changes, found.guides) == (5, 2, 2, 1))
  }

  /// The column, the row, and what is to be found there, of which entry.
  static let flips: [(table: String, column: String, row: String, what: JournalFault.What, number: Int)] = [
    ("entry", "header", "number = 2", .header, 2),
    ("entry", "body", "number = 2", .body, 2),
    ("entry", "sealed", "number = 2", .sealed, 2),
    ("entry", "kind", "number = 2", .note, 2),
    ("entry", "device", "number = 2", .note, 2),
    ("entry", "amends", "number = 3", .note, 3),
    ("entry", "time", "number = 2", .note, 2),
    ("entry", "header", "number = 4", .header, 4),
    ("entry", "body", "number = 4", .body, 4),
    ("entry", "sealed", "number = 4", .sealed, 4),
    ("entry", "confirmed", "number = 5", .feed, 5),
    ("place", "chain", "sequence = 2", .chain, 2),
    ("place", "incarnation", "sequence = 2", .hole, 2),
    ("place", "sequence", "sequence = 2", .hole, 2),
    ("stream_mark", "hash", "TRUE", .mark, 2),
    ("feed_place", "hash", "change = 2", .feed, 4),
    ("installed_guide", "signature", "TRUE", .guide, 1),
    ("installed_guide", "version", "TRUE", .guide, 1),
    ("guide_file", "content", "TRUE", .guide, 1),
    ("enrolment", "content_key", "TRUE", .guide, 1),
  ]

  @Test(arguments: flips.indices) func oneFlippedByteIsNamed(index: Int) throws {
    let (_, store) = try bench()
    let (table, column, row, what, number) = Self.flips[index]
    let id = try store.entries().first { $0.number == number }?.entry.header.id.rawValue
    try flip(table, column, row, in: store)
    let found = try store.verify().faults
    // Where in a header the byte stands decides what is seen first: no header any more, or one that names another payload.
    #expect(
      found.contains { ($0.what == what || column == "header") && ($0.number == number || what == .hole) },
      "\(table).\(column): \(found)")
    if table == "entry", what != .header { #expect(found.contains { $0.id == id }) }
  }

  /// The header of an entry still reads after the flip: only the chain tells that it is another.
  @Test func anotherHeaderThatCanBeReadBreaksTheChain() throws {
    let (_, store) = try bench()
    try store.write { database in
      let header = try #require(try Data.fetchOne(database, sql: "SELECT header FROM entry WHERE number = 2"))
      let text = String(decoding: header, as: UTF8.self).replacing(
        "\"clock\":\"unsynced\"", with: "\"clock\":\"suspect\"")
      try database.execute(sql: "UPDATE entry SET header = ? WHERE number = 2", arguments: [Data(text.utf8)])
    }
    #expect(try store.verify().faults.map(\.what) == [.chain])
    #expect(try store.verify().faults.map(\.number) == [1])
  }

  @Test func anIdThatWasFlippedIsMissedByItsStream() throws {
    let (_, store) = try bench()
    try flip("entry", "id", "number = 2", in: store)
    #expect(Set(try store.verify().faults.map(\.what)) == [.note, .missing])
  }

  @Test func whatWasErasedIsNoFault() throws {
    let (_, store) = try bench()
    let item = try #require(try store.journalItem(number: 2)?.item)
    try store.append(.erasure(of: item, .asked))
    let found = try store.verify()
    #expect(found.faults == [])
    #expect(found.erased == 1)
  }

  /// Rows that are missing as a whole.
  @Test(arguments: [
    ("DELETE FROM entry WHERE number = 4", [JournalFault.What.gone], 1),
    ("DELETE FROM entry WHERE number = 5", [.gone], 2),
    ("DELETE FROM place WHERE sequence = 2; DELETE FROM entry WHERE number = 3", [.hole], 2),
    ("DELETE FROM place; DELETE FROM entry WHERE number < 4", [.hole], 1),
  ]) func whatIsGoneAltogetherIsMissed(_ sql: String, _ what: [JournalFault.What], _ number: Int) throws {
    let (_, store) = try bench()
    try store.write { try $0.execute(sql: sql) }
    let found = try store.verify().faults
    #expect(found.map(\.what) == what && found.first?.number == number, "\(found)")
  }

  /// What the feed brought under the id of another entry is not kept, and nothing is wrong with that.
  @Test func anEntryUnderAnothersIdIsNotMissed() throws {
    let (_, store) = try bench()
    let taken = try #require(try store.entries().last).entry.header.id
    try store.takeFeed([.sample(id: taken, minutes: 99, device: "c"), .sample(device: "c")])
    #expect(try store.verify().faults == [])
    try store.write { try $0.execute(sql: "DELETE FROM entry WHERE number = 6") }
    #expect(try store.verify().faults.map(\.number) == [4])
  }

  /// An entry that was set apart is looked at as every other.
  @Test func whatIsSetApartIsLookedAtToo() throws {
    let (_, store) = try bench()
    try store.write { try $0.execute(sql: "UPDATE entry SET apart = 1 WHERE number = 2") }
    #expect(try store.verify().faults == [])
    try flip("entry", "body", "number = 2", in: store)
    #expect(try store.verify().faults.map(\.what) == [.body])
  }

  private func flip(_ table: String, _ column: String, _ row: String, in store: Store) throws {
    try store.queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA foreign_keys = OFF")
      let value = try DatabaseValue.fetchOne(
        database, sql: "SELECT \(column) FROM \(table) WHERE \(row) ORDER BY 1 DESC LIMIT 1")
      let flipped: DatabaseValue
      switch try #require(value).storage {
      case .blob(var bytes):
        bytes[bytes.count / 2] ^= 1
        flipped = bytes.databaseValue
      case .string(let text):
        var bytes = Array(text.utf8)
        bytes[bytes.count / 2] ^= 1
        flipped = String(decoding: bytes, as: UTF8.self).databaseValue
      case .int64(let number): flipped = (number ^ 8).databaseValue
      case .null, .double: throw StoreFault(.failed)
      }
      try database.execute(
        sql: "UPDATE \(table) SET \(column) = ? WHERE \(row) AND \(column) = ?", arguments: [flipped, value])
    }
  }
}
