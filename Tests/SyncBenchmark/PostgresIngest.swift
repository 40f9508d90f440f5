import Domain
import Foundation
import Sealing
import Server
import ServerTesting
import SyncCore
import SyncTesting
import Testbed

/// Entries of one device into PostgreSQL through the store, against `COPY` of the same rows into the same table by psql.
struct PostgresIngest {
  private static let entries = 10_000
  private static let batch = 1000

  func report() async throws {
    var ratios: [Double] = []
    var rates: [Double] = []
    for run in 0..<5 {
      let database = try await TestPostgres.database()
      let store = try await database.open()
      try await store.createTeam(TeamRecord(id: "t", name: "Tổ", unit: nil), now: 0)
      let keys = DeviceKeys()
      try await Joining.join(keys, team: "t", of: store)
      let journal = MemoryJournal(stream: StreamID(device: keys.deviceID, incarnation: Randomness.incarnation()))
      var village = Village(seed: UInt64(run) + 50)
      let sealer = try Sealer(to: keys.sealingPublic)
      for _ in 0..<Self.entries { journal.append(try village.entry(of: keys.deviceID, sealer: sealer)) }
      var questions: [JournalExchange.Question] = []
      var base = journal.mark
      while base.sequence < Self.entries {
        let entries = journal.entries(after: base.sequence, count: Self.batch, bytes: .max)
        questions.append(.init(stream: journal.stream, push: .init(base: base, entries: entries)))
        let end = base.sequence + entries.count
        base = StreamMark(sequence: end, hash: journal.chainHash(at: end) ?? base.hash)
      }
      let ingest = try await Timing.seconds {
        for question in questions { _ = try await store.exchange(question, team: "t", now: 0) }
      }
      let copy = try copying(database)
      rates.append(Double(Self.entries) / ingest)
      ratios.append(copy / ingest)
    }
    print("PostgreSQL: \(Self.entries) entries in batches of \(Self.batch), against COPY of the same rows")
    print("  entries a second: \(Timing.text(rates, "%.0f"))")
    print("  rate as a part of COPY's, pair by pair: \(Timing.text(ratios, "%.2f")) (wanted: at least 0.5)")
  }

  /// How long psql takes to copy the rows into a table that is like the store's, indexes and all.
  private func copying(_ database: TestPostgres.Database) throws -> Double {
    let folder = TemporaryFolder()
    let file = "\(folder.path)/rows"
    try database.psql("CREATE TABLE same (LIKE entry INCLUDING ALL)")
    // psql writes and reads the file itself: the server may be another user.
    try database.psql("\\copy entry TO '\(file)' (FORMAT binary)")
    let begin = ContinuousClock.now
    try database.psql("\\copy same FROM '\(file)' (FORMAT binary)")
    let (seconds, attoseconds) = (ContinuousClock.now - begin).components
    return Double(seconds) + Double(attoseconds) / 1e18
  }
}
