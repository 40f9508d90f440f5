import Domain
import Sealing
import Server
import ServerTesting
import SyncCore
import Testing

/// How every store keeps and publishes a province's catalogue.
@Suite(.timeLimit(.minutes(3))) struct StoreProceduresTests {
  private func procedures(_ names: [Int: String]) -> [ListedProcedure] {
    names.sorted { $0.key < $1.key }.map { number, name in
      ListedProcedure(
        code: "1.00000\(number)", name: name, level: ServiceLevel(rawValue: "full"), authority: number == 1 ? nil : "Xã"
      )
    }
  }

  private func published(_ store: any ServerStore) async throws -> [String: Int] {
    let guides = try await store.guides(GuideQuestion()).guides
    return Dictionary(uniqueKeysWithValues: guides.map { ($0.package.id, $0.package.version) })
  }

  @Test(arguments: StoreKind.allCases) func aLaterCatalogueReplacesTheOneBefore(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let key = ContentKey()
    try await server.store.setContentKey(key.publicBytes)
    let importing = ProcedureImport(signedWith: key)
    let first = procedures([1: "Một", 2: "Hai"])
    let report = try await importing.run(first, into: server.store, now: 5)
    #expect([report.added, report.changed, report.removed, report.unchanged, report.parts] == [2, 0, 0, 0, 2])
    #expect(try await server.store.procedures() == first)
    #expect(try await server.storeOfAnotherServer().procedures() == first)
    let before = try await published(server.store)

    // The same again publishes nothing.
    #expect(try await importing.run(first, into: server.store, now: 6).parts == 0)
    #expect(try await published(server.store) == before)

    let second = procedures([2: "Hai điều", 3: "Ba"])
    let change = try await importing.run(second, into: server.store, now: 7)
    #expect([change.added, change.changed, change.removed, change.unchanged, change.parts] == [1, 1, 1, 0, 3])
    #expect(try await server.store.procedures() == second)
    let parts = try await server.store.guides(GuideQuestion()).guides
    #expect(parts.allSatisfy { $0.package.isSigned(by: key.publicBytes, signature: $0.signature) })
    let held = parts.compactMap { ProcedurePart($0.package) }.flatMap(\.procedures).sorted { $0.code < $1.code }
    #expect(held == second)
  }

  @Test(arguments: StoreKind.allCases) func anImportThatIsRefusedChangesNothing(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let key = ContentKey()
    let list = procedures([1: "Một"])
    await #expect(throws: PublishingFault.noContentKey) {
      _ = try await ProcedureImport(signedWith: key).run(list, into: server.store, now: 0)
    }
    try await server.store.setContentKey(key.publicBytes)
    await #expect(throws: PublishingFault.otherKey) {
      _ = try await ProcedureImport(signedWith: ContentKey()).run(list, into: server.store, now: 0)
    }
    _ = try await ProcedureImport(signedWith: key).run(list, into: server.store, now: 0)
    // Somebody else has published the part meanwhile.
    let held = try #require(ProcedurePart.parts(of: list).first { !$0.procedures.isEmpty })
    let part = GuidePackage(id: held.id, version: 1, files: ["procedures.json": "[]"])
    await #expect(throws: PublishingFault.notNewer(published: 1)) {
      try await server.store.replaceProcedures(
        [], parts: [SignedGuide(package: part, signature: try key.sign(part))], now: 1)
    }
    #expect(try await server.store.procedures() == list)
  }
}
