import GRDB

/// The tables of the device's database, as named steps that are only ever added to.
enum Schema {
  /// Marks the file as a database of this program ("CmTy").
  static let applicationID = 0x436D_5479

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    for (name, sql) in steps + laterSteps {
      migrator.registerMigration(name) { database in
        try database.execute(sql: sql)
        // What SQL cannot do.
        if name == procedureWords || name == procedureTones { try Store.readProcedureNames(in: database) }
      }
    }
    return migrator
  }

  static let procedureWords = "2026-11 the words of procedures' names"
  static let procedureTones = "2026-11 one place for the tone in procedures' names"

  private static let steps: [(name: String, sql: String)] = [
    (
      "2026-11 journal, sessions, guides, enrolment",
      """
      PRAGMA application_id = \(applicationID);

      CREATE TABLE setting (
        name TEXT PRIMARY KEY NOT NULL,
        value TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- This device: its keys, and the incarnation under which it writes.
      CREATE TABLE device (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        signing_private BLOB NOT NULL CHECK (length(signing_private) = 32),
        sealing_private BLOB NOT NULL CHECK (length(sealing_private) = 32),
        name TEXT NOT NULL,
        incarnation TEXT NOT NULL
      ) STRICT;

      -- The journal. Rows are added and never changed.
      CREATE TABLE entry (
        number INTEGER PRIMARY KEY,
        device TEXT NOT NULL,
        incarnation TEXT NOT NULL,
        sequence INTEGER NOT NULL CHECK (sequence > 0),
        id TEXT NOT NULL UNIQUE,
        amends TEXT,
        time INTEGER NOT NULL,
        header BLOB NOT NULL,
        body BLOB,
        sealed BLOB,
        chain BLOB NOT NULL CHECK (length(chain) = 32),
        UNIQUE (device, incarnation, sequence)
      ) STRICT;
      CREATE INDEX entry_time ON entry (time);
      CREATE INDEX entry_amends ON entry (amends) WHERE amends IS NOT NULL;

      -- How far the server durably holds each stream, as it said itself.
      CREATE TABLE server_mark (
        device TEXT NOT NULL,
        incarnation TEXT NOT NULL,
        sequence INTEGER NOT NULL,
        hash BLOB NOT NULL CHECK (length(hash) = 32),
        PRIMARY KEY (device, incarnation)
      ) STRICT, WITHOUT ROWID;

      -- A guided session is the list of its events. Text that people wrote is sealed.
      CREATE TABLE session (
        number INTEGER PRIMARY KEY,
        reference TEXT NOT NULL UNIQUE,
        guide TEXT NOT NULL,
        version INTEGER NOT NULL,
        fingerprint TEXT NOT NULL,
        started_at INTEGER NOT NULL,
        -- NULL while open; then 'logged' (entry says where) or 'dropped' (the volunteer chose to log nothing).
        ending TEXT CHECK (ending IN ('logged', 'dropped')),
        entry TEXT REFERENCES entry (id),
        CHECK ((entry IS NOT NULL) = (ending IS 'logged'))
      ) STRICT;
      CREATE INDEX session_open ON session (number) WHERE ending IS NULL;
      CREATE TABLE session_event (
        session INTEGER NOT NULL REFERENCES session (number),
        number INTEGER NOT NULL CHECK (number > 0),
        time INTEGER NOT NULL,
        event TEXT NOT NULL,
        sealed BLOB,
        PRIMARY KEY (session, number)
      ) STRICT, WITHOUT ROWID;

      -- The files of guides: those that a session began with, and those that a server sent.
      CREATE TABLE guide_file (
        fingerprint TEXT NOT NULL,
        name TEXT NOT NULL,
        content TEXT NOT NULL,
        PRIMARY KEY (fingerprint, name)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE installed_guide (
        guide TEXT PRIMARY KEY NOT NULL,
        version INTEGER NOT NULL,
        fingerprint TEXT NOT NULL,
        signature BLOB NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE enrolment (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        server TEXT NOT NULL,
        device TEXT NOT NULL,
        token TEXT NOT NULL,
        team TEXT NOT NULL,
        team_name TEXT NOT NULL,
        unit_name TEXT,
        content_key BLOB,
        epoch TEXT NOT NULL,
        last_contact INTEGER
      ) STRICT;
      """
    ),
    (
      "2026-11 the team's feed, incarnations",
      """
      -- What the device holds, of whatever author. Rows are added; only 'confirmed' changes, and what is sealed can be
      -- erased.
      CREATE TABLE entry_held (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        -- The device that wrote it; empty where its header does not say.
        device TEXT NOT NULL,
        amends TEXT,
        time INTEGER NOT NULL,
        header BLOB NOT NULL,
        body BLOB,
        sealed BLOB,
        -- The change of the team's feed at which the entry was seen to come back; NULL before that.
        confirmed INTEGER
      ) STRICT;
      INSERT INTO entry_held
        SELECT number, id, json_extract(CAST(header AS TEXT), '$.kind'), device, amends, time, header, body, sealed, NULL
        FROM entry;

      -- The streams that this device wrote: which entry stands where, and the chain hash after it.
      CREATE TABLE place (
        incarnation TEXT NOT NULL,
        sequence INTEGER NOT NULL CHECK (sequence > 0),
        entry TEXT NOT NULL REFERENCES entry (id),
        chain BLOB NOT NULL CHECK (length(chain) = 32),
        PRIMARY KEY (incarnation, sequence)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO place SELECT incarnation, sequence, id, chain FROM entry;
      CREATE INDEX place_entry ON place (entry);

      DROP TABLE entry;
      ALTER TABLE entry_held RENAME TO entry;
      CREATE INDEX entry_time ON entry (time);
      CREATE INDEX entry_author ON entry (device, time);
      CREATE INDEX entry_amends ON entry (amends) WHERE amends IS NOT NULL;
      CREATE INDEX entry_person ON entry (number) WHERE kind = 'person';
      CREATE INDEX entry_unconfirmed ON entry (number) WHERE confirmed IS NULL;
      CREATE INDEX entry_confirmed ON entry (confirmed) WHERE confirmed IS NOT NULL;

      -- How far the server durably holds a stream, as it said itself.
      CREATE TABLE stream_mark (
        incarnation TEXT PRIMARY KEY NOT NULL,
        sequence INTEGER NOT NULL,
        hash BLOB NOT NULL CHECK (length(hash) = 32)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO stream_mark SELECT incarnation, sequence, hash FROM server_mark;
      DROP TABLE server_mark;

      -- Places in the team's feed: the last is where the device stands, the others are checkpoints.
      CREATE TABLE feed_place (
        change INTEGER PRIMARY KEY,
        hash BLOB NOT NULL CHECK (length(hash) = 32)
      ) STRICT;

      -- Messages of other devices on their way to the server or back.
      CREATE TABLE carried (
        number INTEGER PRIMARY KEY,
        fingerprint BLOB NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('request', 'answer')),
        device TEXT NOT NULL,
        message BLOB NOT NULL
      ) STRICT;

      -- By which a folder that was copied elsewhere, or put back from a copy, is known.
      ALTER TABLE device ADD COLUMN witness TEXT;
      ALTER TABLE enrolment ADD COLUMN server_key BLOB;
      ALTER TABLE enrolment ADD COLUMN role TEXT NOT NULL DEFAULT 'volunteer';
      ALTER TABLE enrolment ADD COLUMN clock_offset INTEGER;
      """
    ),
    (
      "2026-11 what became of carried messages, entries set apart, trainers",
      """
      ALTER TABLE carried ADD COLUMN answered INTEGER NOT NULL DEFAULT 0 CHECK (answered IN (0, 1));
      -- How often the server refused a request.
      ALTER TABLE carried ADD COLUMN refusals INTEGER NOT NULL DEFAULT 0;

      -- An entry that no server would take is not offered any more.
      ALTER TABLE entry ADD COLUMN apart INTEGER NOT NULL DEFAULT 0 CHECK (apart IN (0, 1));

      -- The province's word for the trainer who signed a guide; NULL where the province signed itself.
      ALTER TABLE installed_guide ADD COLUMN certificate BLOB;
      """
    ),
    (
      "2026-11 the province's procedures, what a search is made of",
      """
      -- The province's catalogue, by the parts in which it travels.
      CREATE TABLE procedure_part (
        part TEXT PRIMARY KEY NOT NULL,
        version INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE procedure (
        number INTEGER PRIMARY KEY,
        part TEXT NOT NULL,
        code TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        level TEXT NOT NULL,
        authority TEXT,
        url TEXT
      ) STRICT;
      CREATE INDEX procedure_of_part ON procedure (part);
      -- The code and the name, folded before they come here.
      CREATE VIRTUAL TABLE procedure_text USING fts5 (words, tokenize = 'ascii');
      CREATE VIRTUAL TABLE procedure_vocabulary USING fts5vocab (procedure_text, row);

      -- Saves reading every guide at each start; of no worth where the content has another fingerprint.
      CREATE TABLE search_cache (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        fingerprint TEXT NOT NULL,
        content BLOB NOT NULL
      ) STRICT;
      """
    ),
  ]
}
