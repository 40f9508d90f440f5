import Domain
import Foundation
import Sealing
import ServerTesting
import SyncCore
import SyncTesting
import Testing

@testable import Server

/// What is erased is gone from every store, by whatever road it came or comes.
@Suite(.timeLimit(.minutes(10))) struct StoreErasureTests {
  /// Bytes that stand nowhere else.
  private static func canary() -> [UInt8] { Randomness.bytes(64) }

  private static func change(of root: EntryID, sealed: [UInt8]? = nil) -> Entry {
    .sample(
      kind: .amendment, body: .object(["changes": .object(["minutes": .integer(7)])]), amends: root, sealed: sealed)
  }

  private static func erasure(of root: EntryID) -> Entry {
    .sample(kind: .erasure, body: Erasure(.asked).canonical, amends: root)
  }

  /// The team's feed from its beginning, as a device gets it that wrote nothing.
  private func feed(_ writer: StoreWriter, of server: TestServer, reader: Int = 99) async throws -> [Entry] {
    let nobody = try await StoreWriter(reader, joining: writer.team, of: server)
    let question = JournalExchange.Question(
      stream: nobody.stream, push: nobody.pushing([]), feed: .init(after: .start(of: writer.team)))
    let answer = try await server.store.exchange(question, team: writer.team, now: 1)
    guard case .goesOn(_, let changes, _, _) = answer.feed else { return [] }
    return changes.compactMap { if case .entry(let entry) = $0 { entry } else { nil } }
  }

  /// An assistance, two changes of it, its erasure, and something else, by two devices in every order; some of it twice.
  @Test(arguments: StoreKind.allCases, 0..<6 as Range<UInt64>)
  func theOrderOfArrivalDoesNotMatter(_ kind: StoreKind, seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    let server = try await TestServer(kind)
    let team = try await server.team().id
    var writers = [
      try await StoreWriter(1, joining: team, of: server), try await StoreWriter(2, joining: team, of: server),
    ]
    let canary = Self.canary()
    let assistance = Entry.sample(sealed: canary)
    let root = assistance.header.id
    let other = Entry.sample(sealed: [9])
    // Under the name of what was erased somebody wrote something else: it does not count, and is not kept either.
    let entries = [
      assistance, Self.change(of: root, sealed: canary + [1]), Self.erasure(of: root),
      Self.change(of: root, sealed: canary + [2]), Self.change(of: root), other,
      Entry.sample(id: root, minutes: 99, sealed: canary + [3]),
    ].shuffled(using: &generator)
    var rest = (entries + entries.prefix(4))[...]
    while !rest.isEmpty {
      let some = Array(rest.prefix(Int.random(in: 1...3, using: &generator)))
      rest = rest.dropFirst(some.count)
      let writer = Int.random(in: 0...1, using: &generator)
      #expect(try await writers[writer].write(some, to: server.store).outcome == .stored)
    }
    let answer = try await feed(writers[0], of: server)
    #expect(answer.filter { $0.sealed != nil } == [other])
    #expect(Set(answer.map(\.headerBytes)) == Set(entries.map(\.headerBytes)))
    // What counts is what would count without the erasure.
    let stored = try await server.store.entries(team: team).map(\.entry)
    #expect(stored.allSatisfy { $0.bodyBytes != nil })
    #expect(Journal(stored).items.count == 2)
    if kind == .sqlite {
      let bytes = Data(try server.bytesOnDisk())
      #expect(bytes.range(of: Data(canary)) == nil)
    }
    #expect(try await server.store.sealedAssistances(team: team).map(\.entry.header.id) == [other.header.id])
  }

  @Test(arguments: StoreKind.allCases) func anErasureStaysInItsTeam(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let entry = Entry.sample(sealed: [1, 2])
    var writers: [StoreWriter] = []
    for number in 1...2 {
      writers.append(try await StoreWriter(number, joining: server.team().id, of: server))
      _ = try await writers[number - 1].write([entry], to: server.store)
    }
    _ = try await writers[0].write([Self.erasure(of: entry.header.id)], to: server.store)
    #expect(try await feed(writers[0], of: server).allSatisfy { $0.sealed == nil })
    #expect(try await feed(writers[1], of: server, reader: 98) == [entry])
    // A push that is refused erases nothing.
    let start = StreamMark(sequence: 1, hash: Fingerprint(of: [1]))
    let push = SyncRequest.Push(base: start, entries: [Self.erasure(of: entry.header.id)])
    #expect(try await writers[1].send(push, to: server.store).outcome == .fork)
    #expect(try await feed(writers[1], of: server, reader: 98) == [entry])
  }

  @Test func whatIsErasedIsInNoByteOfTheFolder() async throws {
    let server = try TestServer()
    var writer = try await StoreWriter(1, joining: server.team().id, of: server)
    // Long enough to lie on pages of its own, too.
    let canaries = (0..<3).map { _ in Self.canary() }
    let entries = canaries.enumerated().map { Entry.sample(sealed: $1 + [UInt8](repeating: 5, count: $0 * 9000) + $1) }
    _ = try await writer.write(entries, to: server.store)
    let before = Data(try server.bytesOnDisk())
    #expect(canaries.allSatisfy { before.range(of: Data($0)) != nil })
    _ = try await writer.write(entries.map { Self.erasure(of: $0.header.id) }, to: server.store)
    let after = Data(try server.bytesOnDisk())
    #expect(canaries.allSatisfy { after.range(of: Data($0)) == nil })
  }

  @Test func postgreSQLShowsNothingAndAfterAFullVacuumHasNothing() async throws {
    let server = try await TestServer(.postgreSQL)
    let database = try #require(server.database)
    var writer = try await StoreWriter(1, joining: server.team().id, of: server)
    let canary = Self.canary()
    let entries = [Entry.sample(sealed: canary), Entry.sample(sealed: canary + [UInt8](repeating: 3, count: 9000))]
    // Others stay on the same pages.
    let others = (0..<20).map { _ in Entry.sample(sealed: Self.canary()) }
    _ = try await writer.write(others + entries + others.map { Self.change(of: $0.header.id) }, to: server.store)
    let hexadecimal = Hexadecimal.text(canary)
    let search = "SELECT count(*) FROM entry WHERE position('\\x\(hexadecimal)'::bytea IN sealed) > 0"
    #expect(try database.psql(search) == ["2"])
    #expect(try bytes(of: database).range(of: Data(canary)) != nil)
    _ = try await writer.write(entries.map { Self.erasure(of: $0.header.id) }, to: server.store)
    #expect(try database.psql(search) == ["0"])
    // Beside whoever works: nothing may fail, and the room may be written over.
    try await server.store.reclaim(fully: false)
    try await server.store.reclaim(fully: true)
    #expect(try bytes(of: database).range(of: Data(canary)) == nil)
    #expect(try await server.store.entries(team: writer.team).count == 44)
  }

  /// The bytes of the table and of what it keeps apart, as they stand in the files.
  private func bytes(of database: TestPostgres.Database) throws -> Data {
    try database.psql("CHECKPOINT")
    let lines = try database.psql(
      """
      SELECT encode(pg_read_binary_file(pg_relation_filepath(c.oid)), 'hex') FROM pg_class c
      WHERE c.oid IN ('entry'::regclass, (SELECT reltoastrelid FROM pg_class WHERE oid = 'entry'::regclass))
      """)
    return Data(lines.flatMap { Hexadecimal.bytes($0) ?? [] })
  }

  @Test(arguments: StoreKind.allCases) func whatIsDueGoesOnItsDayAndTheRestStays(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let team = try await server.team().id
    let now = server.clock.now
    let day: Int64 = 86_400_000
    let today = CivilDate(milliseconds: now)
    var writer = try await StoreWriter(1, joining: team, of: server)
    func entry(until days: Int?) -> Entry {
      var assistance = Assistance(service: .submit, outcome: .solved, startedAt: now)
      assistance.retentionUntil = days.map { today.adding(days: $0) }
      return .sample(kind: .assistance, body: assistance.canonical, time: now, sealed: [UInt8(days ?? 7)])
    }
    let (early, late, unsaid) = (entry(until: 20), entry(until: 100), entry(until: nil))
    let longer = Entry.sample(
      kind: .amendment, body: .object(["changes": .object(["retention_until": .text(today.adding(days: 50).iso)])]),
      time: now, amends: early.header.id, sealed: [77])
    let stray = Self.change(of: Randomness.entryID(), sealed: [78])
    let push = writer.pushing([early, late, unsaid, longer, stray])
    _ = try await server.store.exchange(.init(stream: writer.stream, push: push), team: team, now: now)
    func left() async throws -> [[UInt8]] { try await feed(writer, of: server).compactMap(\.sealed) }
    func run(_ days: Int64, isConfirmed: Bool = false) async throws -> SealedRetention.Outcome {
      try await SealedRetention(server.store).run(now: now + days * day, isConfirmed: isConfirmed)
    }
    #expect(try await run(0) == .purged(0))
    #expect(try await run(31) == .purged(0), "the change said a later day")
    #expect(try await run(49) == .purged(0))
    #expect(try await run(50) == .purged(2))
    #expect(try await left() == [[100], [7], [78]])
    #expect(try await run(81) == .purged(0))
    // A clock that jumps is not believed until somebody vouches for it; one that went back purges nothing.
    #expect(try await run(81 + 32) == .clockDoubted)
    #expect(try await run(4000) == .clockDoubted)
    #expect(try await run(-9000) == .purged(0))
    #expect(try await left().count == 3)
    #expect(try await run(81 + 8) == .purged(0))
    #expect(try await run(90) == .purged(1), "the rule's day, where nobody said one")
    #expect(try await run(400, isConfirmed: true) == .purged(2))
    #expect(try await left() == [])
    writer = try await StoreWriter(2, joining: team, of: server)
    #expect(try await server.store.entries(team: team).count == 5, "what was done still counts")
  }

  /// A server whose clock is wrong from its first start on purges nothing.
  @Test(arguments: StoreKind.allCases) func theFirstRunBelievesNoClockEither(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let (now, day): (Int64, Int64) = (server.clock.now, 86_400_000)
    func run(_ time: Int64, isConfirmed: Bool = false) async throws -> SealedRetention.Outcome {
      try await SealedRetention(server.store).run(now: time, isConfirmed: isConfirmed)
    }
    // Before anything came nothing is kept of the clock.
    #expect(try await run(now + 4000 * day) == .purged(0))
    var writer = try await StoreWriter(1, joining: server.team().id, of: server)
    writer.now = now
    _ = try await writer.write([.sample(time: now, sealed: [1])], to: server.store)
    #expect(try await run(now + 4000 * day) == .clockDoubted)
    #expect(try await run(now + 4000 * day) == .clockDoubted)
    #expect(try await server.store.sealedAssistances(team: writer.team).count == 1)
    #expect(try await run(now + 30 * day) == .purged(0))
    #expect(try await run(now + 4000 * day, isConfirmed: true) == .purged(1))
  }

  /// A device whose clock showed 2038 said a day far away.
  @Test func noDayIsFartherThanTheFarthestThatThereCanBe() throws {
    let now: Int64 = 1_795_222_800_000
    let today = CivilDate(milliseconds: now)
    var assistance = Assistance(service: .submit, outcome: .solved, startedAt: now)
    assistance.retentionUntil = CivilDate(year: 2038, month: 4, day: 1)
    let entry = Entry.sample(kind: .assistance, body: assistance.canonical)
    let received = [ReceivedEntry(entry: entry, time: now)]
    #expect(SealedRetention.expired(received, on: today.adding(days: 364)) == [])
    #expect(SealedRetention.expired(received, on: today.adding(days: 365)) == [entry.header.id])
  }

  /// Two devices, real messages: one erases, the other wrote a change that the first did not know of; then the server is
  /// put back to what it was before.
  @Test func aServerFromBeforeTheErasureGetsItAgain() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let first = try await server.device(over: transport)
      let second = try await server.device(in: first.enrolment.team, over: transport)
      let canary = Self.canary()
      let entry = Entry.sample(sealed: canary)
      first.journal.append(entry)
      try await first.sync(over: transport)
      try await second.sync(over: transport)
      let backup = try Data(contentsOf: URL(fileURLWithPath: server.path))
      second.journal.append(Self.change(of: entry.header.id, sealed: canary + [1]))
      first.journal.append(Self.erasure(of: entry.header.id))
      for _ in 0..<2 {
        for device in [first, second, first] { try await device.sync(over: transport) }
        for device in [first, second] {
          #expect(device.journal.entries.count == 3)
          #expect(device.journal.entries.allSatisfy { $0.sealed == nil })
        }
        let stored = try SQLServerStore(path: server.path, create: false)
        #expect(try await stored.sealedAssistances(team: first.enrolment.team).isEmpty)
        try await stored.close()
        #expect(Data(try server.bytesOnDisk()).range(of: Data(canary)) == nil)
        // Written into the very file, so that the running server goes back.
        let file = try #require(FileHandle(forUpdatingAtPath: server.path))
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: backup)
        try file.close()
        #expect(Data(try server.bytesOnDisk()).range(of: Data(canary)) != nil)
      }
    }
  }

  /// A message of a revoked device was kept aside before the erasure, and is accepted after it.
  @Test(arguments: StoreKind.allCases) func whatWasKeptAsideComesWithoutWhatWasErased(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    try await server.run { transport in
      let device = try await server.device(over: transport)
      let team = device.enrolment.team
      let other = try await server.device(in: team, over: transport)
      let entry = Entry.sample(sealed: Self.canary())
      device.journal.append(entry)
      try await device.sync(over: transport)
      try await other.sync(over: transport)
      device.journal.append(Self.change(of: entry.header.id, sealed: Self.canary()))
      let standing = device.journal.standing()
      let push = SyncRequest.Push(base: standing.mark, entries: Array(device.journal.entries.suffix(1)))
      try await server.revoke(device.enrolment.device, in: team)
      try await server.store.keepAside(
        device.signed(SyncRequest(stream: standing.stream, push: push)), of: device.enrolment.device, team: team,
        now: server.clock.now)
      other.journal.append(Self.erasure(of: entry.header.id))
      try await other.sync(over: transport)
      let settlement = AsideSettlement(store: server.store, team: team, device: device.enrolment.device)
      #expect(try await settlement.accept(now: server.clock.now).accepted == 1)
      try await other.sync(over: transport)
      #expect(other.journal.entries.count == 3)
      #expect(other.journal.entries.allSatisfy { $0.sealed == nil })
      #expect(try await server.store.sealedAssistances(team: team).isEmpty)
    }
  }
}
