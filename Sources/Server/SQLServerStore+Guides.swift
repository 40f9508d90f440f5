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

  package func guides(_ question: GuideQuestion) async throws -> (guides: [SignedGuide], more: Bool) {
    let trust = try await presentTrust()
    let asked = try await publications().filter { question.asks(for: $0, trust: trust) }
    let wanted = try await meant(asked, for: question.team).newest
    guard !wanted.isEmpty else { return ([], false) }
    return try await engine.read { session in
      var guides: [SignedGuide] = []
      var size = 0
      for published in wanted {
        let guide = try Self.guide(published.guide, version: published.version, in: session)
        size += guide.size
        if size > question.bytes, !guides.isEmpty { break }
        guides.append(guide)
      }
      return (guides, guides.count < wanted.count)
    }
  }

  package func newestGuide(_ id: String) async throws -> SignedGuide? {
    try await engine.read { session in
      let row = try session.row("SELECT max(version) AS version FROM guide WHERE id = $1", [.text(id)])
      return try row?.integerIfPresent("version").map { try Self.guide(id, version: Int($0), in: session) }
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
      try session.query(
        "SELECT id, version, units, signature, certificate, published_at FROM guide ORDER BY change", []
      ).map {
        row in
        Publication(
          guide: try row.text("id"), version: try row.number("version"),
          units: try Self.units(row),
          signature: try row.bytes("signature"), certificate: try Self.certificate(row),
          time: try row.integer("published_at"))
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

  package func publish(
    _ guide: SignedGuide, for units: [UnitCode]?, trusting trust: ContentTrust?, now: Int64
  ) async throws {
    try await engine.write { session in
      try Self.lockFacts(session)
      try Self.keep(guide, for: units, trusting: trust, now: now, in: session)
    }
  }

  /// Keeps a version of a guide, in a transaction that is open and in which nobody else publishes.
  static func keep(
    _ guide: SignedGuide, for units: [UnitCode]?, trusting trust: ContentTrust?, now: Int64,
    in session: some SQLSession
  ) throws {
    let (id, version) = (guide.package.id, guide.package.version)
    let files = CanonicalValue.object(guide.package.files.mapValues { .text($0) }).bytes
    let certificate = SQLValue.optional(
      guide.certificate.map { String(decoding: $0.canonical.bytes, as: UTF8.self) })
    guard let last = try session.row("SELECT coalesce(max(change), 0) AS change FROM guide", []) else {
      throw StoreFault.damaged
    }
    let change = try last.integer("change") + 1
    let held = try session.query("SELECT version, certificate, units FROM guide WHERE id = $1", [.text(id)])
    let counting = try held.filter { row in
      (trust?.verdict(on: try Self.certificate(row), at: nil) ?? .trusted) == .trusted
    }
    let versions = try counting.map { try $0.number("version") }
    if let published = versions.max(), published >= version {
      guard published == version, try Self.guide(id, version: version, in: session).package == guide.package else {
        throw PublishingFault.notNewer(published: published)
      }
      // It reaches more teams by that, never fewer; and an earlier signature may be worth nothing any more.
      let before = try counting.first { try $0.number("version") == version }.map(Self.units)
      let all = Publication.union(before, units)
      try session.execute(
        """
        UPDATE guide SET units = $3, change = $4, published_at = $5,
          signature = $6, certificate = $7
        WHERE id = $1 AND version = $2
        """,
        [
          .text(id), .number(version), Self.codes(all), .integer(change), .integer(now), .bytes(guide.signature),
          certificate,
        ])
      return
    }
    // What bears the number and is trusted no more makes room.
    try session.execute("DELETE FROM guide WHERE id = $1 AND version = $2", [.text(id), .number(version)])
    try session.execute(
      """
      INSERT INTO guide (id, version, files, signature, change, published_at, units, certificate)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      """,
      [
        .text(id), .number(version), .text(String(decoding: files, as: UTF8.self)), .bytes(guide.signature),
        .integer(change), .integer(now), Self.codes(units), certificate,
      ])
  }

  private static func units(_ row: SQLRow) throws -> [UnitCode]? {
    try row.textIfPresent("units").map { text in
      text.split(separator: ",").compactMap { UnitCode(rawValue: String($0)) }
    }
  }

  private static func codes(_ units: [UnitCode]?) -> SQLValue {
    .optional(units.map { $0.map(\.rawValue).sorted().joined(separator: ",") })
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
