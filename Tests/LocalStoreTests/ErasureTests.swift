import Domain
import Foundation
import GRDB
import Sealing
import SyncCore
import SyncTesting
import Testbed
import Testing

@testable import LocalStore

extension Bench {
  /// A store that has joined a team, so that it has a feed.
  func joined() throws -> Store {
    let store = try open()
    try store.record(
      Enrolment(
        server: "http://127.0.0.1:1", device: store.keys.deviceID, token: "t", team: "team", teamName: "Tổ",
        contentKey: nil, serverKey: [UInt8](repeating: 1, count: 32), epoch: "1"))
    return store
  }
}

extension Store {
  /// Takes entries from the team's feed, at the place where the device stands.
  func takeFeed(_ entries: [Entry], time: Int64 = 1_795_222_800_000) throws {
    let place = entries.reduce(try standing().place) { $0.next(header: Fingerprint(of: $1.headerBytes)) }
    let receipt = ExchangeReceipt(
      mark: nil, feed: .forward(entries.map { .entry($0) }, to: place), epoch: "1", time: time)
    _ = try take(receipt)
  }
}

/// What is erased is gone from the device, by whatever road it came or comes.
@Suite struct DeviceErasureTests {
  private let canary = (0..<64).map { _ in UInt8.random(in: .min ... .max) }

