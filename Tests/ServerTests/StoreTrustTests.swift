import Domain
import Reporting
import Sealing
import ServerTesting
import SyncCore
import Testing

@testable import Server

/// What a stolen key, an ended certificate or a refusal leaves of what was published, in every store.
@Suite(.timeLimit(.minutes(3))) struct StoreTrustTests {
  private let root = SigningKey()
  private let stolen = SigningKey()
  private let day: Int64 = 86_400_000

  /// A guide as that version, signed by the root key or a trainer's.
  private func guide(_ version: Int, _ words: String = "Lời", by trainer: SigningKey? = nil, until: Int64 = .max) throws
    -> SignedGuide
  {
    let package = GuidePackage(id: "tam-tru", version: version, files: ["guide.yaml": "\(words) \(version)"])
    let certificate = try trainer.map {
      try TrainerCertificate(trainer: "Cô Lan", publicKey: $0.publicBytes, validity: 0..<until, root: root)
    }
    return SignedGuide(package: package, signature: try (trainer ?? root).sign(package), certificate: certificate)
  }

  private func server(_ kind: StoreKind) async throws -> TestServer {
    let server = try await TestServer(kind)
    try await server.store.setContentKey(root.publicBytes)
    return server
  }

  private func offered(_ server: TestServer, _ question: GuideQuestion = GuideQuestion()) async throws -> [Int] {
    try await server.store.guides(question).guides.filter { !$0.isReserved }.map(\.package.version)
  }

  @Test(arguments: StoreKind.allCases) func aRevokedKeyBlocksNothing(_ kind: StoreKind) async throws {
    let server = try await server(kind)
    let publishing = Publishing(server.store)
    #expect(try await publishing.publish(guide(1), for: nil, now: 1) == .published)
    #expect(try await publishing.publish(guide(999_999, by: stolen), for: nil, now: 2) == .published)
    #expect(try await publishing.publish(guide(2), for: nil, now: 3) == .notNewer)
    #expect(try await offered(server) == [999_999])

    try await publishing.revoke(stolen.publicBytes, with: root, now: 4)
    #expect(try await offered(server) == [1])
    #expect(try await publishing.publish(guide(2), for: nil, now: 5) == .published)
    #expect(try await offered(server) == [2])
    // What is trusted still counts.
    #expect(try await publishing.publish(guide(2, "Khác"), for: nil, now: 6) == .notNewer)
    #expect(try await publishing.publish(guide(1), for: nil, now: 6) == .notNewer)
    // Even the very number is free again, and a device that has the stolen version takes it: it does not name it.
    #expect(try await publishing.publish(guide(999_999, "Khác"), for: nil, now: 7) == .published)
    #expect(try await offered(server) == [999_999])
    #expect(try await server.storeOfAnotherServer().newestGuide("tam-tru")?.certificate == nil)
    #expect(try await server.store.contentTrust().revoked == [stolen.publicBytes])
  }

  @Test(arguments: StoreKind.allCases) func whatIsOverIsNotOfferedAndStillCounts(_ kind: StoreKind) async throws {
    let server = try await server(kind)
    let publishing = Publishing(server.store)
    #expect(try await publishing.publish(guide(1), for: nil, now: 1) == .published)
    #expect(try await publishing.publish(guide(2, by: stolen, until: 10 * day), for: nil, now: 2) == .published)
    #expect(try await offered(server, GuideQuestion(time: 9 * day)) == [2])
    #expect(try await offered(server, GuideQuestion(time: 10 * day)) == [1])
    #expect(try await offered(server, GuideQuestion(versions: ["tam-tru": 1], time: 10 * day)).isEmpty)
    // Devices that took it in time keep it, so another version needs a greater number.
    #expect(try await publishing.publish(guide(2, "Khác"), for: nil, now: 11 * day) == .notNewer)
  }

  /// A rollout that goes on commune by commune takes nobody out again.
  @Test(arguments: StoreKind.allCases) func whoeverWasMeantOnceStaysMeant(_ kind: StoreKind) async throws {
    let server = try await server(kind)
    let publishing = Publishing(server.store)
    let units = try ["00008", "00004"].map { try #require(UnitCode(rawValue: $0)) }
    // Nobody is meant by the number of a unit that nobody has loaded.
    #expect(try await publishing.publish(guide(1), for: units, now: 1) == .unknownUnit)
    let list = "code,name,kind,parent\n01,Tỉnh A,province,\n00004,Xã X,commune,01\n00008,Xã Y,commune,01\n"
    _ = try await server.store.changeUnits { try $0.load(csv: Array(list.utf8), on: CivilDate(dayNumber: 20_000)) }
    for unit in units { #expect(try await publishing.publish(guide(1), for: [unit], now: 1) == .published) }
    #expect(try await server.store.publications().map(\.units) == [units.sorted()])
    #expect(try await publishing.publish(guide(1), for: nil, now: 2) == .published)
    #expect(try await publishing.publish(guide(1), for: [units[0]], now: 3) == .published)
    #expect(try await server.store.publications().map(\.units) == [nil])
  }

  @Test(arguments: StoreKind.allCases) func whatWasRefusedIsNotOfferedAgain(_ kind: StoreKind) async throws {
    let server = try await server(kind)
    let publishing = Publishing(server.store)
    let (first, second) = (try guide(1), try guide(2, by: stolen))
    for guide in [first, second] { #expect(try await publishing.publish(guide, for: nil, now: 1) == .published) }
    #expect(try await offered(server, GuideQuestion(refused: [second.mark])) == [1])
    #expect(try await offered(server, GuideQuestion(refused: [first.mark, second.mark])).isEmpty)
    // Signed anew it is another matter.
    let again = try guide(2)
    #expect(try await publishing.publish(again, for: nil, now: 2) == .published)
    #expect(try await offered(server, GuideQuestion(refused: [second.mark])) == [2])
  }
}
