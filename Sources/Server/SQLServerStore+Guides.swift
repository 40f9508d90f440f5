import Domain
import Sealing
import SyncCore

extension SQLServerStore {
  package func setContentKey(_ publicKey: [UInt8]) async throws {
    try await engine.write { session in
      try Self.lockFacts(session)
      guard try session.row("SELECT value FROM fact WHERE name = 'content_key'") == nil else {
        throw PublishingFault.contentKeyExists
      }
      try session.execute(
        "INSERT INTO fact (name, value) VALUES ('content_key', $1)", [.text(Hexadecimal.text(publicKey))])
    }
  }

  package func guides(
    newerThan versions: [String: Int], bytes: Int
  ) async throws -> (guides: [SignedGuide], more: Bool) {
    try await engine.read { session in
      let latest = try session.query(
        "SELECT id, max(version) AS version FROM guide GROUP BY id ORDER BY max(change)", []
      ).map { (id: try $0.text("id"), version: try $0.number("version")) }
      let wanted = latest.filter { guide in versions[guide.id].map { $0 < guide.version } ?? true }
      var guides: [SignedGuide] = []
      var size = 0
      for (id, version) in wanted {
        let guide = try Self.guide(id, version: version, in: session)
        size += guide.size
        if size > bytes, !guides.isEmpty { break }
        guides.append(guide)
      }
      return (guides, guides.count < wanted.count)
    }
  }

  private static func guide(_ id: String, version: Int, in session: some SQLSession) throws -> SignedGuide {
    let row = try session.row(
      "SELECT files, signature FROM guide WHERE id = $1 AND version = $2", [.text(id), .number(version)])
    guard let row, let files = try? CanonicalValue(bytes: Array(try row.text("files").utf8)).object else {
      throw StoreFault.damaged
    }
    return SignedGuide(
      package: GuidePackage(id: id, version: version, files: files.compactMapValues(\.text)),
      signature: try row.bytes("signature"))
  }

  package func publish(_ guide: SignedGuide, now: Int64) async throws {
    try await engine.write { session in
      try Self.lockFacts(session)
      try Self.keep(guide, now: now, in: session)
    }
  }

  /// Keeps a new version of a guide, in a transaction that is open and in which nobody else publishes.
  static func keep(_ guide: SignedGuide, now: Int64, in session: some SQLSession) throws {
    let files = CanonicalValue.object(guide.package.files.mapValues { .text($0) }).bytes
    let id = guide.package.id
    let held = try session.row(
      """
      SELECT (SELECT max(version) FROM guide WHERE id = $1) AS published,
        (SELECT coalesce(max(change), 0) FROM guide) AS change
      """, [.text(id)])
    guard let held else { throw StoreFault.damaged }
    if let published = try held.integerIfPresent("published"), published >= guide.package.version {
      throw PublishingFault.notNewer(published: Int(published))
    }
    try session.execute(
      """
      INSERT INTO guide (id, version, files, signature, change, published_at) VALUES ($1, $2, $3, $4, $5, $6)
      """,
      [
        .text(id), .number(guide.package.version), .text(String(decoding: files, as: UTF8.self)),
        .bytes(guide.signature), .integer(try held.integer("change") + 1), .integer(now),
      ])
  }
}
