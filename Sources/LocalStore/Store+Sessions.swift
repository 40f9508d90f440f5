import Domain
import Foundation
import GRDB
import Sealing

/// A guided session as it rests on the disk.
package struct SessionRecord: Hashable, Sendable {
  /// The number under which people on this device know the session.
  package let number: Int
  package let guide: String
  package let version: Int
  /// When it began, in milliseconds since 1970 on the device's clock.
  package let startedAt: Int64
  let reference: String
  let fingerprint: String
}

/// One event of a session, with the text that belonged to it.
package struct SessionEvent: Hashable, Sendable {
  /// When it was confirmed, in milliseconds since 1970 on the device's clock.
  package let time: Int64
  /// The event as the walk encodes it.
  package let event: String
  /// What the person wrote, if anything.
  package let text: Text?

  /// What a person wrote: known, or still sealed.
  package enum Text: Hashable, Sendable {
    case open(String)
    case sealed(box: [UInt8], context: String)
  }

  /// An event that was confirmed at that time.
  package init(time: Int64, event: String, text: Text?) {
    self.time = time
    self.event = event
    self.text = text
  }

  /// The event with its text opened.
  ///
  /// - Throws: `SealingError` where none of the keys opens it.
  package func opened(with keys: Keyring) throws -> SessionEvent {
    guard case .sealed(let box, let context) = text else { return self }
    let plain = String(decoding: try keys.open(box, context: context), as: UTF8.self)
    return SessionEvent(time: time, event: event, text: .open(plain))
  }
}

extension Store {
  /// Begins a session on that very content, which the session keeps until it ends.
  ///
  /// - Parameter package: The guide and those it includes; the files are named `<guide id>/<file>`.
  package func beginSession(_ package: GuidePackage) throws(StoreFault) -> SessionRecord {
    let time = now
    let reference = Randomness.entryID().rawValue
    let fingerprint = package.fingerprint.hexadecimal
    return try write { database in
      try keepFiles(package, in: database)
      try database.execute(
        sql: "INSERT INTO session (reference, guide, version, fingerprint, started_at) VALUES (?, ?, ?, ?, ?)",
        arguments: [reference, package.id, package.version, fingerprint, time])
      return SessionRecord(
        number: Int(database.lastInsertedRowID), guide: package.id, version: package.version, startedAt: time,
        reference: reference, fingerprint: fingerprint)
    }
  }

  /// The sessions that have not ended, the latest first.
  package func openSessions() throws(StoreFault) -> [SessionRecord] {
    try read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM session WHERE ending IS NULL ORDER BY number DESC").map { row in
        SessionRecord(
          number: row["number"], guide: row["guide"], version: row["version"], startedAt: row["started_at"],
          reference: row["reference"], fingerprint: row["fingerprint"])
      }
    }
  }

  /// The content that the session began with.
  package func content(of session: SessionRecord) throws(StoreFault) -> GuidePackage {
    try read {
      GuidePackage(id: session.guide, version: session.version, files: try files(session.fingerprint, in: $0))
    }
  }

  /// The session's events, from the first, with their texts still sealed.
  package func events(of session: SessionRecord) throws(StoreFault) -> [SessionEvent] {
    try read { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT * FROM session_event WHERE session = ? ORDER BY number", arguments: [session.number])
      return rows.map { row in
        let text = row.optionalBytes("sealed").map { box in
          SessionEvent.Text.sealed(box: box, context: Self.context(session, row["number"]))
        }
        return SessionEvent(time: row["time"], event: row["event"], text: text)
      }
    }
  }

  /// Adds an event, number `number` from 1. When this returns, the event is durable. Its text is sealed to this device's
  /// own key, which nobody needs but whoever goes on with the session here.
  /// The answer is the time that was kept with it.
  @discardableResult
  package func append(event: String, text: String? = nil, number: Int, to session: SessionRecord) throws(StoreFault)
    -> Int64
  {
    let time = now
    try writeOne { database in
      let sealed = try text.map {
        Data(
          try sealer(to: Self.vault(in: database)?.vault.publicKey)
            .seal(Array($0.utf8), context: Self.context(session, number)))
      }
      try database.cachedStatement(sql: "INSERT INTO session_event VALUES (?, ?, ?, ?, ?)")
        .execute(arguments: [session.number, number, time, event, sealed])
    }
    return time
  }

  /// Ends the session with the entry that logs it: both become durable together, or neither.
  package func end(_ session: SessionRecord, logging draft: Draft) throws(StoreFault) -> StoredEntry {
    try write { database in
      let stored = try append(draft, in: database)
      try database.execute(
        sql: "UPDATE session SET ending = 'logged', entry = ? WHERE number = ? AND ending IS NULL",
        arguments: [stored.entry.header.id.rawValue, session.number])
      guard database.changesCount == 1 else { throw StoreFault(.contradiction) }
      try forgetEvents(of: session, in: database)
      return stored
    }
  }

  /// Ends the session without an entry: the volunteer chose to log nothing.
  package func drop(_ session: SessionRecord) throws(StoreFault) {
    try write { database in
      try database.execute(
        sql: "UPDATE session SET ending = 'dropped' WHERE number = ? AND ending IS NULL", arguments: [session.number])
      try forgetEvents(of: session, in: database)
    }
  }

  /// What a session needed while it was open is not kept longer: the entry holds what is worth keeping.
  private func forgetEvents(of session: SessionRecord, in database: Database) throws {
    try database.execute(sql: "DELETE FROM session_event WHERE session = ?", arguments: [session.number])
    try forgetFiles(in: database)
  }

  /// Erases what was written in sessions that nobody went on with for as long as sealed parts are kept after a dossier was
  /// closed; the sessions themselves stay, and can be logged.
  static func purgeSessions(on day: CivilDate, in database: Database) throws {
    let last = day.adding(days: -Retention.daysAfterClosing).startMilliseconds
    try database.execute(
      sql: """
        UPDATE session_event SET sealed = NULL WHERE sealed IS NOT NULL AND session IN
          (SELECT session FROM session_event GROUP BY session HAVING max(time) < ?)
        """, arguments: [last])
  }

  private static func context(_ session: SessionRecord, _ number: Int) -> String {
    "session \(session.reference) \(number)"
  }
}
