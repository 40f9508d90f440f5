import Domain
import Sealing
import ServerTesting
import SyncCore
import SyncTesting
import Testing

@testable import Server

/// What every store does, whatever it is made of.
@Suite(.timeLimit(.minutes(10))) struct StoreConformanceTests {
  @Test(arguments: StoreKind.allCases) func aPushIsStoredOnceAndAnsweredWithItsMark(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    var writer = try await StoreWriter(1, joining: server.team().id, of: server)
    let first = (0..<3).map { _ in Entry.sample(sealed: [1, 2]) }
    let push = writer.pushing(first)
    #expect(try await writer.write(first, to: server.store) == PushResult(outcome: .stored, mark: writer.mark))
    // Repeated, and repeated with more behind it.
    #expect(try await writer.send(push, to: server.store) == PushResult(outcome: .stored, mark: writer.mark))
    let longer = SyncRequest.Push(base: push.base, entries: first + [.sample()])
    let result = try await writer.send(longer, to: server.store)
    #expect(result == PushResult(outcome: .stored, mark: writer.mark(after: longer.entries.suffix(1))))
    let stored = try await server.store.entries(team: writer.team)
    #expect(stored.map(\.entry.headerBytes) == longer.entries.map(\.headerBytes))
    #expect(stored.map(\.entry.bodyBytes) == longer.entries.map(\.bodyBytes))
    #expect(stored.allSatisfy { $0.device == writer.stream.device && $0.entry.sealed == nil })
    let question = SyncRequest.Push(base: result.mark, entries: [])
    #expect(try await writer.send(question, to: server.store) == PushResult(outcome: .stored, mark: result.mark))
  }

  @Test(arguments: StoreKind.allCases) func gapsAndForksChangeNothing(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    var writer = try await StoreWriter(1, joining: server.team().id, of: server)
    let start = writer.mark
    _ = try await writer.write([.sample(), .sample()], to: server.store)
    let held = writer.mark
    let before = try await server.store.entries(team: writer.team)
    let later = SyncRequest.Push(base: StreamMark(sequence: 3, hash: held.hash), entries: [.sample()])
    #expect(try await writer.send(later, to: server.store) == PushResult(outcome: .gap, mark: held))
    for base in [start, StreamMark(sequence: 1, hash: held.hash), StreamMark(sequence: 2, hash: start.hash)] {
      let other = SyncRequest.Push(base: base, entries: [.sample(), .sample(), .sample()])
      #expect(try await writer.send(other, to: server.store) == PushResult(outcome: .fork, mark: held))
    }
    #expect(try await server.store.entries(team: writer.team) == before)
  }

  @Test(arguments: StoreKind.allCases) func anEntryCountsOnceInItsTeamAndInEachTeam(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let teams = [try await server.team().id, try await server.team().id]
    let entry = Entry.sample()
    let other = Entry.sample(id: entry.header.id, minutes: 99)
    for (index, team) in teams.enumerated() {
      var first = try await StoreWriter(10 + index, joining: team, of: server)
      var second = try await StoreWriter(20 + index, joining: team, of: server)
      var third = try await StoreWriter(30 + index, joining: team, of: server)
      #expect(try await first.write([entry, entry, .sample()], to: server.store).mark.sequence == 3)
      #expect(try await second.write([.sample(), entry], to: server.store).mark.sequence == 2)
      // Another entry under a name that is taken is held, and does not count.
      #expect(try await third.write([other, .sample()], to: server.store).mark.sequence == 2)
      let stored = try await server.store.entries(team: team)
      #expect(stored.filter { $0.entry.header.id == entry.header.id }.map(\.entry.bodyBytes) == [entry.bodyBytes])
      #expect(stored.count == 4)
    }
  }

  @Test(arguments: StoreKind.allCases) func aStreamBeginsAnewUnderAnotherIncarnation(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let team = try await server.team().id
    for incarnation in 1...3 {
      var writer = try await StoreWriter(1, joining: team, of: server, incarnation: incarnation)
      #expect(try await writer.write([.sample()], to: server.store) == PushResult(outcome: .stored, mark: writer.mark))
    }
    #expect(try await server.store.entries(team: team).count == 3)
  }

  @Test(arguments: StoreKind.allCases) func aFullPushAndAnErasedPartAreKept(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    var writer = try await StoreWriter(1, joining: server.team().id, of: server)
    let bare = Entry.sample(sealed: [1, 2]).withoutSealed
    let odd = Entry(header: Entry.sample().header, bodyBytes: [0x00, 0xFF, 0x27, 0x5C], sealed: [])
    let empty = Entry(header: Entry.sample().header, bodyBytes: [], sealed: [0])
    let entries = [bare, odd, empty] + (0..<997).map { _ in Entry.sample(sealed: [UInt8](repeating: 7, count: 200)) }
    #expect(try await writer.write(entries, to: server.store).mark == writer.mark)
    #expect(writer.mark.sequence == 1000)
    let stored = try await server.store.entries(team: writer.team)
    #expect(stored.map(\.entry.bodyBytes) == entries.map(\.bodyBytes))
    // The whole of it once more, with something new among what is known.
    var another = try await StoreWriter(2, joining: writer.team, of: server)
    #expect(try await another.write(entries.dropLast() + [.sample()], to: server.store).mark.sequence == 1000)
    #expect(try await server.store.countedIDs(writer.team).count == 1001)
  }

  @Test(arguments: StoreKind.allCases) func whatTeamIsUnknownIsSaid(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let writer = try await StoreWriter(1, joining: server.team().id, of: server)
    await #expect(throws: StoreFault.teamUnknown("nobody")) {
      let question = JournalExchange.Question(stream: writer.stream, push: writer.pushing([.sample()]))
      _ = try await server.store.exchange(question, team: "nobody", now: 0)
    }
    await #expect(throws: StoreFault.teamUnknown("nobody")) {
      _ = try await server.invite("nobody")
    }
    #expect(try await server.store.entries(team: "nobody").isEmpty)
    #expect(try await server.store.device(team: "nobody", token: Fingerprint(of: [1])) == nil)
  }

  @Test(arguments: StoreKind.allCases) func textsKeepTheirBytesAndTeamsTheOrderOfThem(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let names = [
      "'; DROP TABLE team; --", "Tổ công nghệ số “thôn 3”", "$1 {bytes} ?1 $list", "Huệ", "Hue\u{323}\u{302}", "",
    ]
    let ids = ["a", "Z", "đ", "z", "B", "10"]
    for (id, name) in zip(ids, names) {
      try await server.store.createTeam(TeamRecord(id: id, name: name, unit: name.isEmpty ? nil : name), now: 0)
    }
    let teams = try await server.store.teams()
    #expect(teams.map(\.id) == ["10", "B", "Z", "a", "z", "đ"])
    for (id, name) in zip(ids, names) {
      let team = teams.first { $0.id == id }
      // As bytes: Swift takes composed and decomposed text for the same.
      #expect(team.map { Array($0.name.utf8) } == Array(name.utf8))
      #expect(team?.unit.map { Array($0.utf8) } == (name.isEmpty ? nil : Array(name.utf8)))
    }
    await #expect(throws: StoreFault.self) {
      try await server.store.createTeam(TeamRecord(id: "a", name: "x", unit: nil), now: 0)
    }
  }
}
