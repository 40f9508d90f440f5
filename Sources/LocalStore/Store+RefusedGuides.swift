import Domain
import Foundation
import GRDB
import SyncCore

/// What the device refused lately, so that no server sends it again at each sync.
extension Store {
  /// For how long a refusal is remembered, in milliseconds: a week. After that the clock may have been put right, or a
  /// newer program may be able to read the guide, and asking once more costs little.
  private static let memory: Int64 = 7 * 86_400_000

  package func refusedGuides() throws -> Set<Fingerprint> {
    let now = now
    return try read { database in
      // A time in the future is one of a clock that was wrong.
      let marks = try Data.fetchAll(
        database, sql: "SELECT mark FROM refused_guide WHERE time > ? AND time <= ? ORDER BY time DESC, mark LIMIT ?",
        arguments: [now - Self.memory, now, SyncLimits.refusedGuides])
      return Set(marks.compactMap { Fingerprint(bytes: Array($0)) })
    }
  }

  func remember(refused guide: SignedGuide) throws {
    let now = now
    try write { database in
      try database.execute(
        sql: "DELETE FROM refused_guide WHERE time <= ? OR time > ?", arguments: [now - Self.memory, now])
      try database.execute(
        sql: "INSERT OR REPLACE INTO refused_guide (mark, time) VALUES (?, ?)",
        arguments: [Data(guide.mark.bytes), now])
    }
  }
}
