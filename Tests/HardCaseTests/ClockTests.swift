import Domain
import Foundation
import Phrases
import Sealing
import Server
import ServerTesting
import Shell
import SyncClient
import SyncCore
import SyncTesting
import Testbed
import Testing

@testable import LocalStore

extension HardCases {
  /// Clocks that are wrong: no sync goes by them, and nobody's drags another's.
  @Suite(.timeLimit(.minutes(10))) struct ClockTests {
    /// In milliseconds since 1970.
    private static let (now, y1970, y2038, y2099): (Int64, Int64, Int64, Int64) = (
      1_795_222_800_000, 0, 2_147_483_648_000, 4_070_908_800_000
    )
    private static let hour: Int64 = 3_600_000

    /// One device is in 1970, one in 2038, one jumps an hour back between two entries: everything is sent, fetched, and
    /// shown in one order everywhere.
    @Test func devicesInOtherYearsSyncAsIfTheirClocksWereRight() async throws {
      let server = try TestServer()
      try await server.withTwo { team, past, future, transport in
        let jumping = Laptop()
        try await jumping.join(team, of: server, over: transport)
        (past.clock, future.clock) = (Self.y1970, Self.y2038)
        var all: [EntryID] = []
        for round in 0..<4 {
          for laptop in [past, future, jumping] {
            all += try laptop.write(2)
            try await laptop.sync(over: transport)
            laptop.clock += Self.hour
          }
          jumping.clock -= round % 2 == 0 ? 2 * Self.hour : 0
          // The one in 1970 is set right, and then wrong again.
          past.clock = round % 2 == 0 ? Self.now : Self.y1970
        }
        for laptop in [past, future, jumping] {
          try await laptop.sync(over: transport)
          #expect(try Set(laptop.ids()) == Set(all))
          let own = try laptop.store().entries(.device).map(\.entry.header)
          // In the order in which they were written, each is later than the one before.
          #expect(zip(own, own.dropFirst()).allSatisfy { $0.time < $1.time })
        }
        let orders = try [past, future, jumping].map { laptop in
          Journal(try laptop.store().entries().map(\.entry)).items.map(\.entry.header.id)
        }
        #expect(orders[1] == orders[0] && orders[2] == orders[0])
        #expect(try await server.counted(team).count == all.count)
      }
    }

    /// An answer lay on a stick for three weeks: what the server's clock showed then says nothing about the day now.
    @Test func aStickSaysNothingAboutTheDay() async throws {
      let server = try TestServer()
      try await server.withTwo { _, leader, laptop, transport in
        try await laptop.sync(over: transport)
        let contact = try laptop.store().lastContact()
        let stick = TemporaryFolder()
        try laptop.write(1)
        _ = try laptop.carrier().write(to: stick.path)
        _ = try leader.carrier().read(stick.path)
        try await leader.syncAndDeliver(over: transport)
        _ = try leader.carrier().write(to: stick.path)
        laptop.clock += 21 * 24 * Self.hour
        #expect(try laptop.carrier().read(stick.path).answers == 1)
        #expect(try laptop.store().unsyncedCount() == 0)
        #expect(try laptop.store().lastContact() == contact)
        #expect(try laptop.store().clockOffset() == 0)
        #expect(try laptop.store().vouchedDay() == CivilDate(milliseconds: laptop.clock))
      }
    }

    /// One member's clock is in 2099. The others' times stay their own, also after they have its entries, also where
    /// they change them; and its own go on from where they were once its clock is right.
    @Test func aClockIn2099DragsNobody() async throws {
      let server = try TestServer()
      try await server.withTwo { _, laptop, wild, transport in
        wild.clock = Self.y2099
        let theirs = try wild.write(3)
        try await wild.sync(over: transport)
        try await laptop.sync(over: transport)
        laptop.clock += Self.hour
        let own = try laptop.write(1)
        let change = try laptop.amend(theirs[0], minutes: 5)
        for id in own + [change] {
          let entry = try #require(try laptop.store().entries().first { $0.entry.header.id == id }?.entry)
          #expect(entry.header.time.milliseconds == laptop.clock)
          #expect(entry.header.clock == .unsynced)
        }
        // The change stands, although it bears an earlier time than what it changes.
        try await laptop.sync(over: transport)
        try await wild.sync(over: transport)
        for reader in [laptop, wild] {
          let item = Journal(try reader.store().entries().map(\.entry)).items.first { $0.entry.header.id == theirs[0] }
          #expect(item?.assistance?.minutes?.value == 5)
        }
        wild.clock = Self.now
        let later = try wild.write(1)
        let entries = try wild.store().entries(.device).map(\.entry.header)
        #expect(entries.last?.id == later[0])
        #expect(entries.last?.clock == .suspect)
        #expect(zip(entries, entries.dropFirst()).allSatisfy { $0.time < $1.time })
      }
    }

    /// A member sends an entry at the end of all time, in another's name. The other goes on writing.
    @Test(arguments: [Int64.max, .max - 1, .min, -1]) func anEntryAtTheEndOfTimeStopsNobody(_ time: Int64) async throws
    {
      let server = try TestServer()
      try await server.withTwo { team, laptop, other, transport in
        let attacker = try await server.device(in: team, over: transport)
        let victim = try laptop.store().keys.deviceID
        let body = Assistance(service: .submit, outcome: .solved, startedAt: time).canonical.bytes
        let header = EntryHeader(
          id: Randomness.entryID(), kind: .assistance, schema: 1, time: HybridTime(rawValue: time), clock: .unsynced,
          device: victim, body: Fingerprint(of: body))
        attacker.journal.append(Entry(header: header, bodyBytes: body, sealed: nil))
        try await attacker.sync(over: transport)
        for reader in [laptop, other] {
          try await reader.sync(over: transport)
          try reader.write(3)
          try await reader.sync(over: transport)
          #expect(try reader.store().journal(.all, .team).contains { $0.item.entry.header.id == header.id })
        }
        #expect(try await server.counted(team).count == 7)
      }
    }

    /// A real session at the shell while the clock goes to 1970, to 2038 and an hour back between two keys: it is logged
    /// once, with minutes that somebody can have meant, and reaches the server.
    @Test func theClockJumpsInMidSession() async throws {
      let server = try TestServer()
      let code = try await server.team().code
      try await server.run { transport in
        let home = TemporaryFolder()
        let clock = TestClock()
        let leaps: [Int64] = [-Self.hour, 60_000, Self.y2038 - Self.now, Self.now - Self.y2038 - Self.hour, -Self.now]
        let count = Count()
        let walk = ["1", "", "1", "1", "1"] + Array(repeating: "", count: 9) + ["1", "G22.99-251225-020175"]
        let terminal = ScriptedTerminal(
          ["gia nhập http://127.0.0.1:1 \(code)", "mở tam-tru"] + walk
            + ["", "1", "", "", "", "", "1", "", "c", "5", "nhật ký", "đồng bộ", "tình trạng", "thoát"],
          onRead: {
            let step = count.next()
            clock.advance(
              milliseconds: (3...30).contains(step) && step % 3 == 0 ? leaps[step / 3 % leaps.count] : 60_000)
          })
        let shell = try Shell(
          Shell.Parts(
            terminal: terminal, content: ContentFolder(path: SomeGuides.path), language: "vi", homePath: home.path,
            deviceName: "laptop", connectivity: Connectivity { false }, transport: transport, wallClock: { clock.now }
          )
          .withTestPassphrase)
        try await shell.converse()
        #expect(terminal.transcript.contains("Đã lưu vào nhật ký: #1"), "\(terminal.transcript)")
        #expect(terminal.transcript.contains("máy chủ nhận 2 mục mới"), "\(terminal.transcript.suffix(900))")
        let team = try #require(await server.store.teams().first)
        let entry = try #require(
          await server.store.entries(team: team.id).first { $0.entry.header.kind == .assistance }?.entry)
        let minutes = entry.body.flatMap(Assistance.init(canonical:))?.minutes?.value
        #expect((1...Assistance.Minutes.maximum).contains(minutes ?? 0))
      }
    }
  }
}
