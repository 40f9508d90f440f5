import Domain
import Foundation
import Server
import ServerTesting
import SyncClient
import SyncCore
import Testbed
import Testing

@testable import LocalStore

extension HardCases {
  /// A device whose past comes back: put back from a backup, or running twice. Real stores, real files.
  @Suite(.timeLimit(.minutes(10))) struct RestoredDeviceTests {
    /// How the backup came back.
    enum Way: CaseIterable {
      /// A new file in place of the old: the store sees it when it opens.
      case anotherFile
      /// The same file, whose bytes are those of the backup: only the server's answer shows it.
      case sameFile
    }

    /// Five entries in the backup, four that it lacks and that were synced, some that were written after it came back,
    /// before the first sync: nothing is lost of any, and the numbers that people have seen stay.
    @Test(arguments: Way.allCases, [0, 1, 3, 6]) func aDevicePutBackFromABackupLosesNothing(
      _ way: Way, written: Int
    ) async throws {
      let server = try TestServer()
      try await server.withTwo { team, laptop, other, transport in
        var all = try laptop.write(5)
        try await laptop.sync(over: transport)
        let backup = try laptop.bytes()
        let stream = try laptop.store().stream()
        all += try laptop.write(4)
        try await laptop.sync(over: transport)
        all += try other.write(2)
        try await other.sync(over: transport)

        switch way {
        case .anotherFile: try laptop.putBack(backup)
        case .sameFile: try laptop.writeOver(backup)
        }
        #expect(try laptop.ids().count == 5)
        #expect(try (laptop.store().stream() == stream) == (way == .sameFile))
        all += try laptop.write(written)
        let numbers = try laptop.numbered()
        let summary = try await laptop.sync(over: transport)
        #expect(summary.isReborn == (way == .sameFile))
        #expect(try laptop.store().stream() != stream)
        #expect(try Set(laptop.ids()) == Set(all))
        #expect(try laptop.numbered().starts(with: numbers))
        #expect(try laptop.isAtRest(at: all.count))
        try laptop.store().checkSound()

        try await other.sync(over: transport)
        #expect(try Set(other.ids()) == Set(all))
        let counted = try await server.counted(team)
        #expect(counted.count == all.count)
        #expect(Set(counted) == Set(all))
        #expect(try await laptop.sync(over: transport).isReborn == false)
        // Whoever looks after devices is told, where two histories were seen to differ.
        let forks = try await server.store.forks(team: team).map(\.stream)
        #expect(forks == (way == .sameFile && written > 0 ? [stream] : []))
      }
    }

    /// A backup that is older than the last thing that was written but never sent: what only the lost disk had is gone,
    /// and nothing else.
    @Test func aBackupFromBeforeJoiningStillFindsItsTeam() async throws {
      let server = try TestServer()
      try await server.withTwo { team, laptop, other, transport in
        let fresh = Laptop()
        let first = try fresh.write(3)
        let backup = try fresh.bytes()
        try await fresh.join(team, of: server, over: transport)
        let second = try fresh.write(3)
        try await fresh.sync(over: transport)
        try fresh.writeOver(backup)
        let third = try fresh.write(1)
        await #expect(throws: SyncFault.notEnrolled) { try await fresh.sync(over: transport) }
        try await fresh.join(team, of: server, over: transport)
        try await fresh.sync(over: transport)
        #expect(try Set(fresh.ids()) == Set(first + second + third))
        #expect(try Set(await server.counted(team)) == Set(first + second + third))
      }
    }

    /// One disk image on two machines, which share every key and the token: both go on, in turns, thirty times. Each has
    /// everything in the end, and nothing counts twice.
    @Test(arguments: StoreKind.allCases) func aClonedLaptopAndItsTwinBothGoOn(_ kind: StoreKind) async throws {
      let server = try await TestServer(kind)
      try await server.withTwo { team, laptop, other, transport in
        var all = try laptop.write(3)
        try await laptop.sync(over: transport)
        all += try laptop.write(2)
        let twins = [laptop, try laptop.imaged()]
        #expect(try twins[0].store().stream() == twins[1].store().stream())
        var rebirths = 0
        for turn in 0..<30 {
          let twin = twins[turn * 7 / 3 % 2]
          all += try twin.write(turn % 4)
          if turn % 5 != 4, try await twin.sync(over: transport).isReborn { rebirths += 1 }
        }
        for reader in twins + [other] + twins { try await reader.sync(over: transport) }
        // One of the two took a name of its own, once.
        #expect(rebirths == 1)
        #expect(try twins[0].store().stream() != twins[1].store().stream())
        #expect(try await server.counted(team).count == all.count)
        for reader in twins + [other] {
          #expect(try Set(reader.ids()) == Set(all))
          #expect(try reader.isAtRest(at: all.count))
          try reader.store().checkSound()
        }
      }
    }
  }
}
