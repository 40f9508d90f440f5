import Domain
import Foundation
import GRDB
import Sealing
import SyncCore
import Testbed
import Testing

@testable import LocalStore

/// A device's folder, with a clock that the test sets.
final class Bench {
  let folder = TemporaryFolder()
  var clock: Int64 = 1_795_222_800_000

  /// The store, on a machine that has the tests' passphrase unless it is to have none.
  func open(withPassphrase: Bool = true) throws -> Store {
    let store = try Store(home: Home(path: folder.path), deviceName: "laptop", wallClock: { self.clock })
    if withPassphrase { try store.setTestPassphrase() }
    return store
  }

  func assistance(_ service: String = "submit") -> Assistance {
    Assistance(service: ServiceType(rawValue: service), outcome: .solved, startedAt: clock)
  }

  /// Every byte of every file in the folder.
  func bytes() throws -> Data {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).reduce(into: Data()) { data, name in
      data += FileManager.default.contents(atPath: folder.path + "/" + name) ?? Data()
    }
  }
}

@Suite struct StoreTests {
  @Test func keepsThePromiseOfDurability() throws {
    let store = try Bench().open()
    let pragmas = try store.queue.read { database in
      try ["journal_mode", "synchronous", "foreign_keys", "secure_delete"].map {
        try String.fetchOne(database, sql: "PRAGMA \($0)")
      }
    }
    #expect(pragmas == ["truncate", "2", "1", "1"])
  }

  @Test func everyTableIsStrict() throws {
    let store = try Bench().open()
    let loose = try store.queue.read { database in
      try String.fetchAll(
        database,
        sql: "SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict AND name NOT LIKE 'sqlite_%' "
          // FTS5 makes these itself.
          + "AND name NOT IN ('procedure_vocabulary') AND name NOT LIKE 'procedure_text%'")
    }
    #expect(loose == ["grdb_migrations"])
  }

  @Test func aSecondShellIsKeptOut() throws {
    let bench = Bench()
    var store: Store? = try bench.open()
    #expect(throws: StoreFault(.inUse, bench.folder.path)) { try bench.open() }
    #expect(store != nil)
    store = nil
    _ = try bench.open()
  }

  @Test func aFolderOfANewerVersionIsLeftAlone() throws {
    let bench = Bench()
    try autoreleased {
      let store = try bench.open()
      try store.queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('2099-01 something new')") }
    }
    #expect(throws: StoreFault(.newer)) { try bench.open() }
  }

  @Test func aDamagedOrForeignFileIsRefused() throws {
    let bench = Bench()
    let path = bench.folder.path + "/camtay.sqlite"
    try Data("not a database, but long enough to look at".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: StoreFault.self) { try bench.open() }
    try FileManager.default.removeItem(atPath: path)
    try autoreleased {
      try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE recipe (name TEXT)") }
    }
    let fault = #expect(throws: StoreFault.self) { try bench.open() }
    #expect(fault?.code == .damaged)
  }

  @Test func damageInsideTheFileIsFound() throws {
    let bench = Bench()
    try autoreleased {
      let store = try bench.open()
      for _ in 0..<200 { try store.append(.assistance(bench.assistance(), details: SealedDetails(note: "x"))) }
      try store.checkWhole()
    }
    let file = try #require(FileHandle(forUpdatingAtPath: bench.folder.path + "/camtay.sqlite"))
    let size = try file.seekToEnd()
    for offset in stride(from: UInt64(8192), to: size, by: 4096) {
      try file.seek(toOffset: offset)
      try file.write(contentsOf: Data(repeating: 0x5A, count: 64))
    }
    try file.close()
    let fault = #expect(throws: StoreFault.self) {
      let store = try bench.open()
      _ = try store.entries()
      try store.checkWhole()
    }
    #expect(fault?.code == .damaged)
  }

  private func autoreleased(_ body: () throws -> Void) rethrows { try body() }
}

@Suite struct EntryStoreTests {
  @Test func entriesAreNumberedWithoutHolesAndChained() throws {
    let bench = Bench()
    let store = try bench.open()
    var expected = EntryChain.start(of: try store.stream())
    for number in 1...5 {
      let stored = try store.append(.assistance(bench.assistance(), details: SealedDetails()))
      expected = EntryChain.next(after: expected, header: stored.entry.headerBytes)
      #expect(stored.number == number)
      #expect(stored.entry.header.device == store.keys.deviceID)
    }
    #expect(try store.standing().head == StreamMark(sequence: 5, hash: expected))
    try store.checkSound()
    #expect(try store.entries(after: 2, count: 2, bytes: 1_000_000).count == 2)
    #expect(try store.entries(after: 0, count: 9, bytes: 1).count == 1)
  }

  @Test func hybridTimeGrowsWhateverTheClockDoes() throws {
    let bench = Bench()
    let store = try bench.open()
    var times: [HybridTime] = []
    let clocks: [Int64] = [
      1_795_222_800_000, 0, -5, 4_102_444_800_000, 1_795_222_800_001, 1_795_219_200_000,
    ]
    for clock in clocks {
      bench.clock = clock
      times.append(try store.append(.assistance(bench.assistance(), details: SealedDetails())).entry.header.time)
    }
    #expect(times == times.sorted())
    #expect(Set(times).count == times.count)
    let qualities = try store.entries().map(\.entry.header.clock)
    #expect(qualities == [.unsynced, .suspect, .suspect, .unsynced, .suspect, .suspect])
  }

