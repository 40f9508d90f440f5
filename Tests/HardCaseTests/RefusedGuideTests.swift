import Domain
import Sealing
import Server
import ServerTesting
import SyncClient
import SyncCore
import Testing

@testable import LocalStore

extension HardCases {
  /// A device is not sent at each sync what it refused, and a stolen key leaves it nothing that stands in the way.
  @Suite(.timeLimit(.minutes(3))) struct RefusedGuideTests {
    private let root = SigningKey()

    private func guide(_ version: Int, by trainer: SigningKey? = nil) throws -> SignedGuide {
      let package = GuidePackage(id: "tam-tru", version: version, files: ["guide.yaml": "Lời \(version)"])
      let certificate = try trainer.map {
        try TrainerCertificate(trainer: "Cô Lan", publicKey: $0.publicBytes, validity: 0..<Int64.max, root: root)
      }
      return SignedGuide(package: package, signature: try (trainer ?? root).sign(package), certificate: certificate)
    }

    @Test func whatADeviceCannotReadComesOnceAWeek() async throws {
      let server = try TestServer()
      try await server.store.setContentKey(root.publicBytes)
      let laptop = Laptop()
      try await server.run { transport in
        try await laptop.join(server.team().id, of: server, over: transport)
        try await server.store.publish(guide(1), now: 1)
        #expect(try await laptop.sync(over: transport).guides.map(\.reception) == [.unreadable])
        laptop.close()
        #expect(try await laptop.sync(over: transport).guides.isEmpty)
        // A newer version is another matter.
        try await server.store.publish(guide(2), now: 2)
        #expect(try await laptop.sync(over: transport).guides.map(\.version) == [2])
        #expect(try await laptop.sync(over: transport).guides.isEmpty)
        // Somebody may have updated the program meanwhile.
        laptop.clock += 8 * 86_400_000
        try laptop.store().objection = { _ in nil }
        #expect(try await laptop.sync(over: transport).guides.map(\.reception) == [.installed])
      }
    }

    /// A guide that came before the one that it includes is asked for again once that one is there.
    @Test func whatWasRefusedComesAgainOnceAnotherIsThere() async throws {
      let server = try TestServer()
      try await server.store.setContentKey(root.publicBytes)
      let laptop = Laptop()
      try await server.run { transport in
        try await laptop.join(server.team().id, of: server, over: transport)
        let store = try laptop.store()
        store.objection = { $0.id == "tam-tru" && (try? store.guideVersions())?["trong"] == nil ? .unreadable : nil }
        try await server.store.publish(guide(1), now: 1)
        #expect(try await laptop.sync(over: transport).guides.map(\.reception) == [.unreadable])
        #expect(try await laptop.sync(over: transport).guides.isEmpty)
        let inner = GuidePackage(id: "trong", version: 1, files: ["guide.yaml": "Lời"])
        try await server.store.publish(SignedGuide(package: inner, signature: try root.sign(inner)), now: 2)
        #expect(try await laptop.sync(over: transport).guides.map(\.id) == ["trong"])
        #expect(try await laptop.sync(over: transport).guides.map(\.id) == ["tam-tru"])
        #expect(try store.guideVersions() == ["tam-tru": 1, "trong": 1])
      }
    }

    @Test func whoJoinsAnotherProvinceForgetsWhatItRefused() throws {
      let laptop = Laptop()
      let store = try laptop.store()
      func join(_ key: [UInt8]) throws {
        try store.record(
          Enrolment(
            server: "http://s", device: store.keys.deviceID, token: "t", team: "t", teamName: "Tổ", unitName: nil,
            contentKey: key, epoch: "e"))
      }
      #expect(try store.install(guide(1)) == .untrusted)
      #expect(try store.refusedGuides() == [guide(1).mark])
      try join(root.publicBytes)
      #expect(try store.refusedGuides().isEmpty)
      store.objection = { _ in nil }
      #expect(try store.install(guide(2)) == .installed)
      // What is only older may be needed once the newer one has lost its trust.
      #expect(try store.install(guide(1)) == .older)
      #expect(try store.refusedGuides().isEmpty)
    }

    @Test func aTrustedSmallerVersionFollowsARevokedOne() async throws {
      let server = try TestServer()
      try await server.store.setContentKey(root.publicBytes)
      let (holder, other) = (Laptop(), Laptop())
      let stolen = SigningKey()
      try await server.run { transport in
        let team = try await server.team().id
        for laptop in [holder, other] {
          try await laptop.join(team, of: server, over: transport)
          try laptop.store().objection = { _ in nil }
        }
        let publishing = Publishing(server.store)
        #expect(try await publishing.publish(guide(999_999, by: stolen), for: nil, now: 1) == .published)
        try await holder.sync(over: transport)
        #expect(try holder.store().guideVersions() == ["tam-tru": 999_999])
        try await publishing.revoke(stolen.publicBytes, with: root, now: 2)
        #expect(try await publishing.publish(guide(2), for: nil, now: 3) == .published)
        for laptop in [holder, other] {
          try await laptop.sync(over: transport)
          // The list of revoked keys may come behind what it concerns; then the next exchange settles it.
          try await laptop.sync(over: transport)
          #expect(try laptop.store().guideVersions()["tam-tru"] == 2)
          #expect(try laptop.store().install(guide(999_999, by: stolen)) == .revoked)
        }
        #expect(try await holder.sync(over: transport).guides.isEmpty)
      }
    }
  }
}
