import Domain
import Sealing

/// The tables of the server's database, one text for both engines (`SQLDialect` has the words in braces).
///
/// Every table of a team's data is keyed first by team, and so is every unique index, so that a distributed engine can
/// spread it by team. The others are small and the same for all; `tablesOfTeams` and `tablesForAll` have each table. A
/// version that was released is never edited; a new one is added at the end.
enum ServerSchema {
  /// "CTSV": the mark by which databases of this program are known.
  static let applicationID = 0x4354_5356
  /// The newest version that this program knows.
  static var version: Int { versions.count }

  /// The tables of the teams' data, each after those that it refers to.
  static let tablesOfTeams = ["team", "invitation", "device", "deed", "stream", "entry", "aside", "fork", "erased"]
  /// The tables that are the same for all.
  static let tablesForAll = [
    "fact", "unit", "unit_former", "invitation_team", "device_team", "guide", "procedure", "audit",
  ]

  /// Gives a new database the name of its history, and the key with which its servers sign.
  static func giveEpoch(_ session: any SQLSession) throws {
    for (name, value) in [("epoch", Randomness.bytes(8)), ("signing_key", SigningKey().privateBytes)] {
      try session.execute(
        "INSERT INTO fact (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
        [.text(name), .text(Hexadecimal.text(value))])
    }
  }

