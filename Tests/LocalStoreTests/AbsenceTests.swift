import Domain
import Foundation
import GRDB
import Sealing
import SyncCore
import SyncTesting
import Testing

@testable import LocalStore

/// Entries of which a device lacks something: what comes again fills it in, and what is missing without reason is named.
@Suite struct DeviceAbsenceTests {
  private let day: Int64 = 86_400_000

  private func lose(_ column: String, of number: Int, in store: Store) throws {
    try store.write { try $0.execute(sql: "UPDATE entry SET \(column) = NULL WHERE number = ?", arguments: [number]) }
  }

  private func faults(_ store: Store) throws -> [JournalFault.What] { try store.verify().faults.map(\.what) }

  @Test func whatIsMissingWithoutReasonIsNamed() throws {
    let bench = Bench()
    let store = try bench.joined()
    let own = try store.append(.assistance(bench.assistance(), details: SealedDetails(note: "bà Sáu")))
    let second = try store.append(.assistance(bench.assistance(), details: SealedDetails(note: "ông Bảy")))
    #expect(try faults(store) == [])
    try lose("sealed", of: second.number, in: store)
    #expect(try faults(store) == [.sealedGone])
    #expect(try store.verify().faults.first?.id == second.entry.header.id.rawValue)
    #expect(try store.verify().erased == 0)
    try lose("body", of: own.number, in: store)
    #expect(try faults(store) == [.bodyGone, .sealedGone])
    // An erasure explains the one, nothing the other.
    let item = try #require(try store.journalItem(number: 2)?.item)
    try store.append(.erasure(of: item, .asked))
    #expect(try faults(store) == [.bodyGone])
  }

  @Test func whatWasPurgedOnItsDayIsNoFault() throws {
    let bench = Bench()
    let store = try bench.joined()
    try store.append(.assistance(bench.assistance(), details: SealedDetails(note: "bà Sáu")))
    bench.clock += 90 * day
    _ = try store.take(ExchangeReceipt(mark: nil, feed: nil, epoch: "1", time: bench.clock))
    #expect(try store.purge() == 1)
    #expect(try faults(store) == [])
    #expect(try store.verify().erased == 1)
  }

  @Test func theFeedFillsInWhatIsMissing() throws {
    let bench = Bench()
    let store = try bench.joined()
    let whole = Entry.sample(sealed: [1, 2, 3])
    let erased = Entry.sample(sealed: [4, 5])
    let erasure = Entry.sample(kind: .erasure, body: Erasure(.asked).canonical, amends: erased.header.id)
    try store.takeFeed([whole, erased, erasure])
    try lose("sealed", of: 1, in: store)
    try lose("body", of: 1, in: store)
    try lose("body", of: 2, in: store)
    try store.setApart(whole.header.id)
    #expect(try store.apartCount() == 1)
    // The server went back, and gives everything again.
    _ = try store.take(ExchangeReceipt(mark: nil, feed: .back(to: .start(of: "team")), epoch: "1", time: bench.clock))
    try store.takeFeed([whole, erased, erasure], time: bench.clock)
    let held = try store.entries().map(\.entry)
    #expect(held == [whole, erased.withoutSealed, erasure])
    #expect(try store.apartCount() == 0)
    #expect(try faults(store) == [])
  }

  /// A device that has purged what its server, put back to yesterday, has still.
  @Test func whatWasPurgedComesBackByNoFeed() throws {
    let bench = Bench()
    let store = try bench.joined()
    let stored = try store.append(.assistance(bench.assistance(), details: SealedDetails(note: "bà Sáu"))).entry
    bench.clock += 90 * day
    _ = try store.take(ExchangeReceipt(mark: nil, feed: nil, epoch: "1", time: bench.clock))
    try store.purge()
    try store.takeFeed([stored], time: bench.clock)
    #expect(try store.entries().map(\.entry) == [stored.withoutSealed])
  }

  /// An entry that has lost its body is no burden to the others: it is set apart, and is offered to nobody.
  @Test func anEntryWithoutItsBodyIsNotOffered() throws {
    let bench = Bench()
    let store = try bench.joined()
    let stored = try store.append(.assistance(bench.assistance(), details: SealedDetails()))
    try lose("body", of: stored.number, in: store)
    let id = stored.entry.header.id
    #expect(throws: UnsendableEntry(id: id)) { _ = try store.entries(after: 0, count: 9, bytes: .max) }
    try store.setApart(id)
    #expect(try faults(store) == [.bodyGone], "set apart, and lost all the same")
  }
}
