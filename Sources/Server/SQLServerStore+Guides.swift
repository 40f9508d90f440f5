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
    newerThan versions: [String: Int], for team: String?, bytes: Int
  ) async throws -> (guides: [SignedGuide], more: Bool) {
    let newer = try await publications().filter { published in
      versions[published.guide].map { $0 < published.version } ?? true
    }
    let meant = try await meant(newer, for: team)
    let newest = Dictionary(grouping: meant, by: \.guide).compactMapValues { $0.map(\.version).max() }
    let wanted = meant.filter { newest[$0.guide] == $0.version }
    guard !wanted.isEmpty else { return ([], false) }
    return try await engine.read { session in
      var guides: [SignedGuide] = []
      var size = 0
      for published in wanted {
        let guide = try Self.guide(published.guide, version: published.version, in: session)
        size += guide.size
        if size > bytes, !guides.isEmpty { break }
        guides.append(guide)
      }
      return (guides, guides.count < wanted.count)
    }
  }

  /// Those that the team may have. Which unit lies in which is read only where it matters.
  private func meant(_ publications: [Publication], for team: String?) async throws -> [Publication] {
    guard publications.contains(where: { $0.units != nil }) else { return publications }
    let register = try await units()
    let place = try await teams().first { $0.id == team }?.place(in: register)
    return publications.filter { published in
      published.units == nil || place.map { published.isMeant(for: $0, in: register) } ?? false
    }
  }

  package func publications() async throws -> [Publication] {
    try await engine.read { session in
      try session.query("SELECT id, version, units, certificate, published_at FROM guide ORDER BY change", []).map {
        row in
        Publication(
          guide: try row.text("id"), version: try row.number("version"),
          units: try row.textIfPresent("units").map { text in
            text.split(separator: ",").compactMap { UnitCode(rawValue: String($0)) }
          },
          trainer: try Self.certificate(row)?.trainer, time: try row.integer("published_at"))
      }
    }
  }

  private static func certificate(_ row: SQLRow) throws -> TrainerCertificate? {
    guard let text = try row.textIfPresent("certificate") else { return nil }
    guard let value = try? CanonicalValue(bytes: Array(text.utf8)),
      let certificate = TrainerCertificate(canonical: value)
    else { throw StoreFault.damaged }
    return certificate
  }

  static func guide(_ id: String, version: Int, in session: some SQLSession) throws -> SignedGuide {
    let row = try session.row(
      "SELECT files, signature, certificate FROM guide WHERE id = $1 AND version = $2", [.text(id), .number(version)])
    guard let row, let files = try? CanonicalValue(bytes: Array(try row.text("files").utf8)).object else {
      throw StoreFault.damaged
    }
    return SignedGuide(
      package: GuidePackage(id: id, version: version, files: files.compactMapValues(\.text)),
      signature: try row.bytes("signature"), certificate: try certificate(row))
  }

  package func publish(_ guide: SignedGuide, for units: [UnitCode]?, now: Int64) async throws {
    try await engine.write { session in
      try Self.lockFacts(session)
      try Self.keep(guide, for: units, now: now, in: session)
    }
  }

  /// Keeps a version of a guide, in a transaction that is open and in which nobody else publishes.
  static func keep(
    _ guide: SignedGuide, for units: [UnitCode]?, now: Int64, in session: some SQLSession
  ) throws {
    let (id, version) = (guide.package.id, guide.package.version)
    let files = CanonicalValue.object(guide.package.files.mapValues { .text($0) }).bytes
    let certificate = SQLValue.optional(
      guide.certificate.map { String(decoding: $0.canonical.bytes, as: UTF8.self) })
    let codes = SQLValue.optional(units.map { $0.map(\.rawValue).sorted().joined(separator: ",") })
    let held = try session.row(
      """
      SELECT (SELECT max(version) FROM guide WHERE id = $1) AS published,
        (SELECT coalesce(max(change), 0) FROM guide) AS change
      """, [.text(id)])
    guard let held else { throw StoreFault.damaged }
    let change = try held.integer("change") + 1
    if let published = try held.integerIfPresent("published"), published >= version {
      guard published == version, try Self.guide(id, version: version, in: session).package == guide.package else {
        throw PublishingFault.notNewer(published: Int(published))
      }
      // It reaches more teams by that, never fewer; and an earlier signature may be worth nothing any more.
      try session.execute(
        """
        UPDATE guide SET units = CASE WHEN units IS NULL THEN NULL ELSE $3 END, change = $4, published_at = $5,
          signature = $6, certificate = $7
        WHERE id = $1 AND version = $2
        """,
        [.text(id), .number(version), codes, .integer(change), .integer(now), .bytes(guide.signature), certificate])
      return
    }
    try session.execute(
      """
      INSERT INTO guide (id, version, files, signature, change, published_at, units, certificate)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      """,
      [
        .text(id), .number(version), .text(String(decoding: files, as: UTF8.self)), .bytes(guide.signature),
        .integer(change), .integer(now), codes, certificate,
      ])
  }

  package func noteGuides(_ versions: [String: Int], of device: String, team: String) async throws {
    let text = String(
      decoding: CanonicalValue.object(versions.mapValues { .integer(Int64($0)) }).bytes, as: UTF8.self)
    let values: [SQLValue] = [.text(team), .text(device), .text(text)]
    // Nearly always nothing is new, and nobody waits for a disk.
    let isKnown = try await engine.read { session in
      try session.row("SELECT 1 AS one FROM device WHERE team = $1 AND device = $2 AND guides = $3", values) != nil
    }
    guard !isKnown else { return }
    try await engine.write { session in
      _ = try session.execute("UPDATE device SET guides = $3 WHERE team = $1 AND device = $2", values)
    }
  }

  package func guideVersions(team: String) async throws -> [String: [String: Int]] {
    try await engine.read { session in
      try session.query("SELECT device, guides FROM device WHERE team = $1 AND guides IS NOT NULL", [.text(team)])
        .reduce(into: [:]) { devices, row in
          let value = try? CanonicalValue(bytes: Array(try row.text("guides").utf8))
          devices[try row.text("device")] = (value?.object ?? [:]).compactMapValues { $0.integer.map { Int($0) } }
        }
    }
  }
}
