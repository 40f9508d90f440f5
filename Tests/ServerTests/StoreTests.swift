import Domain
import Foundation
import Sealing
import Server
import ServerTesting
import SyncClient
import SyncCore
import SyncTesting
import Testing

extension TestServer {
  /// Every byte of the database's files.
  func bytesOnDisk() throws -> [UInt8] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted().flatMap { name in
      Array(FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data())
    }
  }
}

@Suite struct StoreTests {
  @Test func aReopenedStoreHoldsWhatItsMarkSaid() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let device = try await server.device(over: transport)
      let journal = device.journal
      for _ in 0..<3 { journal.append(.sample()) }
      try await device.sync(over: transport)
      let epoch = try await server.store.facts().epoch
      try await server.store.close()
      let reopened = try SQLServerStore(path: server.path, create: false)
      let push = SyncRequest.Push(base: journal.head, entries: [])
      let team = try #require(journal.enrolment()).team
      let result = try await reopened.exchange(.init(stream: journal.stream, push: push), team: team, now: 0)
      #expect(result.outcome == .stored)
      #expect(result.mark == journal.head)
      #expect(try await reopened.facts().epoch == epoch)
    }
  }

  @Test func filesThatAreNotOursAreLeftAlone() throws {
    let server = try TestServer()
    defer { try? FileManager.default.removeItem(atPath: server.folder) }
    let damaged = "\(server.folder)/damaged.sqlite"
    let content = Data("không phải cơ sở dữ liệu, chỉ là một tệp văn bản".utf8)
    try content.write(to: URL(fileURLWithPath: damaged))
    #expect(throws: StoreFault.damaged) { try SQLServerStore(path: damaged, create: true) }
    #expect(FileManager.default.contents(atPath: damaged) == content)
    let missing = "\(server.folder)/missing.sqlite"
    #expect(throws: StoreFault.missing(name: missing)) { try SQLServerStore(path: missing, create: false) }
    #expect(!FileManager.default.fileExists(atPath: missing))
    #expect(throws: StoreFault.readOnly) { try SQLServerStore(path: "\(server.folder)/none/a.sqlite", create: true) }
    #expect(throws: StoreFault.badAddress("mysql://x")) { try StoreAddress("mysql://x") }
  }

  @Test(arguments: [(60 as UInt64, 9 as Int32, StoreFault.newer(version: 9)), (68, 77, .foreign)])
  func filesOfOthersAndOfTheFutureAreRefused(offset: UInt64, value: Int32, fault: StoreFault) async throws {
    let server = try TestServer()
    defer { try? FileManager.default.removeItem(atPath: server.folder) }
    try await server.store.close()
    // The header of an SQLite file has the user version at byte 60 and the application's id at byte 68.
    let file = try #require(FileHandle(forUpdatingAtPath: server.path))
    try file.seek(toOffset: offset)
    try file.write(contentsOf: withUnsafeBytes(of: value.bigEndian) { Data($0) })
    try file.close()
    #expect(throws: fault) { try SQLServerStore(path: server.path, create: true) }
  }

  @Test(arguments: StoreKind.allCases) func guidesAreGivenUntilTheDeviceHasThem(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    try await server.run { transport in
      let key = ContentKey()
      try await server.store.setContentKey(key.publicBytes)
      func publish(_ version: Int, _ words: String = "Khai sinh") async throws {
        let package = GuidePackage(id: "khai-sinh", version: version, files: ["guide.yaml": "\(words) \(version)"])
        let guide = SignedGuide(package: package, signature: try key.sign(package))
        try await server.store.publish(guide, now: 0)
      }
      try await publish(1)
      let device = try await server.device(over: transport)
      let journal = device.journal
      try await device.sync(over: transport)
      #expect(journal.guideVersions() == ["khai-sinh": 1])
      #expect(try await device.sync(over: transport).guides.isEmpty)
      await #expect(throws: PublishingFault.notNewer(published: 1)) { try await publish(1, "Khai tử") }
      // Word for word it may come again.
      try await publish(1)
      #expect(try await device.sync(over: transport).guides.isEmpty)
      try await publish(4)
      try await device.sync(over: transport)
      #expect(journal.guideVersions() == ["khai-sinh": 4])
      await #expect(throws: PublishingFault.contentKeyExists) {
        try await server.store.setContentKey(ContentKey().publicBytes)
      }
    }
  }

  @Test(arguments: StoreKind.allCases) func manyGuidesComeInSeveralAnswers(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    try await server.run { transport in
      let key = ContentKey()
      try await server.store.setContentKey(key.publicBytes)
      for number in 1...5 {
        let text = String(repeating: "đ", count: 200_000)
        let package = GuidePackage(id: "g\(number)", version: 1, files: ["guide.yaml": text])
        try await server.store.publish(SignedGuide(package: package, signature: try key.sign(package)), now: 0)
      }
      #expect(try await server.store.guides(GuideQuestion(bytes: SyncLimits.guideBytes)).guides.count == 2)
      let device = try await server.device(over: transport)
      #expect(try await device.sync(over: transport).guides.count == 5)
    }
  }

  @Test(arguments: StoreKind.allCases) func exportHoldsExactlyWhatCounts(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    try await server.run { transport in
      let device = try await server.device(over: transport)
      let journal = device.journal
      let day: Int64 = 86_400_000
      let first = CivilDate(milliseconds: 1_795_000_000_000)
      for number in 0..<4 { journal.append(.sample(time: first.startMilliseconds + Int64(number) * day)) }
      journal.append(.sample(kind: .void, body: .object([:]), amends: journal.entries[1].header.id))
      try await device.sync(over: transport)
      let all = try await ServerExport.table(store: server.store, team: nil, from: nil, to: nil)
      #expect(all.rows.map { $0[.entryID]?.text } == journal.entries.prefix(4).map(\.header.id.rawValue))
      #expect(all.rows.map { $0[.state]?.text } == ["active", "void", "active", "active"])
      #expect(all.rows.count == 4)
      let last = CivilDate(dayNumber: first.dayNumber + 2)
      let some = try await ServerExport.table(
        store: server.store, team: journal.enrolment()?.team, from: CivilDate(dayNumber: first.dayNumber + 1), to: last)
      #expect(some.rows.count == 2)
      await #expect(throws: StoreFault.teamUnknown("x")) {
        try await ServerExport.table(store: server.store, team: "x", from: nil, to: nil)
      }
    }
  }
}
