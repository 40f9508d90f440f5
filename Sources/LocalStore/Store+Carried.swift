import Domain
import Foundation
import GRDB
import SyncCore

extension Store: CarriedMessages {
  package func carried(_ kind: SyncBundle.Frame.Kind) throws -> [CarriedFrame] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT device, message, answered FROM carried WHERE kind = ? ORDER BY number",
        arguments: [kind.rawValue]
      ).map { row in
        CarriedFrame(
          SyncBundle.Frame(kind: kind, device: row["device"], message: row.bytes("message")),
          isAnswered: row["answered"])
      }
    }
  }

  package func carry(_ frames: [SyncBundle.Frame]) throws -> CarriedGain {
    try write { database in
      var gain = CarriedGain()
      for frame in frames where try !Self.isKept(frame, in: database) {
        guard try frame.kind == .answer || Self.makeRoom(for: frame, in: database) else {
          gain.withoutRoom += 1
          continue
        }
        try Self.keep(frame, in: database)
        gain.kept += 1
      }
      for device in Set(frames.filter { $0.kind == .answer }.map(\.device)) {
        try Self.keepLatestAnswers(to: device, in: database)
      }
      return gain
    }
  }

  /// Gives up what the server refused most often, until the request finds room; false where it finds none.
  private static func makeRoom(for request: SyncBundle.Frame, in database: Database) throws -> Bool {
    while true {
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT count(*) FILTER (WHERE device = ?) AS number, coalesce(sum(length(message)), 0) AS bytes FROM carried
          WHERE kind = 'request'
          """, arguments: [request.device])
      guard let row else { return false }
      let isCrowded = row["number"] >= CarriedLimits.requests
      guard isCrowded || row["bytes"] + request.message.count > CarriedLimits.bytes else { return true }
      try database.execute(
        sql: """
          DELETE FROM carried WHERE number = (
            SELECT number FROM carried WHERE kind = 'request' AND refusals > 0 AND (NOT ?1 OR device = ?2)
            ORDER BY refusals DESC, number LIMIT 1)
          """, arguments: [isCrowded, request.device])
      guard database.changesCount == 1 else { return false }
    }
  }

  package func hasSeen(_ entries: [Entry]) throws -> Bool {
    try read { try Self.all(entries, where: "confirmed IS NOT NULL", in: $0) }
  }

  package func holds(_ entries: [Entry]) throws -> Bool {
    try read { try Self.all(entries, where: "TRUE", in: $0) }
  }

  static func all(_ entries: [Entry], where condition: String, in database: Database) throws -> Bool {
    let header = try database.cachedStatement(sql: "SELECT header FROM entry WHERE id = ? AND \(condition)")
    return try entries.allSatisfy { entry in
      try Data.fetchOne(header, arguments: [entry.header.id.rawValue])?.elementsEqual(entry.headerBytes) ?? false
    }
  }

  package func settle(_ request: SyncBundle.Frame, as fate: CarriedFate) throws {
    let fingerprint = Data(request.fingerprint.bytes)
    try write { database in
      switch fate {
      case .answered(let answer):
        try database.execute(sql: "UPDATE carried SET answered = 1 WHERE fingerprint = ?", arguments: [fingerprint])
        try Self.keep(answer, in: database)
        try Self.keepLatestAnswers(to: answer.device, in: database)
      case .refused:
        try database.execute(
          sql: "UPDATE carried SET refusals = refusals + 1 WHERE fingerprint = ?", arguments: [fingerprint])
      case .givenUp:
        try database.execute(sql: "DELETE FROM carried WHERE fingerprint = ?", arguments: [fingerprint])
      }
    }
  }

  private static func isKept(_ frame: SyncBundle.Frame, in database: Database) throws -> Bool {
    try Bool.fetchOne(
      database, sql: "SELECT EXISTS (SELECT * FROM carried WHERE fingerprint = ?)",
      arguments: [Data(frame.fingerprint.bytes)]) ?? false
  }

  private static func keepLatestAnswers(to device: String, in database: Database) throws {
    try database.execute(
      sql: """
        DELETE FROM carried WHERE kind = 'answer' AND device = ?1 AND number NOT IN
          (SELECT number FROM carried WHERE kind = 'answer' AND device = ?1 ORDER BY number DESC LIMIT ?2)
        """, arguments: [device, CarriedLimits.answers])
  }

  private static func keep(_ frame: SyncBundle.Frame, in database: Database) throws {
    try database.execute(
      sql: "INSERT OR IGNORE INTO carried (fingerprint, kind, device, message) VALUES (?, ?, ?, ?)",
      arguments: [
        Data(frame.fingerprint.bytes), frame.kind.rawValue, frame.device, Data(frame.message),
      ])
  }
}
