import Domain
import Foundation
import GRDB
import Sealing

/// What a device can read once its passphrase was given.
package struct Reading: Sendable {
  /// The key from the vault.
  package let own: ReadingKey
  /// What it can read of its team.
  package let team: TeamReading
  /// Every private key.
  package let ring: Keyring
}

/// A key of the team's between which and another a person has to choose.
package struct TeamKeyChoice: Hashable, Sendable {
  /// Where it began to be another.
  package let statement: TeamKeyStatement
  /// The public key that whoever goes by it has now: its code is what their `status` shows.
  package let key: [UInt8]
  /// Whether this device has gone by it, and left it.
  package let isLeft: Bool
}

extension Draft {
  /// What a device says of the key to which others may seal for it.
  package static func reader(_ statement: ReaderStatement) -> Draft { Draft(kind: .reader, body: statement.canonical) }

  /// What a leader says of the team's key.
  package static func teamKey(_ statement: TeamKeyStatement) -> Draft {
    Draft(kind: .teamKey, body: statement.canonical)
  }

  /// That somebody opened what was sealed.
  package static func opening(_ opening: Opening) -> Draft { Draft(kind: .opening, body: opening.canonical) }
}

extension Store {
  /// The statements about the team's key that this device believes; nil while it is in no team.
  package func teamKeys() throws(StoreFault) -> TeamKeys? { try read(teamKeys(_:)) }

  func teamKeys(_ database: Database) throws -> TeamKeys? {
    guard let team = try String.fetchOne(database, sql: "SELECT team FROM enrolment") else { return nil }
    let row = try Row.fetchOne(
      database, sql: "SELECT authority, key FROM team_anchor WHERE team = ?", arguments: [team])
    let anchor = row.map { TeamKeys.Anchor(authority: $0.bytes("authority"), key: $0.optionalBytes("key")) }
    let pins = try Row.fetchAll(
      database, sql: "SELECT * FROM team_key_pin WHERE team = ?", arguments: [team])
    let pinned = Dictionary(
      pins.map { ($0["generation"] as Int, TeamKeys.Pin(key: $0.bytes("key"), successor: $0.bytes("successor"))) }
    ) { first, _ in first }
    return TeamKeys(try keyEntries(.teamKey, in: database), team: team, anchor: anchor, pinned: pinned)
  }

  /// Believes from now on what it has believed so far: a statement that turns up later changes nothing of it. Where a
  /// person has to say yes first (`awaitsTrust`), nothing is believed here.
  package func pinTeamKeys() throws(StoreFault) {
    try write { database in
      guard try !awaitsTrust(database), let keys = try teamKeys(database), let first = keys.statements.first else {
        return
      }
      for statement in keys.statements {
        try pin(statement.generation, statement.publicKey, statement.successor, of: statement.team, in: database)
      }
      try database.execute(
        sql: "INSERT OR IGNORE INTO team_anchor (team, authority, key, is_met) VALUES (?, ?, ?, 1)",
        arguments: [first.team, Data(first.authority), Data(first.publicKey)])
    }
  }

  /// Whether the person has to say first whose word about the team's key counts: a leader's machine makes the key, and
  /// where it meets one that it has neither made nor been handed, that is a colleague's or a forgery. A machine that took what
  /// it met while it was a volunteer's has compared nothing either.
  package func awaitsTrust() throws(StoreFault) -> Bool { try read(awaitsTrust(_:)) }

  private func awaitsTrust(_ database: Database) throws -> Bool {
    let role = try String.fetchOne(
      database, sql: "SELECT role FROM enrolment WHERE team NOT IN (SELECT team FROM team_anchor WHERE is_met = 0)")
    return try role.map { Role(rawValue: $0)?.leads == true } ?? false && teamKeys(database)?.current != nil
  }

