import Domain
import Foundation
import HummingbirdTesting
import Server
import ServerTesting
import SyncClient
import SyncCore
import Testing

@testable import LocalStore

extension HardCases {
  /// A server whose past comes back, or who is gone.
  @Suite(.timeLimit(.minutes(10))) struct RestoredServerTests {
    /// Yesterday's file is put back. One of the two devices never comes again: what it wrote since comes back all the
    /// same, from the other, which had seen it.
    @Test func yesterdaysServerGetsBackWhatALostDeviceWrote() async throws {
      let server = try TestServer()
      try await server.withTwo { team, laptop, lost, transport in
        var all = try laptop.write(3) + lost.write(2)
        try await laptop.sync(over: transport)
        try await lost.sync(over: transport)
        let backup = try server.backup()
        all += try laptop.write(4)
        try await laptop.sync(over: transport)
        let onlyByLost = try lost.write(5)
        all += onlyByLost
        try await lost.sync(over: transport)
        try await laptop.sync(over: transport)
        all += try laptop.write(1)
        #expect(try await server.counted(team).count == 14)
        let whole = Set(all)

        try await server.restoring(backup) { restored, transport in
          #expect(try await restored.counted(team).count == 5)
          let summary = try await laptop.sync(over: transport)
          #expect(summary.isServerRestored)
          #expect(try laptop.isAtRest(at: 15))
          let entries = try await restored.store.entries(team: team)
          #expect(Set(entries.map(\.entry.header.id)) == whole)
          #expect(entries.count == 15)
          // They were handed on: the stream is the other's, the author in the header stays.
          let handed = entries.filter { onlyByLost.contains($0.entry.header.id) }
          #expect(try handed.allSatisfy { try $0.device == laptop.store().keys.deviceID })
          #expect(try handed.allSatisfy { try $0.entry.header.device == lost.store().keys.deviceID })
          // Should it come after all, everything is there once still.
          try await lost.sync(over: transport)
          #expect(try Set(lost.ids()) == whole)
          #expect(try await restored.counted(team).count == 15)
        }
      }
    }

    /// Yesterday's file is put back and nobody notices: other entries get the numbers that were given before, and more of
    /// them, so that no number looks wrong to the device that comes last.
    @Test func numbersThatAreGivenAgainDeceiveNobody() async throws {
      let server = try TestServer()
      try await server.withTwo { team, laptop, late, transport in
        let remembered = try laptop.write(3)
        try await laptop.sync(over: transport)
        try await late.sync(over: transport)
        let backup = try server.backup()
        let forgotten = try laptop.write(4)
        try await laptop.sync(over: transport)
        try await late.sync(over: transport)
        #expect(try late.store().standing().place.change == 7)
        let written = remembered + forgotten
        try await server.restoring(backup) { restored, transport in
          var all = written
          // A third device has never seen what is forgotten, and fills the numbers.
          let third = Laptop()
          try await third.join(team, of: restored, over: transport)
          all += try third.write(9)
          try await third.sync(over: transport)
          #expect(try await restored.counted(team).count == 12)
          let summary = try await late.sync(over: transport)
          #expect(summary.isServerRestored)
          #expect(summary.entriesReceived == 9)
          #expect(try Set(late.ids()) == Set(all))
          // It has handed on what the first device wrote, before that came back itself.
          #expect(try await Set(restored.counted(team)) == Set(all))
          for reader in [laptop, third, late] {
            try await reader.sync(over: transport)
            #expect(try Set(reader.ids()) == Set(all))
            #expect(try reader.isAtRest(at: 16))
          }
          #expect(try await restored.counted(team).count == 16)
        }
      }
    }

    /// The server is gone. A new one takes its address: another team, other codes, another key. The devices say that they
    /// are not known; they join again, and everything is there again, once.
    @Test func aServerReplacedByAnEmptyOneHasEverythingAgain() async throws {
      let gone = try TestServer()
      try await gone.withTwo { _, laptop, other, transport in
        let old = try laptop.write(4) + other.write(3)
        for reader in [laptop, other, laptop] { try await reader.sync(over: transport) }
        let new = try TestServer()
        try await new.run { transport in
          let team = try await new.team().id
          let all = try old + laptop.write(2)
          let before = try laptop.state()
          await #expect(throws: SyncFault.tokenRefused(isRevoked: false)) { try await laptop.sync(over: transport) }
          #expect(try laptop.state() == before)
          for reader in [laptop, other] { try await reader.join(team, of: new, over: transport) }
          #expect(try laptop.store().unsyncedCount() == 9)
          for reader in [laptop, other, laptop] { try await reader.sync(over: transport) }
          for reader in [laptop, other] {
            #expect(try Set(reader.ids()) == Set(all))
            #expect(try reader.isAtRest(at: 9))
            #expect(try reader.store().unsyncedCount() == 0)
          }
          let counted = try await new.counted(team)
          #expect(counted.count == 9)
          #expect(Set(counted) == Set(all))
        }
      }
    }
  }
}