  /// What each version adds to the one before.
  static let versions = [
    """
    CREATE TABLE fact (
      name {text} NOT NULL PRIMARY KEY,
      value {text} NOT NULL
    ){strict};

    -- What administrative units are, by the list that was loaded last, and what they were before.
    CREATE TABLE unit (
      code {text} NOT NULL PRIMARY KEY,
      name {text} NOT NULL,
      kind {text} NOT NULL,
      parent {text},
      -- Days since 1970-01-01.
      ended_on {integer},
      merged_into {text}
    ){strict};
    CREATE TABLE unit_former (
      code {text} NOT NULL,
      number {integer} NOT NULL,
      name {text} NOT NULL,
      kind {text} NOT NULL,
      parent {text},
      until_day {integer} NOT NULL,
      PRIMARY KEY (code, number)
    ){strict};

    CREATE TABLE team (
      team {text} NOT NULL PRIMARY KEY,
      name {text} NOT NULL,
      -- The code of the unit; words, where no list of units was loaded when it was given.
      unit {text},
      created_at {integer} NOT NULL,
      -- The head of the team's feed: the last change number, and the running hash there.
      change {integer} NOT NULL DEFAULT 0,
      feed_hash {bytes} NOT NULL
    ){strict};

    CREATE TABLE invitation (
      team {text} NOT NULL REFERENCES team,
      code_hash {bytes} NOT NULL,
      role {text} NOT NULL,
      holder {text},
      expires_at {integer} NOT NULL,
      used_by {text},
      used_at {integer},
      PRIMARY KEY (team, code_hash)
    ){strict};

    CREATE TABLE device (
      team {text} NOT NULL REFERENCES team,
      device {text} NOT NULL,
      name {text} NOT NULL,
      holder {text},
      role {text} NOT NULL,
      token_hash {bytes} NOT NULL,
      token_expires_at {integer} NOT NULL,
      signing_key {bytes} NOT NULL,
      sealing_key {bytes} NOT NULL,
      enrolled_at {integer} NOT NULL,
      -- To the hour, so that not every exchange writes it.
      seen_at {integer},
      revoked_at {integer},
      PRIMARY KEY (team, device)
    ){strict};
    CREATE UNIQUE INDEX device_token ON device (team, token_hash);

    -- What was done to a team's devices, and by whom.
    CREATE TABLE deed (
      team {text} NOT NULL REFERENCES team,
      deed {text} NOT NULL,
      done_at {integer} NOT NULL,
      -- The device that did it; NULL at the server itself.
      actor {text},
      what {text} NOT NULL,
      subject {text} NOT NULL,
      detail {text},
      PRIMARY KEY (team, deed)
    ){strict};

    -- A code and a device say no team, and each belongs to one only: these two say which.
    CREATE TABLE invitation_team (
      code_hash {bytes} NOT NULL PRIMARY KEY,
      team {text} NOT NULL
    ){strict};
    CREATE TABLE device_team (
      device {text} NOT NULL PRIMARY KEY,
      team {text} NOT NULL
    ){strict};

    CREATE TABLE stream (
      team {text} NOT NULL,
      device {text} NOT NULL,
      incarnation {text} NOT NULL,
      -- The mark: the last entry that is held, and the chain hash there.
      sequence {integer} NOT NULL,
      hash {bytes} NOT NULL,
      PRIMARY KEY (team, device, incarnation),
      FOREIGN KEY (team, device) REFERENCES device
    ){strict};

    CREATE TABLE entry (
      team {text} NOT NULL,
      device {text} NOT NULL,
      incarnation {text} NOT NULL,
      sequence {integer} NOT NULL CHECK (sequence > 0),
      id {text} NOT NULL,
      header {bytes} NOT NULL,
      header_hash {bytes} NOT NULL,
      body {bytes},
      sealed {bytes},
      hash {bytes} NOT NULL,
      standing {text} NOT NULL CHECK (standing IN ('counted', 'alias', 'conflict')),
      received_at {integer} NOT NULL,
      -- The place in the team's feed; an alias has none.
      change {integer},
      feed_hash {bytes},
      PRIMARY KEY (team, device, incarnation, sequence),
      FOREIGN KEY (team, device, incarnation) REFERENCES stream
    ){strict};
    CREATE UNIQUE INDEX entry_change ON entry (team, change);
    CREATE UNIQUE INDEX entry_counted_once ON entry (team, id) WHERE standing = 'counted';

    CREATE TABLE aside (
      team {text} NOT NULL,
      fingerprint {bytes} NOT NULL,
      device {text} NOT NULL,
      received_at {integer} NOT NULL,
      message {bytes} NOT NULL,
      PRIMARY KEY (team, fingerprint)
    ){strict};

    CREATE TABLE fork (
      team {text} NOT NULL,
      device {text} NOT NULL,
      incarnation {text} NOT NULL,
      first_at {integer} NOT NULL,
      last_at {integer} NOT NULL,
      PRIMARY KEY (team, device, incarnation)
    ){strict};

    CREATE TABLE guide (
      id {text} NOT NULL,
      version {integer} NOT NULL,
      files {text} NOT NULL,
      signature {bytes} NOT NULL,
      change {integer} NOT NULL UNIQUE,
      published_at {integer} NOT NULL,
      PRIMARY KEY (id, version)
    ){strict};
    """,
    """
    -- What a person has decided about a message that was kept aside; its bytes are gone then.
    ALTER TABLE aside ADD COLUMN decision {text};

    -- The units for whose teams a version is meant, as codes with commas; NULL for everybody.
    ALTER TABLE guide ADD COLUMN units {text};
    -- The province's word for the trainer who signed, as canonical JSON; NULL where the province signed itself.
    ALTER TABLE guide ADD COLUMN certificate {text};
    -- Which versions of guides a device has, as canonical JSON.
    ALTER TABLE device ADD COLUMN guides {text};
    """,
    """
    -- The province's catalogue of administrative procedures, by the list that was loaded last.
    CREATE TABLE procedure (
      code {text} NOT NULL PRIMARY KEY,
      name {text} NOT NULL,
      level {text} NOT NULL,
      authority {text},
      url {text}
    ){strict};
    """,
    """
    -- What whoever invited has left for whoever joins; only the invitation's code opens it.
    ALTER TABLE invitation ADD COLUMN packet {bytes};
    """,
    """
    -- What was done to the server or refused; what is done to a team's devices is in deed.
    CREATE TABLE audit (
      record {text} NOT NULL PRIMARY KEY,
      done_at {integer} NOT NULL,
      what {text} NOT NULL,
      -- The device that did it; NULL at the server itself, and of strangers.
      device {text},
      -- The network address, cut to what it shares with many.
      neighbourhood {text},
      team {text},
      subject {text}
    ){strict};
    CREATE INDEX audit_time ON audit (done_at);
    """,
    """
    -- The entries that erasures name: what was sealed with one, or with a change of one, is not kept again.
    CREATE TABLE erased (
      team {text} NOT NULL REFERENCES team,
      entry {text} NOT NULL,
      PRIMARY KEY (team, entry)
    ){strict};
    """,
    """
    -- How often it was done, where one record counts an hour.
    ALTER TABLE audit ADD COLUMN times {integer} NOT NULL DEFAULT 1;
    """,
  ]
}
