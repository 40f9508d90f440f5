import Domain
import Foundation
import Server
import ServerTesting
import SyncCore
import SyncTesting
import Synchronization
import Testbed
import Testing

@testable import LocalStore
@testable import SyncClient

extension HardCases {
  /// The way by stick gives what the network gives.
  @Suite(.timeLimit(.minutes(10))) struct StickTests {
    /// Sticks moved in any order, any number of times, partly past the network; then the same script over HTTP only. The
    /// same entries count, and everybody sees the same.
    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64]) func sticksAndTheNetworkGiveTheSame(seed: UInt64)
      async throws
    {
      let script = StickWorld.script(seed: seed, length: 90)
      let entries = StickWorld.entries(script)
      let folds = Folds()
      for withSticks in [true, false] {
        let server = try TestServer()
        try await server.run { transport in
          let team = try await server.team().id
          let world = try await StickWorld(team, of: server, over: transport)
          try await world.play(script, entries: entries, withSticks: withSticks)
          #expect(try await world.rest(at: entries.count, withSticks: withSticks))
          let counted = try await server.counted(team)
          #expect(counted.count == entries.count)
          #expect(Set(counted) == Set(entries.map(\.header.id)))
          for device in world.devices {
            try folds.note(device.fold())
            #expect(try device.store().unsyncedCount() == 0)
            try device.store().checkSound()
          }
        }
      }
      #expect(folds.all == Set([Journal(entries).told]))
    }

    /// A stick that is read before the network brings the same, and after: neither counts twice, and the order is no
    /// matter.
    @Test(arguments: [true, false]) func theSameByStickAndByNetworkCountsOnce(_ stickFirst: Bool) async throws {
      let server = try TestServer()
      try await server.withTwo { team, leader, laptop, transport in
        let stick = TemporaryFolder()
        let ids = try laptop.write(5)
        _ = try laptop.carrier().write(to: stick.path)
        #expect(try leader.carrier().read(stick.path).carried == 1)
        if !stickFirst { try await laptop.sync(over: transport) }
        let delivery = try await leader.syncAndDeliver(over: transport)
        #expect(delivery == Carrier<Store>.Delivery(delivered: 1, keptAside: 0, refused: []))
        if stickFirst { try await laptop.sync(over: transport) }
        _ = try leader.carrier().write(to: stick.path)
        let reading = try laptop.carrier().read(stick.path)
        #expect(reading.answers == 1)
        #expect(reading.summary.entriesSent == 0)
        #expect(try laptop.isAtRest(at: 5))
        #expect(try await server.counted(team) == ids)
      }
    }

    /// Answers of many ages reach their device in every order, twice, and mixed with those of others: it ends where the
    /// newest leaves it, or further.
    @Test(arguments: [1, 2, 3, 4] as [UInt64]) func oldAnswersInAnyOrderDoNoHarm(seed: UInt64) async throws {
      let server = try TestServer()
      try await server.withTwo { team, leader, laptop, transport in
        var generator = SeededGenerator(seed: seed)
        let sticks = (0..<4).map { _ in TemporaryFolder() }
        var all: [EntryID] = []
        for stick in sticks {
          all += try laptop.write(3) + leader.write(2)
          _ = try laptop.carrier().write(to: stick.path)
          _ = try leader.carrier().read(stick.path)
          try await leader.syncAndDeliver(over: transport)
          _ = try leader.carrier().write(to: stick.path)
          // Some answers are read at once, some only later.
          if generator.happens(percent: 40) { _ = try laptop.carrier().read(stick.path) }
        }
        for stick in (sticks + sticks).shuffled(using: &generator) { _ = try laptop.carrier().read(stick.path) }
        #expect(try laptop.store().standing().mark == laptop.store().standing().head)
        #expect(try laptop.store().unsyncedCount() == 0)
        #expect(try await Set(server.counted(team)) == Set(all))
        try laptop.store().checkSound()
        try await laptop.sync(over: transport)
        try await leader.sync(over: transport)
        for reader in [laptop, leader] { #expect(try Set(reader.ids()) == Set(all)) }
        #expect(try await server.counted(team).count == all.count)
      }
    }

    /// A device that was put back has a new name for what it writes; what it had written under the old one, and never
    /// sent, goes on its stick all the same.
    @Test func whatWasWrittenBeforeARestoreGoesOnTheStick() async throws {
      let server = try TestServer()
      try await server.withTwo { team, leader, laptop, transport in
        let stick = TemporaryFolder()
        var all = try laptop.write(3)
        try laptop.putBack(laptop.bytes())
        all += try laptop.write(1)
        _ = try laptop.carrier().write(to: stick.path)
        _ = try leader.carrier().read(stick.path)
        try await leader.syncAndDeliver(over: transport)
        #expect(try await Set(server.counted(team)) == Set(all))
        _ = try leader.carrier().write(to: stick.path)
        _ = try laptop.carrier().read(stick.path)
        #expect(try laptop.isAtRest(at: 4))
      }
    }

    /// A restored device by stick only: the answer tells it that two histories bear its name.
    @Test func aRestoredDeviceLearnsOfItByStick() async throws {
      let server = try TestServer()
      try await server.withTwo { team, leader, laptop, transport in
        let stick = TemporaryFolder()
        func round() async throws {
          _ = try laptop.carrier().write(to: stick.path)
          _ = try leader.carrier().read(stick.path)
          try await leader.syncAndDeliver(over: transport)
          _ = try leader.carrier().write(to: stick.path)
          _ = try laptop.carrier().read(stick.path)
        }
        var all = try laptop.write(3)
        try await round()
        let backup = try laptop.bytes()
        all += try laptop.write(3)
        try await round()
        try laptop.writeOver(backup)
        let stream = try laptop.store().stream()
        all += try laptop.write(2)
        try await round()
        #expect(try laptop.store().stream() != stream)
        // What it wrote after the restore is there already: the leader handed it on.
        #expect(try await Set(server.counted(team)) == Set(all))
        try await round()
        #expect(try Set(laptop.ids()) == Set(all))
        #expect(try laptop.store().unsyncedCount() == 0)
        #expect(try await server.counted(team).count == all.count)
      }
    }
  }

  /// What the devices of several worlds see, each once.
  private final class Folds: Sendable {
    private let folds = Mutex<Set<[String]>>([])

    var all: Set<[String]> { folds.withLock { $0 } }

    func note(_ fold: [String]) { folds.withLock { _ = $0.insert(fold) } }
  }
}
