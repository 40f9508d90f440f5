extension Schema {
  /// The steps after those of `Schema.swift`: keys, what a search keeps of procedures, guides that were refused, erasures.
  static let laterSteps: [(name: String, sql: String)] = [
    (
      "2026-11 vault, team keys",
      """
      -- This device's own reading key, under its passphrase; how often a wrong one was tried since the last right one;
      -- and the same key sealed to a recovery sheet's.
      CREATE TABLE vault (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        vault BLOB NOT NULL,
        failures INTEGER NOT NULL,
        recovery_key BLOB,
        recovery_box BLOB
      ) STRICT;
      -- Whose word about a team's keys counts, and the key of its blind indexes.
      CREATE TABLE team_anchor (
        team TEXT PRIMARY KEY NOT NULL,
        authority BLOB NOT NULL CHECK (length(authority) = 32),
        -- NULL where this device took the first statement that it met.
        key BLOB CHECK (length(key) = 32),
        index_key BLOB CHECK (length(index_key) = 32)
      ) STRICT, WITHOUT ROWID;
      -- Secrets of teams that came with an invitation or were made here, sealed to the vault's key.
      CREATE TABLE held_secrets (
        number INTEGER PRIMARY KEY,
        team TEXT NOT NULL,
        box BLOB NOT NULL
      ) STRICT;
      -- The keys of teams that this device has believed, by generation: a statement that turns up later, however early it
      -- says that it is, changes none of them.
      CREATE TABLE team_key_pin (
        team TEXT NOT NULL,
        generation INTEGER NOT NULL,
        key BLOB NOT NULL CHECK (length(key) = 32),
        -- Who signs after it.
        successor BLOB NOT NULL CHECK (length(successor) = 32),
        PRIMARY KEY (team, generation)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX entry_keys ON entry (number) WHERE kind IN ('reader', 'team-key');
      """
    ),
    (
      procedureWords,
      """
      -- The words of the name as a search compares them (`SearchText`), so that no question reads them again.
      ALTER TABLE procedure ADD COLUMN folded TEXT NOT NULL DEFAULT '';
      ALTER TABLE procedure ADD COLUMN marked TEXT NOT NULL DEFAULT '';
      """
    ),
    (
      "2026-11 guides that were refused",
      """
      -- What servers and sticks brought and this device did not take, lately: it is named, so that it is not sent again.
      CREATE TABLE refused_guide (
        mark BLOB PRIMARY KEY NOT NULL CHECK (length(mark) = 32),
        time INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      """
    ),
    (
      "2026-11 what is still sealed",
      """
      -- What is purged is found without reading everything, at every start.
      CREATE INDEX entry_sealed ON entry (number) WHERE sealed IS NOT NULL;
      """
    ),
    (
      "2026-11 how a team's key came",
      """
      -- 1 where the device took what it met first; 0 where it made the key, was handed it, or a person compared the code.
      ALTER TABLE team_anchor ADD COLUMN is_met INTEGER NOT NULL DEFAULT 0 CHECK (is_met IN (0, 1));
      -- The keys of a team that this device has left for another's (`Store.trust`).
      CREATE TABLE left_team_key (
        team TEXT NOT NULL,
        key BLOB NOT NULL CHECK (length(key) = 32),
        PRIMARY KEY (team, key)
      ) STRICT, WITHOUT ROWID;
      """
    ),
    (
      "2026-11 changes that brought nothing",
      """
      -- Changes of the team's feed with an entry under an id that stands for another one here: of them nothing is kept.
      CREATE TABLE passed_change (
        change INTEGER PRIMARY KEY
      ) STRICT;
      -- Why something was missing before this was noted, nobody knows.
      WITH RECURSIVE known (change) AS
        (SELECT 1 UNION ALL SELECT change + 1 FROM known WHERE change < (SELECT max(change) FROM feed_place))
        INSERT INTO passed_change SELECT change FROM known
        WHERE change <= (SELECT coalesce(max(change), 0) FROM feed_place)
          AND change NOT IN (SELECT confirmed FROM entry WHERE confirmed IS NOT NULL);
      """
    ),
    (
      procedureTones,
      """
      -- `SearchText` reads `hoá` as `hóa` now: every name's words are read anew.
      UPDATE procedure SET folded = '', marked = '';
      """
    ),
  ]
}