  @Test func whatIsErasedIsGoneFromEveryByteOfTheFolder() throws {
    let bench = Bench()
    let store = try bench.open()
    let first = try store.append(.assistance(bench.assistance(), details: SealedDetails(note: "bà Sáu")))
    let changes = CanonicalValue.object(["changes": .object([:])])
    let second = try store.append(
      Draft(
        kind: .amendment, body: changes, details: SealedDetails(note: "ông Bảy"), amends: first.entry.header.id))
    let other = try store.append(.assistance(bench.assistance(), details: SealedDetails(note: "cô Tám")))
    let sealed = try [first, second, other].map { Data(try #require($0.entry.sealed)) }
    #expect(try sealed.allSatisfy { try bench.bytes().range(of: $0) != nil })
    let item = try #require(try store.journalItem(number: 1)?.item)
    try store.append(.erasure(of: item, .asked))
    let bytes = try bench.bytes()
    #expect(bytes.range(of: sealed[0]) == nil && bytes.range(of: sealed[1]) == nil)
    #expect(bytes.range(of: sealed[2]) != nil)
    try store.checkSound()
    let after = try #require(try store.journalItem(number: 1)?.item)
    #expect(after.isErased && after.assistance == item.assistance && after.heads == item.heads.map(\.withoutSealed))
    #expect(try store.verify().erased == 2)
  }

  /// Every order in which an assistance, a change, an erasure and a change that did not know of it can come, also twice and
  /// with an answer of a server that still had the sealed parts.
  @Test(arguments: 0..<60 as Range<UInt64>) func theOrderOfArrivalDoesNotMatter(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let assistance = Entry.sample(time: 1_795_000_000_000, sealed: canary)
    let root = assistance.header.id
    func change(_ minutes: Int64, at time: Int64) -> Entry {
      .sample(
        kind: .amendment, body: .object(["changes": .object(["minutes": .integer(minutes)])]), time: time, amends: root,
        sealed: canary.reversed())
    }
    let erasure = Entry.sample(
      kind: .erasure, body: Erasure(.asked).canonical, time: 1_795_000_000_002, amends: root)
    let other = Entry.sample(time: 1_795_000_000_009, sealed: canary + [7])
    let entries = [
      assistance, change(5, at: 1_795_000_000_001), erasure, change(9, at: 1_795_000_000_003), other,
    ]
    let expected = Journal(entries).items
    let bench = Bench()
    let store = try bench.joined()
    let shuffled = entries.shuffled(using: &generator)
    // In one answer or in several, and again from the beginning after the server went back.
    let cut = Int.random(in: 0...entries.count, using: &generator)
    try store.takeFeed(Array(shuffled.prefix(cut)))
    try store.takeFeed(Array(shuffled.dropFirst(cut)))
    _ = try store.take(ExchangeReceipt(mark: nil, feed: .back(to: .start(of: "team")), epoch: "1", time: 0))
    try store.takeFeed(entries.shuffled(using: &generator))
    let held = try store.entries().map(\.entry)
    #expect(held.filter { $0.sealed != nil }.map(\.header.id) == [other.header.id])
    let items = Journal(held).items
    #expect(items.map(\.assistance) == expected.map(\.assistance))
    #expect(items.map { $0.heads.map(\.header.id) } == expected.map { $0.heads.map(\.header.id) })
    #expect(try bench.bytes().range(of: Data(canary.reversed())) == nil)
    try store.checkSound()
  }

  @Test func aWithdrawalIsOneTransaction() throws {
    let bench = Bench()
    let store = try bench.open()
    let stored = try store.append(.assistance(bench.assistance(), details: SealedDetails(note: "bà Sáu")))
    let item = try #require(try store.journalItem(number: 1)?.item)
    // The erasure cannot be written: the withdrawal is not written either.
    try store.write { database in
      try database.execute(
        sql: """
          CREATE TRIGGER no_erasure BEFORE INSERT ON entry WHEN NEW.kind = 'erasure'
          BEGIN SELECT RAISE(ABORT, 'no'); END
          """)
    }
    let draft = Draft(
      kind: .amendment, body: .object(["changes": .object(["consent": .object(["given": .bool(false)])])]),
      amends: stored.entry.header.id)
    #expect(throws: StoreFault.self) { try store.appendWithdrawal(draft, of: item) }
    #expect(try store.entries().map(\.entry.sealed) == [stored.entry.sealed])
    try store.write { try $0.execute(sql: "DROP TRIGGER no_erasure") }
    try store.appendWithdrawal(draft, of: item)
    #expect(try store.entries().map(\.entry.header.kind) == [.assistance, .amendment, .erasure])
    #expect(try store.sealedCount() == 0)
    // The withdrawal is no change beside the erasure: nobody has to make them agree.
    #expect(try #require(try store.journalItem(number: 1)?.item).heads.count == 1)
  }

  @Test func messagesOfOthersThatCarryWhatWasErasedGoAsFarAsNothingIsLost() throws {
    let bench = Bench()
    let store = try bench.joined()
    let keys = DeviceKeys()
    let here = Entry.sample(device: keys.deviceID, sealed: canary)
    let there = Entry.sample(device: keys.deviceID)
    let stream = StreamID(device: keys.deviceID, incarnation: "00000000000000aa")
    func request(_ entries: [Entry]) throws -> SyncBundle.Frame {
      let push = SyncRequest.Push(base: StreamMark(sequence: 0, hash: EntryChain.start(of: stream)), entries: entries)
      let bytes = SyncRequest(stream: stream, push: push).bytes
      return SyncBundle.Frame(
        kind: .request, device: keys.deviceID,
        message: try SignedMessage.sign(bytes, for: .request, with: keys.signingPrivate))
    }
    try store.takeFeed([here])
    let known = try request([here])
    let unknown = try request([here, there])
    let plain = try request([there])
    _ = try store.carry([known, unknown, plain])
    let item = try #require(try store.journalItem(number: 1)?.item)
    try store.append(.erasure(of: item, .asked))
    #expect(try store.carried(.request).map(\.frame) == [unknown, plain])
    #expect(try store.entries().allSatisfy { $0.entry.sealed == nil })
  }

  @Test func nothingOfASessionOutlivesIt() throws {
    let bench = Bench()
    let store = try bench.open()
    let session = try store.beginSession(GuidePackage(id: "g", version: 1, files: ["guide.yaml": "x"]))
    try store.append(event: "[\"note\"]", text: "bà Sáu", number: 1, to: session)
    let sealed = try store.read { try Data.fetchOne($0, sql: "SELECT sealed FROM session_event") }
    let bytes = try #require(sealed)
    #expect(try bench.bytes().range(of: bytes) != nil)
    _ = try store.end(session, logging: .assistance(bench.assistance(), details: SealedDetails()))
    #expect(try bench.bytes().range(of: bytes) == nil)
  }
}

@Suite struct DevicePurgeTests {
  private let day: Int64 = 86_400_000

  @Test func theDayIsWrittenWhereSomethingIsSealed() throws {
    let bench = Bench()
    let store = try bench.open()
    let pending = Assistance(service: .submit, outcome: .pending, startedAt: bench.clock)
    let stored = try store.append(.assistance(pending, details: SealedDetails(note: "x")))
    try store.append(.assistance(pending, details: SealedDetails()))
    let until = { (number: Int) in try store.journalItem(number: number)?.item.assistance?.retentionUntil?.iso }
    #expect(try until(1) == "2027-11-21")
    #expect(try until(2) == nil)
    bench.clock += 10 * day
    let changes = CanonicalValue.object(["changes": .object(["outcome": .text("solved")])])
    try store.append(Draft(kind: .amendment, body: changes, amends: stored.entry.header.id))
    #expect(try until(1) == "2027-03-01")
    // A note added later says no day: somebody may have closed the dossier meanwhile, without this machine knowing.
    let note = Draft(
      kind: .amendment, body: .object(["changes": .object([:])]), details: SealedDetails(note: "y"),
      amends: stored.entry.header.id)
    let noted = try store.append(note)
    #expect(noted.entry.body?["changes"]?["retention_until"] == nil)
    #expect(try until(1) == "2027-03-01")
    // A change of nothing sealed, where nothing is sealed, needs no day.
    let second = try #require(try store.journalItem(number: 2)).item.entry.header.id
    try store.append(Draft(kind: .amendment, body: changes, amends: second))
    #expect(try until(2) == nil)
  }

  @Test func whatIsDueGoesOnItsDayAndNotBefore() throws {
    let bench = Bench()
    let store = try bench.open()
    let stored = try store.append(.assistance(bench.assistance(), details: SealedDetails(note: "bà Sáu")))
    let sealed = Data(try #require(stored.entry.sealed))
    for _ in 0..<4 {
      bench.clock += 22 * day
      try store.append(.assistance(bench.assistance(), details: SealedDetails(note: "cô Tám")))
    }
    bench.clock += day
    // 89 days later.
    #expect(try store.purge() == 0)
    bench.clock += day
    #expect(try store.purge() == 1)
    #expect(try store.purge() == 0)
    #expect(try bench.bytes().range(of: sealed) == nil)
    #expect(try store.sealedCount() == 4)
    try store.checkSound()
    #expect(try store.entries().count == 5, "no entry says so")
  }

  @Test(arguments: [0, 2_147_483_649_000, 4_102_444_800_000, -1] as [Int64])
  func aLaptopThatThinksOtherwisePurgesNothing(wall: Int64) throws {
    let bench = Bench()
    let store = try bench.joined()
    try store.append(.assistance(bench.assistance(), details: SealedDetails(note: "x")))
    bench.clock = wall
    try store.purgeDaily()
    #expect(try store.purge() == 0)
    // It writes on with that clock.
    try store.append(.assistance(bench.assistance(), details: SealedDetails(note: "y")))
    try store.append(.assistance(bench.assistance(), details: SealedDetails(note: "z")))
    #expect(try store.purge() == 0)
    // The server says that it is 2026 still; and a hundred days later says so, and that is believed.
    _ = try store.take(ExchangeReceipt(mark: nil, feed: nil, epoch: "1", time: 1_795_222_800_000))
    #expect(try store.purge() == 0)
    #expect(try store.sealedCount() == 3)
    _ = try store.take(ExchangeReceipt(mark: nil, feed: nil, epoch: "1", time: 1_795_222_800_000 + 100 * day))
    try store.purge()
    #expect(try store.entries().first?.entry.sealed == nil)
  }

  /// After a pause of more than a month nothing vouches for the day, until a person does.
  @Test func aPersonVouchesForTheDayWhereNothingElseDoes() throws {
    let bench = Bench()
    let store = try bench.open()
    try store.append(.assistance(bench.assistance(), details: SealedDetails(note: "x")))
    #expect(try !store.isPurgeWaiting())
    bench.clock += 100 * day
    #expect(try store.purge() == 0)
    #expect(try store.isPurgeWaiting())
    #expect(try store.dueCount() == 1)
    #expect(try store.confirmClock() == 1)
    #expect(try store.sealedCount() == 0)
    // The moment is sure from now on: the day goes on from there.
    try store.append(.assistance(bench.assistance(), details: SealedDetails(note: "y")))
    for _ in 0..<4 {
      bench.clock += 23 * day
      #expect(try !store.isPurgeWaiting())
      try store.append(.assistance(bench.assistance(), details: SealedDetails()))
    }
    #expect(try store.purge() == 1)
  }

  @Test func nobodyVouchesForADayThatIsOverOrPlainlyWrong() throws {
    let bench = Bench()
    let store = try bench.joined()
    try store.append(.assistance(bench.assistance(), details: SealedDetails(note: "x")))
    let now = bench.clock
    _ = try store.take(ExchangeReceipt(mark: nil, feed: nil, epoch: "1", time: now))
    for wall in [now - 2 * day, 0, -1, now + 800 * day, 4_070_908_800_000] {
      bench.clock = wall
      #expect(try store.confirmClock() == nil)
      #expect(try store.value(of: .confirmedTime) == nil)
    }
    // What somebody confirmed by mistake holds until they, or the server, say better.
    bench.clock = now + 700 * day
    #expect(try store.confirmClock() == 1)
    #expect(try store.vouchedDay() == CivilDate(milliseconds: now + 700 * day))
    bench.clock = now + 10 * day
    #expect(try store.confirmClock() == 0)
    #expect(try store.vouchedDay() == CivilDate(milliseconds: now + 10 * day))
    _ = try store.take(ExchangeReceipt(mark: nil, feed: nil, epoch: "1", time: now))
    #expect(try store.vouchedDay() == CivilDate(milliseconds: now))
  }

  /// What a stick brings may be weeks old, and says nothing about the clock.
  @Test func onlyAnAnswerOverAConnectionSaysWhatTheDayIs() throws {
    let bench = Bench()
    let store = try bench.joined()
    let contact = try store.lastContact()
    bench.clock += 3 * day
    _ = try store.take(ExchangeReceipt(mark: nil, feed: nil, epoch: "2", time: nil))
    #expect(try store.lastContact() == contact)
    #expect(try store.clockOffset() == nil)
    #expect(try store.enrolment()?.epoch == "2")
  }

  @Test func theFirstStartOfADayPurgesAndTheSecondLooksNoMore() throws {
    let bench = Bench()
    let store = try bench.joined()
    try store.append(.assistance(bench.assistance(), details: SealedDetails(note: "x")))
    try store.purgeDaily()
    #expect(try store.value(of: .purged) == "2026-11-21")
    bench.clock += 200 * day
    _ = try store.take(ExchangeReceipt(mark: nil, feed: nil, epoch: "1", time: bench.clock))
    try store.purgeDaily()
    #expect(try store.sealedCount() == 0)
  }
}
