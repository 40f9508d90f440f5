import Domain
import Foundation
import GRDB
import Sealing
import SyncCore
import Testbed

@testable import LocalStore

/// A simulated device whose disk is a folder with a real store in it.
package final class StoreDevice: DeviceJournal {
  private let folder = TemporaryFolder()
  private var opened: Store?

  private var path: String { folder.path + "/camtay.sqlite" }

  private init() {}

  /// A new device that has those keys and has joined.
  convenience init(_ keys: DeviceKeys, enrolment: Enrolment) throws {
    self.init()
    try store().write { database in
      try database.execute(
        sql: "UPDATE device SET signing_private = ?, sealing_private = ?",
        arguments: [Data(keys.signingPrivate), Data(keys.sealingPrivate)])
    }
    // The store reads the keys when it is opened.
    restart()
    try store().record(enrolment)
  }

  /// The store, opened at the first need.
  private func store() throws -> Store {
    if let opened { return opened }
    let store = try Store(home: Home(path: folder.path), deviceName: "device", wallClock: { 1_795_222_800_000 })
    opened = store
    return store
  }

  /// Drops the store; whoever needs it next opens it again from what is on the disk.
  func restart() { opened = nil }

  /// Another folder with a copy of the file.
  ///
  /// - Parameter isImage: whether the disk is copied block by block, so that nothing tells the store that it is a copy.
  func copy(isImage: Bool) throws -> StoreDevice {
    let copy = StoreDevice()
    try FileManager.default.copyItem(atPath: path, toPath: copy.path)
    guard isImage else { return copy }
    let witness = try Home(path: copy.folder.path).witness
    let queue = try DatabaseQueue(path: copy.path)
    try queue.write { try $0.execute(sql: "UPDATE device SET witness = ?", arguments: [witness]) }
    try queue.close()
    return copy
  }

  /// Writes an entry that is made already, as `Store.append` does with one that it makes.
  func write(_ entry: Entry) throws {
    let store = try store()
    try store.write { database in
      _ = try store.keep(entry, confirmed: nil, in: database)
      try store.place([(entry.header.id, entry.headerBytes)], in: database)
    }
  }

  /// Everything that is held, in the order in which it came.
  func held() throws -> [Entry] { try store().entries().map(\.entry) }

  package func enrolment() throws -> Enrolment? { try store().enrolment() }
  package func record(_ enrolment: Enrolment) throws { try store().record(enrolment) }
  package func standing() throws -> DeviceStanding { try store().standing() }
  package func chainHash(at sequence: Int) throws -> Fingerprint? { try store().chainHash(at: sequence) }
  package func entries(after sequence: Int, count: Int, bytes: Int) throws -> [Entry] {
    try store().entries(after: sequence, count: count, bytes: bytes)
  }
  package func checkpoints() throws -> [FeedPlace] { try store().checkpoints() }
  package func take(_ receipt: ExchangeReceipt) throws -> FeedGain { try store().take(receipt) }
  package func beginIncarnation() throws { try store().beginIncarnation() }
  package func offerUnconfirmed() throws -> Int { try store().offerUnconfirmed() }
  package func setApart(_ entry: EntryID) throws { try store().setApart(entry) }
  package func guideVersions() throws -> [String: Int] { try store().guideVersions() }
  package func refusedGuides() throws -> Set<Fingerprint> { try store().refusedGuides() }
  package func install(_ guide: SignedGuide) throws -> GuideReception { try store().install(guide) }
}