  /// Keys of the team between which a person has to choose, the one that the device goes by first, where it awaits trust;
  /// empty where there is nothing to choose. A rival is none any more once everybody to whom it was given shows that they go
  /// by the key that holds.
  package func teamKeyChoices() throws(StoreFault) -> [TeamKeyChoice] {
    try read { database in
      guard let keys = try teamKeys(database), let current = keys.publicKey else { return [] }
      let readers = try readers(database)
      let rivals = keys.rivals.filter { rival in
        rival.grants.keys.contains { readers[$0]?.claims(current) != true }
      }
      let first = try awaitsTrust(database) ? [keys.first].compactMap(\.self) : []
      let left = try Set(Data.fetchAll(database, sql: "SELECT key FROM left_team_key").map(Array.init))
      let entries = try keyEntries(.teamKey, in: database)
      return (first + rivals).map { choice in
        let anchor = TeamKeys.Anchor(authority: choice.authority, key: choice.publicKey)
        let head = TeamKeys(entries, team: choice.team, anchor: anchor).publicKey ?? choice.publicKey
        return TeamKeyChoice(statement: choice, key: head, isLeft: left.contains(choice.publicKey))
      }
    }
  }

  /// Believes that statement from now on, and what follows from it, instead of what was believed before: a person has
  /// compared its code. The secrets that the device has stay, so that what was sealed to them can be read.
  package func trust(_ statement: TeamKeyStatement) throws(StoreFault) {
    try write { database in
      let team = statement.team
      if try !awaitsTrust(database), let left = try teamKeys(database)?.first(of: statement.generation) {
        try database.execute(
          sql: "INSERT OR IGNORE INTO left_team_key VALUES (?, ?)", arguments: [team, Data(left.publicKey)])
      }
      try database.execute(
        sql: "DELETE FROM left_team_key WHERE team = ? AND key = ?", arguments: [team, Data(statement.publicKey)])
      // Another beginning has another key of blind indexes, which the grant will bring.
      let isBeginning = statement.generation == 1
      try database.execute(
        sql: """
          INSERT INTO team_anchor (team, authority, key) VALUES (?1, ?2, ?3) ON CONFLICT (team) DO UPDATE
          SET authority = ?2, key = ?3, is_met = 0, index_key = CASE WHEN ?4 THEN NULL ELSE index_key END
          """,
        arguments: [team, Data(statement.authority), Data(statement.publicKey), isBeginning])
      try database.execute(sql: "DELETE FROM team_key_pin WHERE team = ?", arguments: [team])
      try pin(statement.generation, statement.publicKey, statement.successor, of: team, in: database)
    }
  }

  /// The team's keys from a statement that a recovery sheet vouches for, whatever this device has met so far; nil where the
  /// sheet vouches for none.
  package func teamKeys(vouchedForBy sheet: ReadingKey) throws(StoreFault) -> TeamKeys? {
    try read { database in
      let entries = try keyEntries(.teamKey, in: database).sorted(by: Journal.precedes)
      let known = try teamKeys(database)
      let statements = entries.compactMap { $0.body.flatMap(TeamKeyStatement.init(canonical:)) }
      guard let known, let vouched = statements.last(where: { $0.isVouchedFor(by: sheet) && $0.team == known.team })
      else { return nil }
      if known.statements.contains(vouched) { return known }
      let anchor = TeamKeys.Anchor(authority: vouched.authority, key: vouched.publicKey)
      return TeamKeys(entries, team: vouched.team, anchor: anchor)
    }
  }

  /// What each device of the team said last of the key to which others may seal for it, by the device's name.
  package func readers() throws(StoreFault) -> [String: ReaderStatement] { try read(readers(_:)) }

  private func readers(_ database: Database) throws -> [String: ReaderStatement] {
    let entries = try keyEntries(.reader, in: database).sorted(by: Journal.precedes)
    let statements = entries.compactMap { $0.body.flatMap(ReaderStatement.init(canonical:)) }
    return Dictionary(statements.map { ($0.device, $0) }) { $1 }
  }

