import Domain
import Sealing
import Server
import ServerTesting
import SyncCore
import Testbed
import Testing

@testable import LocalStore
@testable import SyncClient

extension HardCases {
  /// A device that was revoked, and tokens whose time is over.
  @Suite(.timeLimit(.minutes(10))) struct RevokedTests {
    /// It is told, keeps everything, goes on writing, and can still write a stick for its leader. What the leader brings
    /// is kept aside: once, seen by nobody, not lost. What it had brought before stays.
    @Test(arguments: StoreKind.allCases) func aRevokedDeviceKeepsItsDataAndItsStickIsKeptAside(
      _ kind: StoreKind
    ) async throws {
      let server = try await TestServer(kind)
      try await server.withTwo { team, leader, revoked, transport in
        let before = try revoked.write(3)
        try await revoked.sync(over: transport)
        try await leader.sync(over: transport)
        let device = try revoked.store().keys.deviceID
        try await server.revoke(device, in: team)

        let after = try revoked.write(2)
        let state = try revoked.state()
        await #expect(throws: SyncFault.tokenRefused(isRevoked: true)) { try await revoked.sync(over: transport) }
        #expect(try revoked.state() == state)
        #expect(try revoked.ids() == before + after)
        let last = try revoked.write(1)

        let stick = TemporaryFolder()
        for delivered in [1, 1] {
          _ = try revoked.carrier().write(to: stick.path)
          #expect(try leader.carrier().read(stick.path).carried == delivered)
          let delivery = try await leader.syncAndDeliver(over: transport)
          #expect(delivery == Carrier<Store>.Delivery(delivered: 1, keptAside: 1, refused: []))
          #expect(try await leader.syncAndDeliver(over: transport) == Carrier<Store>.Delivery())
        }
        // Signing is not random, so the same bundle written twice is the same message, kept once.
        let aside = try await server.store.keptAside(team: team)
        #expect(aside.map(\.device) == [device])
        let message = try #require(aside.first?.message)
        let kept = try SyncRequest(
          bytes: SignedMessage.open(message, for: .request, from: revoked.store().keys.signingPublic))
        #expect(kept.push.entries.map(\.header.id) == after + last)

        #expect(try await server.counted(team) == before)
        let third = Laptop()
        try await third.join(team, of: server, over: transport)
        for reader in [leader, third] {
          try await reader.sync(over: transport)
          #expect(try reader.ids() == before)
        }
        // Nothing came back for it: it goes on to show what waits.
        _ = try leader.carrier().write(to: stick.path)
        #expect(try revoked.carrier().read(stick.path).answers == 0)
        #expect(try revoked.store().unsyncedCount() == 3)
      }
    }

    /// Half a year offline and a day: the first message is refused, the key gets another token, and all goes through
    /// within the one sync.
    @Test(arguments: StoreKind.allCases) func anExpiredTokenIsRenewedWithinOneSync(_ kind: StoreKind) async throws {
      let server = try await TestServer(kind)
      try await server.withTwo { team, laptop, other, transport in
        try await laptop.sync(over: transport)
        let token = try #require(try laptop.store().enrolment()?.token)
        let ids = try laptop.write(5)
        server.clock.advance(days: 181)
        #expect(try await laptop.sync(over: transport).entriesSent == 5)
        #expect(try await server.counted(team) == ids)
        let renewed = try #require(try laptop.store().enrolment()?.token)
        #expect(renewed != token)
        // It is kept: the next exchange needs no other, and the earlier token is worth nothing.
        let overheard = Overheard()
        try await laptop.sync(
          over: BadNetwork(transport) { inner, route, body, token in
            let reply = try await inner.send(route, body: body, token: token)
            overheard.note(route, body, reply.body)
            return reply
          })
        #expect(overheard.all.map(\.route) == [Route.sync])
        let old = overheard.all[0].body
        #expect(try await transport.problem(Route.sync, body: old, token: token) == Problem(.tokenRefused))
      }
    }

    /// Somebody listens, repeats the renewal as often as they like, and makes renewals of their own: no token comes out of
    /// it, and the device goes on with its next sync.
    @Test func aRenewalGivesNothingToWhoeverRepeatsIt() async throws {
      let server = try TestServer()
      try await server.withTwo { team, laptop, other, transport in
        server.clock.advance(days: 181)
        let overheard = Overheard()
        let listening = BadNetwork(transport) { inner, route, body, token in
          let reply = try await inner.send(route, body: body, token: token)
          overheard.note(route, body, reply.body)
          return reply
        }
        try await laptop.sync(over: listening)
        let renewal = try #require(overheard.all.first { $0.route == Route.renew })
        let token = try #require(try laptop.store().enrolment()?.token)
        let secret = try #require(token.split(separator: ".").last)
        var answers = [renewal.answer]
        for _ in 0..<3 { answers.append(try await transport.send(Route.renew, body: renewal.body, token: nil).body) }
        #expect(Set(answers).count == 4)
        for answer in answers {
          #expect(answer.firstRange(of: Array(secret.utf8)) == nil)
          let response = try RenewalResponse(bytes: Array(answer.dropLast(64)))
          #expect(throws: SealingError.cannotOpen) { try response.token(with: DeviceKeys()) }
          // Nor for another device of the same team.
          #expect(throws: SealingError.cannotOpen) { try response.token(with: other.store().keys) }
        }
        // A renewal in the device's name with another key, or of a device that nobody knows.
        let claim = RenewalRequest(team: team, device: try laptop.store().keys.deviceID)
        let forged = try SignedMessage.sign(claim.bytes, for: .renewal, with: DeviceKeys().signingPrivate)
        #expect(try await transport.problem(Route.renew, body: forged) == Problem(.proofRefused))
        let stranger = DeviceKeys()
        let unknown = try SignedMessage.sign(
          RenewalRequest(team: team, device: stranger.deviceID).bytes, for: .renewal, with: stranger.signingPrivate)
        #expect(try await transport.problem(Route.renew, body: unknown) == Problem(.tokenRefused))
        // The repeats took the device's token away; its key gets it another.
        let ids = try laptop.write(2)
        try await laptop.sync(over: transport)
        #expect(try await server.counted(team) == ids)
      }
    }

    /// A revoked device gets no token, neither with its old renewal nor with a new one, and says that it was revoked.
    @Test(arguments: StoreKind.allCases) func aRevokedDeviceGetsNoToken(_ kind: StoreKind) async throws {
      let server = try await TestServer(kind)
      try await server.withTwo { team, laptop, _, transport in
        let ids = try laptop.write(2)
        let keys = try laptop.store().keys
        let renewal = try SignedMessage.sign(
          RenewalRequest(team: team, device: keys.deviceID).bytes, for: .renewal, with: keys.signingPrivate)
        try await server.revoke(keys.deviceID, in: team)
        #expect(try await transport.problem(Route.renew, body: renewal) == Problem(.deviceRevoked))
        server.clock.advance(days: 181)
        #expect(try await transport.problem(Route.renew, body: renewal) == Problem(.deviceRevoked))
        await #expect(throws: SyncFault.tokenRefused(isRevoked: true)) { try await laptop.sync(over: transport) }
        // Nor does it come back by another invitation.
        await #expect(throws: SyncFault.tokenRefused(isRevoked: true)) {
          try await laptop.join(team, of: server, over: transport)
        }
        #expect(try laptop.ids() == ids)
        #expect(try await server.counted(team).isEmpty)
      }
    }
  }
}
