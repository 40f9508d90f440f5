import Crypto
import Domain
import Foundation
import GRDB
import Sealing
import Server
import ServerTesting
import SyncClient
import SyncCore
import SyncTesting
import Testbed
import Testing

@testable import LocalStore

extension HardCases {
  /// A folder that the first version of the program left behind: it opens, keeps everything, and joins a server of today.
  @Suite(.timeLimit(.minutes(10))) struct OldDatabaseTests {
    /// The first version's name for its tables.
    private static let firstStep = "2026-11 journal, sessions, guides, enrolment"

    /// A box as the first version sealed it.
    private func firstBox(_ plain: [UInt8], to keys: DeviceKeys, context: String) throws -> [UInt8] {
      let key = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: keys.sealingPublic)
      let head = [1] + SealedBox.keyID(keys.sealingPublic)
      var sender = try HPKE.Sender(
        recipientKey: key, ciphersuite: .Curve25519_SHA256_ChachaPoly, info: Data("camtay sealed details 1".utf8))
      let cipher = try sender.seal(Data(plain + [0x80]), authenticating: Data(head + Array(context.utf8)))
      return head + Array(sender.encapsulatedKey) + Array(cipher)
    }

    /// Seven entries as the first version wrote them: the third has a sealed note, the fifth changes the second. The
    /// server of that time held the first four.
    private func entries(_ keys: DeviceKeys) throws -> [Entry] {
      var entries: [Entry] = []
      for number in 1...7 {
        let id = Randomness.entryID()
        let details = SealedDetails(note: "Bác Ba hẹn thứ hai").canonical.bytes
        let box = number == 3 ? try firstBox(details, to: keys, context: "entry \(id.rawValue)") : nil
        entries.append(
          number == 5
            ? .sample(
              id: id, kind: .amendment, body: .object(["changes": .object(["minutes": .integer(45)])]),
              time: 1_795_000_000_005, amends: entries[1].header.id)
            : .sample(id: id, time: 1_795_000_000_000 + Int64(number), sealed: box))
      }
      return entries
    }

    private func write(_ entries: [Entry], _ keys: DeviceKeys, to laptop: Laptop) throws -> [Fingerprint] {
      let queue = try DatabaseQueue(path: laptop.path)
      try Schema.migrator.migrate(queue, upTo: Self.firstStep)
      let stream = StreamID(device: keys.deviceID, incarnation: Randomness.incarnation())
      var chain = [EntryChain.start(of: stream)]
      for entry in entries { chain.append(EntryChain.next(after: chain[chain.count - 1], header: entry.headerBytes)) }
      try queue.write { database in
        try database.execute(
          sql: "INSERT INTO device VALUES (1, ?, ?, 'laptop', ?)",
          arguments: [Data(keys.signingPrivate), Data(keys.sealingPrivate), stream.incarnation])
        for (index, entry) in entries.enumerated() {
          try database.execute(
            sql: """
              INSERT INTO entry (device, incarnation, sequence, id, amends, time, header, body, sealed, chain)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              """,
            arguments: [
              stream.device, stream.incarnation, index + 1, entry.header.id.rawValue, entry.header.amends?.rawValue,
              entry.header.time.rawValue, Data(entry.headerBytes), entry.bodyBytes.map { Data($0) },
              entry.sealed.map { Data($0) }, Data(chain[index + 1].bytes),
            ])
        }
        try database.execute(
          sql: "INSERT INTO server_mark VALUES (?, ?, 4, ?)",
          arguments: [stream.device, stream.incarnation, Data(chain[4].bytes)])
        try database.execute(
          sql: """
            INSERT INTO enrolment (one, server, device, token, team, team_name, epoch)
            VALUES (1, 'http://127.0.0.1:1', ?, 'old', 'old', 'Tổ', 'old')
            """, arguments: [stream.device])
      }
      try queue.close()
      return chain
    }

    @Test func anOldFolderKeepsEverythingAndReachesTheServer() async throws {
      let keys = DeviceKeys()
      let laptop = Laptop()
      let written = try entries(keys)
      let chain = try write(written, keys, to: laptop)

      let store = try laptop.store()
      #expect(store.keys.deviceID == keys.deviceID)
      #expect(try store.entries().map(\.entry) == written)
      #expect(try store.entries(.device).count == 7)
      #expect(try store.standing().mark == StreamMark(sequence: 4, hash: chain[4]))
      #expect(try store.standing().head == StreamMark(sequence: 7, hash: chain[7]))
      #expect(try store.unsyncedCount() == 3)
      try store.checkSound()
      #expect(try store.openDetails(of: written[2]) == SealedDetails(note: "Bác Ba hẹn thứ hai"))
      let numbers = [0, 1, 2, 3, 5, 6].map { written[$0].header.id }
      #expect(try laptop.numbered() == numbers)
      #expect(try store.journalItem(number: 2)?.item.assistance?.minutes?.value == 45)

      // Servers did not sign when it joined: it is told to join again, and nothing is lost by that.
      let server = try TestServer()
      try await server.run { transport in
        let team = try await server.team().id
        await #expect(throws: SyncFault.enrolAgain) { try await laptop.sync(over: transport) }
        try await laptop.join(team, of: server, over: transport)
        let more = try laptop.write(1)
        #expect(try await laptop.sync(over: transport).isReborn == false)
        #expect(try await server.counted(team) == written.map(\.header.id) + more)
        let other = Laptop()
        try await other.join(team, of: server, over: transport)
        try await other.sync(over: transport)
        #expect(try other.store().entries().map(\.entry).prefix(7) == written[...])
        #expect(try laptop.numbered() == numbers + more)
        #expect(try laptop.isAtRest(at: 8))
      }
    }
  }
}
