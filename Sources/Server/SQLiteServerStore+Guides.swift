import Domain
import Foundation
import GRDB
import Sealing
import SyncCore

extension SQLiteServerStore {
  package func guides(
    newerThan versions: [String: Int], bytes: Int
  ) async throws -> (guides: [SignedGuide], more: Bool) {
    try await read { db in
      let latest = try Row.fetchAll(
        db, sql: "SELECT id, max(version) AS version FROM guide GROUP BY id ORDER BY change")
      let wanted = latest.filter { row in versions[row["id"]].map { $0 < row["version"] } ?? true }
      var guides: [SignedGuide] = []
      var size = 0
      for row in wanted {
        let guide = try Self.guide(db, id: row["id"], version: row["version"])
        size += guide.size
        if size > bytes, !guides.isEmpty { break }
        guides.append(guide)
      }
      return (guides, guides.count < wanted.count)
    }
  }

  private static func guide(_ db: Database, id: String, version: Int) throws -> SignedGuide {
    let row = try Row.fetchOne(
      db, sql: "SELECT files, signature FROM guide WHERE id = ? AND version = ?", arguments: [id, version])
    guard let row, let files = try? CanonicalValue(bytes: Array((row["files"] as String).utf8)).object else {
      throw StoreFault.damaged
    }
    return SignedGuide(
      package: GuidePackage(id: id, version: version, files: files.compactMapValues(\.text)),
      signature: Array(row["signature"] as Data))
  }

  package func publish(_ guide: SignedGuide, now: Int64) async throws {
    let files = CanonicalValue.object(guide.package.files.mapValues { .text($0) }).bytes
    try await write { db in
      let id = guide.package.id
      let published = try Int.fetchOne(db, sql: "SELECT max(version) FROM guide WHERE id = ?", arguments: [id])
      if let published, published >= guide.package.version { throw PublishingFault.notNewer(published: published) }
      try db.execute(
        sql: """
          INSERT INTO guide (id, version, files, signature, change, published_at)
          VALUES (?, ?, ?, ?, (SELECT coalesce(max(change), 0) + 1 FROM guide), ?)
          """,
        arguments: [id, guide.package.version, String(decoding: files, as: UTF8.self), guide.signature.data, now])
    }
  }
}