  private func keyEntries(_ kind: EntryKind, in database: Database) throws -> [Entry] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM entry WHERE kind IN ('reader', 'team-key') AND kind = ? ORDER BY number",
      arguments: [kind.rawValue]
    ).map { try Self.storedEntry($0).entry }
  }

  /// Keeps what this device has of its team's secrets: whose word counts, the key of blind indexes, and, where it has a
  /// vault, the secrets themselves, sealed to the vault's key; `authority` has signed the statement about them, and
  /// `successor` signs the next. What the device has believed of the team before counts no more: a pin that contradicts the
  /// new beginning would have it seal to an old key for ever. What is to be said of it goes into the journal in the same
  /// transaction.
  package func hold(
    _ secrets: TeamSecrets, authority: [UInt8], successor: [UInt8], of team: String, saying drafts: [Draft] = []
  ) throws(StoreFault) {
    try write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO team_anchor (team, authority, key, index_key) VALUES (?, ?, ?, ?)",
        arguments: [team, Data(authority), Data(secrets.key.publicBytes), Data(secrets.indexKey)])
      try database.execute(sql: "DELETE FROM team_key_pin WHERE team = ?", arguments: [team])
      try pin(secrets.generation, secrets.key.publicBytes, successor, of: team, in: database)
      try keep(secrets, of: team, in: database)
      for draft in drafts { _ = try append(draft, in: database) }
    }
  }

  private func pin(
    _ generation: Int, _ key: [UInt8], _ successor: [UInt8], of team: String, in database: Database
  ) throws {
    try database.execute(
      sql: "INSERT OR IGNORE INTO team_key_pin (team, generation, key, successor) VALUES (?, ?, ?, ?)",
      arguments: [team, generation, Data(key), Data(successor)])
  }

  /// Keeps newer secrets of a team whose anchor is known, and says so in the journal in the same transaction.
  package func renew(_ secrets: TeamSecrets, of team: String, saying drafts: [Draft]) throws(StoreFault) {
    try write { database in
      try keep(secrets, of: team, in: database)
      for draft in drafts { _ = try append(draft, in: database) }
    }
  }

  /// Keeps the key of blind indexes, where this device learned it only with the grant of a leader.
  package func learnIndexKey(_ secrets: TeamSecrets) throws(StoreFault) {
    try write { database in
      try database.execute(
        sql: """
          UPDATE team_anchor SET index_key = ? WHERE index_key IS NULL AND team = (SELECT team FROM enrolment)
          """, arguments: [Data(secrets.indexKey)])
    }
  }

  private func keep(_ secrets: TeamSecrets, of team: String, in database: Database) throws {
    guard let vault = try Self.vault(in: database)?.vault else { return }
    try database.execute(
      sql: "INSERT INTO held_secrets (team, box) VALUES (?, ?)",
      arguments: [team, Data(try secrets.sealed(to: vault.publicKey))])
  }

  /// The blind index of a dossier's code; nil where this device has no key for it.
  func blindIndex(ofDossier code: String, in database: Database) throws -> [UInt8]? {
    try Data.fetchOne(
      database, sql: "SELECT index_key FROM team_anchor JOIN enrolment ON enrolment.team = team_anchor.team"
    ).map { BlindIndex(key: Array($0)).value(ofDossier: code) }
  }

  /// Everything that the vault's key leads to.
  package func reading(with own: ReadingKey) throws(StoreFault) -> Reading {
    try read { database in
      var ring = Keyring([own])
      let rows = try Row.fetchAll(database, sql: "SELECT team, box FROM held_secrets")
      let held = rows.compactMap { row in
        (try? TeamSecrets(opening: row.bytes("box"), with: ring)).map { (team: row["team"] as String, secrets: $0) }
      }
      for secrets in held.map(\.secrets) { ring.add(secrets.key) }
      // What was sealed before there were vaults.
      ring.add(try ReadingKey(privateBytes: keys.sealingPrivate))
      let statements = try teamKeys(database)
      let team = try String.fetchOne(database, sql: "SELECT team FROM enrolment")
      let ours = held.filter { $0.team == team }.map(\.secrets)
      let reading = statements?.secrets(for: keys.deviceID, with: ring, held: ours) ?? .nothing
      for key in reading.keys { ring.add(key) }
      return Reading(own: own, team: reading, ring: ring)
    }
  }

  /// The key to which personal details are sealed now: the team's, else this device's own; nil before there is either.
  package func detailsKey() throws(StoreFault) -> [UInt8]? { try read(detailsKey(_:)) }

  func detailsKey(_ database: Database) throws -> [UInt8]? {
    let teams = try awaitsTrust(database) ? nil : teamKeys(database)?.publicKey
    return try teams ?? Self.vault(in: database)?.vault.publicKey
  }
}