  @Test func whatIsPersonalIsSealedBeforeItTouchesTheDisk() throws {
    let bench = Bench()
    let canary = "Trần Thị Mười"
    let store = try bench.open(withPassphrase: false)
    let session = try store.beginSession(GuidePackage(id: "a", version: 1, files: ["a/guide.yaml": "x"]))
    #expect(throws: StoreFault(.noKey)) { try store.append(event: "[]", text: canary, number: 1, to: session) }
    try store.setTestPassphrase()
    try store.append(event: "[\"noted\"]", text: canary, number: 1, to: session)
    let event = try #require(try store.events(of: session).first)
    #expect(event.text != .open(canary))
    #expect(try event.opened(with: store.testReading().ring).text == .open(canary))
    #expect(try bench.bytes().range(of: Data(canary.utf8)) == nil)
    let stored = try store.end(
      session, logging: .assistance(bench.assistance(), details: SealedDetails(note: canary, dossierCode: canary)))
    #expect(try store.openDetails(of: stored.entry) == SealedDetails(note: canary, dossierCode: canary))
    #expect(try bench.bytes().range(of: Data(canary.utf8)) == nil)
  }

  @Test func endingASessionIsAllOrNothing() throws {
    let bench = Bench()
    let store = try bench.open()
    let session = try store.beginSession(GuidePackage(id: "a", version: 1, files: ["a/guide.yaml": "x"]))
    let draft = Draft.assistance(bench.assistance(), details: SealedDetails())
    _ = try store.end(session, logging: draft)
    #expect(throws: StoreFault(.contradiction)) { try store.end(session, logging: draft) }
    #expect(try store.entries().count == 1)
    #expect(try store.openSessions().isEmpty)
  }

  /// What somebody wrote down in a session that was never taken up again goes by its own day; the session can still be logged.
  @Test func whatWasWrittenInAForgottenSessionGoesOnItsDay() throws {
    let bench = Bench()
    let store = try bench.open()
    let session = try store.beginSession(GuidePackage(id: "a", version: 1, files: ["a/guide.yaml": "x"]))
    try store.append(event: "[\"noted\"]", text: "bà Sáu", number: 1, to: session)
    let sealed = try #require(try store.events(of: session).first?.text)
    guard case .sealed(let box, _) = sealed else { throw StoreFault(.failed) }
    #expect(try bench.bytes().range(of: Data(box)) != nil)
    for days: Int64 in [22, 22, 22, 23] {
      bench.clock += days * 86_400_000
      try store.append(.assistance(bench.assistance(), details: SealedDetails()))
    }
    try store.purge()
    #expect(try store.events(of: session).first?.text != nil, "89 days later")
    bench.clock += 2 * 86_400_000
    try store.purge()
    #expect(try bench.bytes().range(of: Data(box)) == nil)
    #expect(try store.events(of: session).map(\.event) == ["[\"noted\"]"])
    #expect(try store.events(of: session).first?.text == nil)
    _ = try store.end(session, logging: .assistance(bench.assistance(), details: SealedDetails()))
  }

  @Test func aSessionKeepsTheContentItBeganWith() throws {
    let bench = Bench()
    let store = try bench.open()
    let old = GuidePackage(id: "a", version: 1, files: ["a/guide.yaml": "old"])
    let first = try store.beginSession(old)
    let second = try store.beginSession(GuidePackage(id: "a", version: 2, files: ["a/guide.yaml": "new"]))
    #expect(try store.content(of: first) == old)
    try store.drop(second)
    #expect(try store.openSessions() == [first])
    #expect(try store.content(of: first) == old)
  }

  @Test func theMarkFollowsTheServerBackAndForth() throws {
    let bench = Bench()
    let store = try bench.open()
    for _ in 1...3 { try store.append(.assistance(bench.assistance(), details: SealedDetails())) }
    #expect(try store.unsyncedCount() == 3)
    let head = try store.standing().head
    _ = try store.take(ExchangeReceipt(mark: head, feed: nil, epoch: "e", time: 0))
    #expect(try store.unsyncedCount() == 0)
    let hash = try #require(try store.chainHash(at: 1))
    let mark = StreamMark(sequence: 1, hash: hash)
    _ = try store.take(ExchangeReceipt(mark: mark, feed: nil, epoch: "e", time: 0))
    #expect(try store.unsyncedCount() == 2)
  }

  @Test func aGuideOfAnUntrustedKeyIsNotKept() throws {
    let bench = Bench()
    let store = try bench.open()
    store.objection = { $0.files["guide.yaml"] == "unreadable" ? .unreadable : nil }
    let key = ContentKey()
    func guide(_ text: String, by key: ContentKey) throws -> SignedGuide {
      let package = GuidePackage(id: "a", version: 2, files: ["guide.yaml": text])
      return SignedGuide(package: package, signature: try key.sign(package))
    }
    let fromAnyone = try store.install(guide("x", by: key))
    #expect(fromAnyone == .untrusted)
    try store.record(
      Enrolment(
        server: "http://s", device: store.keys.deviceID, token: "t", team: "t", teamName: "Tổ", unitName: nil,
        contentKey: key.publicBytes, epoch: "e"))
    let receptions = [
      try store.install(guide("x", by: ContentKey())), try store.install(guide("unreadable", by: key)),
    ]
    #expect(receptions == [.untrusted, .unreadable])
    #expect(try store.guideVersions().isEmpty)
    let trusted = try store.install(guide("x", by: key))
    #expect(trusted == .installed)
    #expect(try store.guideVersions() == ["a": 2])
  }
}
