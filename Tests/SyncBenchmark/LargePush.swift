import Foundation
import Testbed

/// Ten thousand entries of one device over HTTP into the server's SQLite, against the sqlite3 program that inserts the
/// same rows into the same tables in the same transactions.
struct LargePush {
  private static let entries = 10_000

  func report() async throws {
    var ratios: [Double] = []
    var syncs: [Double] = []
    var inserts: [Double] = []
    var size = 0
    for run in 0..<3 {
      let folder = TemporaryFolder()
      let path = "\(folder.path)/server.sqlite"
      let (database, code) = try await Joining.database(path)
      let running = try ServedProgram(database: database)
      let laptop = Laptop()
      try await laptop.join(code, at: running.address)
      var village = Village(seed: UInt64(run))
      try laptop.write(Self.entries, from: &village)
      let sync = try await Timing.seconds {
        let summary = try await laptop.sync(at: running.address)
        guard summary.entriesSent == Self.entries else { throw CocoaError(.coderInvalidValue) }
      }
      running.stop()
      size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
      let insert = try SameRows(of: path, in: folder.path).seconds()
      syncs.append(sync)
      inserts.append(insert)
      ratios.append(sync / insert)
    }
    print("\(Self.entries) entries from one device against the SQLite server")
    print(
      "  the whole exchange: \(Timing.text(syncs, "%.2f")) s; sqlite3, the same rows: \(Timing.text(inserts, "%.2f")) s"
    )
    print("  on the server's disk: \(size / Self.entries) bytes an entry, with its indexes")
    print("  ratio, pair by pair: \(Timing.text(ratios, "%.2f")) (wanted: at most 3)")
  }
}

/// What a server has stored, as statements of the sqlite3 program.
struct SameRows {
  private let script: String
  private let path: String

  /// The rows of the server's database, in the batches in which it got them.
  init(of database: String, in folder: String) throws {
    path = "\(folder)/same.sqlite"
    script = "\(folder)/same.sql"
    let schema = try Self.sqlite(database, ".schema --nosys")
    let before = try Self.sqlite(
      database, ".mode insert team\nSELECT * FROM team;\n.mode insert device\nSELECT * FROM device;")
    let batches = try Self.sqlite(database, "SELECT DISTINCT received_at FROM entry ORDER BY 1;")
    var statements = "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;\n"
    statements += schema + before
    for batch in batches.split(separator: "\n") {
      let rows = try Self.sqlite(
        database,
        """
        .mode insert entry
        SELECT * FROM entry WHERE received_at = \(batch) ORDER BY change;
        """)
      let mark = try Self.sqlite(
        database,
        """
        SELECT 'INSERT INTO stream VALUES (' || quote(team) || ',' || quote(device) || ',' || quote(incarnation) || ',' ||
          max(sequence) || ',' || quote(hash) || ') ON CONFLICT (team, device, incarnation) DO UPDATE SET sequence = '
          || 'excluded.sequence, hash = excluded.hash;' FROM entry WHERE received_at = \(batch);
        SELECT 'UPDATE team SET change = ' || max(change) || ', feed_hash = ' || quote(feed_hash) || ';'
          FROM entry WHERE received_at = \(batch);
        """)
      statements += "BEGIN IMMEDIATE;\n\(mark)\(rows)COMMIT;\n"
    }
    try statements.write(toFile: script, atomically: true, encoding: .utf8)
  }

  /// How long the sqlite3 program takes for them, without its start.
  func seconds() throws -> Double {
    let begin = ContinuousClock.now
    let run = try ProgramRun(
      "/usr/bin/sqlite3", [path], input: Data(".bail on\n.read \(script)\n".utf8))
    let (seconds, attoseconds) = (ContinuousClock.now - begin).components
    guard run.exitCode == 0 else { throw CocoaError(.fileReadCorruptFile, userInfo: ["sqlite3": run.errors]) }
    return Double(seconds) + Double(attoseconds) / 1e18
  }

  private static func sqlite(_ database: String, _ input: String) throws -> String {
    let run = try ProgramRun("/usr/bin/sqlite3", [database], input: Data(input.utf8))
    guard run.exitCode == 0 else { throw CocoaError(.fileReadCorruptFile, userInfo: ["sqlite3": run.errors]) }
    return run.text
  }
}
