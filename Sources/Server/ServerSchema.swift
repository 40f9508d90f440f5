import Domain
import GRDB
import Sealing

/// The tables of the server's SQLite file. Migrations are only ever appended.
///
/// Every table of a team's data is keyed first by team, so that a distributed engine can spread it by team; `guide` and
/// `fact` are small and the same for all.
enum ServerSchema {
  /// "CTSV": the mark by which SQLite files of this program are known.
  static let applicationID = 0x4354_5356
  /// The newest version that this program knows.
  static let version = 1

  /// Refuses a file of another program or of a newer version; reads only.
  static func checkOwner(_ db: Database) throws {
    let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let user = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
    let isNew = application == 0 && user == 0 && tables == 0
    guard isNew || application == applicationID else { throw StoreFault.foreign }
    guard user <= version else { throw StoreFault.newer(version: user) }
  }

  /// Marks the file as this program's.
  static func markOwner(_ db: Database) throws { try db.execute(sql: "PRAGMA application_id = \(applicationID)") }

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 teams, devices, streams, guides") { db in
      try db.execute(sql: first)
      try db.execute(
        sql: "INSERT INTO fact (name, value) VALUES ('epoch', ?)", arguments: [Hexadecimal.text(Randomness.bytes(8))])
      try db.execute(sql: "PRAGMA user_version = 1")
    }
    return migrator
  }

  private static let first = """
    CREATE TABLE fact (
      name TEXT NOT NULL PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT;

    CREATE TABLE team (
      team TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL,
      unit TEXT,
      created_at INTEGER NOT NULL,
      -- The head of the team's feed: the last change number, and the running chain there.
      change INTEGER NOT NULL DEFAULT 0,
      feed_hash BLOB NOT NULL
    ) STRICT;

    CREATE TABLE invitation (
      team TEXT NOT NULL REFERENCES team,
      code_hash BLOB NOT NULL,
      expires_at INTEGER NOT NULL,
      used_by TEXT,
      used_at INTEGER,
      PRIMARY KEY (team, code_hash)
    ) STRICT;
    CREATE UNIQUE INDEX invitation_code ON invitation (code_hash);

    CREATE TABLE device (
      team TEXT NOT NULL REFERENCES team,
      device TEXT NOT NULL,
      name TEXT NOT NULL,
      token_hash BLOB NOT NULL,
      signing_key BLOB NOT NULL,
      sealing_key BLOB NOT NULL,
      enrolled_at INTEGER NOT NULL,
      revoked_at INTEGER,
      PRIMARY KEY (team, device)
    ) STRICT;
    CREATE UNIQUE INDEX device_token ON device (team, token_hash);
    CREATE INDEX device_elsewhere ON device (device);

    CREATE TABLE stream (
      team TEXT NOT NULL,
      device TEXT NOT NULL,
      incarnation TEXT NOT NULL,
      -- The mark: the last entry that is held, and the chain hash there.
      sequence INTEGER NOT NULL,
      hash BLOB NOT NULL,
      PRIMARY KEY (team, device, incarnation),
      FOREIGN KEY (team, device) REFERENCES device
    ) STRICT;

    CREATE TABLE entry (
      team TEXT NOT NULL,
      device TEXT NOT NULL,
      incarnation TEXT NOT NULL,
      sequence INTEGER NOT NULL CHECK (sequence > 0),
      id TEXT NOT NULL,
      header BLOB NOT NULL,
      header_hash BLOB NOT NULL,
      body BLOB,
      sealed BLOB,
      hash BLOB NOT NULL,
      standing TEXT NOT NULL CHECK (standing IN ('counted', 'alias', 'conflict')),
      received_at INTEGER NOT NULL,
      change INTEGER NOT NULL,
      feed_hash BLOB NOT NULL,
      PRIMARY KEY (team, device, incarnation, sequence),
      FOREIGN KEY (team, device, incarnation) REFERENCES stream
    ) STRICT;
    CREATE UNIQUE INDEX entry_change ON entry (team, change);
    CREATE UNIQUE INDEX entry_counted_once ON entry (team, id) WHERE standing = 'counted';

    CREATE TABLE guide (
      id TEXT NOT NULL,
      version INTEGER NOT NULL,
      files TEXT NOT NULL,
      signature BLOB NOT NULL,
      change INTEGER NOT NULL UNIQUE,
      published_at INTEGER NOT NULL,
      PRIMARY KEY (id, version)
    ) STRICT;
    """
}
