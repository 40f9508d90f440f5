import Domain
import Foundation
import GRDB
import Sealing

/// A guide that a server sent and this device accepted.
package struct InstalledGuide: Sendable {
  package let package: GuidePackage
  package let signature: [UInt8]
}

extension GuidePackage {
  /// By which this very content is known, whatever its version says.
  package var fingerprint: Fingerprint {
    Fingerprint(of: CanonicalValue.object(files.mapValues { .text($0) }).bytes)
  }
}

extension Store {
  /// The guides that servers sent, by id.
  package func installedGuides() throws(StoreFault) -> [InstalledGuide] {
    try read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM installed_guide ORDER BY guide").map { row in
        InstalledGuide(
          package: GuidePackage(
            id: row["guide"], version: row["version"], files: try files(row["fingerprint"], in: database)),
          signature: row.bytes("signature"))
      }
    }
  }

  func keepFiles(_ package: GuidePackage, in database: Database) throws {
    for (name, content) in package.files {
      try database.execute(
        sql: "INSERT OR IGNORE INTO guide_file VALUES (?, ?, ?)",
        arguments: [package.fingerprint.hexadecimal, name, content])
    }
  }

  /// Deletes the files that no open session and no installed guide needs any more.
  func forgetFiles(in database: Database) throws {
    try database.execute(
      sql: """
        DELETE FROM guide_file
        WHERE fingerprint NOT IN (SELECT fingerprint FROM session WHERE ending IS NULL)
          AND fingerprint NOT IN (SELECT fingerprint FROM installed_guide)
        """)
  }

  func files(_ fingerprint: String, in database: Database) throws -> [String: String] {
    let rows = try Row.fetchAll(
      database, sql: "SELECT name, content FROM guide_file WHERE fingerprint = ?", arguments: [fingerprint])
    return Dictionary(uniqueKeysWithValues: rows.map { ($0["name"], $0["content"]) })
  }
}
