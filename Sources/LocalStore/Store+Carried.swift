import Domain
import Foundation
import GRDB
import SyncCore

extension Store: CarriedMessages {
  /// How many answers to one device are carried at most.
  static let carriedAnswers = 4

  package func carried(_ kind: SyncBundle.Frame.Kind) throws -> [SyncBundle.Frame] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT device, message FROM carried WHERE kind = ? ORDER BY number", arguments: [kind.rawValue]
      ).map { SyncBundle.Frame(kind: kind, device: $0["device"], message: $0.bytes("message")) }
    }
  }

  package func carry(_ frames: [SyncBundle.Frame]) throws -> Int {
    try write { database in
      var new = 0
      for frame in frames {
        try Self.keep(frame, in: database)
        new += database.changesCount
      }
      for device in Set(frames.filter { $0.kind == .answer }.map(\.device)) {
        try database.execute(
          sql: """
            DELETE FROM carried WHERE kind = 'answer' AND device = ?1 AND number NOT IN
              (SELECT number FROM carried WHERE kind = 'answer' AND device = ?1 ORDER BY number DESC LIMIT ?2)
            """, arguments: [device, Self.carriedAnswers])
      }
      return new
    }
  }

  package func hasSeen(_ entries: [Entry]) throws -> Bool {
    try read { database in
      try entries.allSatisfy { entry in
        try Data.fetchOne(
          database, sql: "SELECT header FROM entry WHERE id = ? AND confirmed IS NOT NULL",
          arguments: [entry.header.id.rawValue])?.elementsEqual(entry.headerBytes) ?? false
      }
    }
  }

  package func delivered(_ request: SyncBundle.Frame, answer: SyncBundle.Frame?) throws {
    try write { database in
      try database.execute(
        sql: "DELETE FROM carried WHERE fingerprint = ?", arguments: [Data(request.fingerprint.bytes)])
      guard let answer else { return }
      try database.execute(
        sql: "DELETE FROM carried WHERE kind = 'answer' AND device = ?", arguments: [answer.device])
      try Self.keep(answer, in: database)
    }
  }

  private static func keep(_ frame: SyncBundle.Frame, in database: Database) throws {
    try database.execute(
      sql: "INSERT OR IGNORE INTO carried (fingerprint, kind, device, message) VALUES (?, ?, ?, ?)",
      arguments: [
        Data(frame.fingerprint.bytes), frame.kind.rawValue, frame.device, Data(frame.message),
      ])
  }
}
