import Domain
import Foundation
import GRDB
import Sealing
import SyncCore

extension GuidePackage {
  /// By which this very content is known, whatever its version says.
  package var fingerprint: Fingerprint {
    Fingerprint(of: CanonicalValue.object(files.mapValues { .text($0) }).bytes)
  }
}

extension Store {
  /// The guides that servers or sticks brought and that this device accepted, by id.
  package func installedGuides() throws(StoreFault) -> [SignedGuide] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM installed_guide WHERE substr(guide, 1, 1) <> '_' ORDER BY guide"
      ).map { try installed($0, in: database) }
    }
  }

  /// The tables beside the guides that servers or sticks brought and that this device accepted.
  package func installedTables() throws(StoreFault) -> [SignedGuide] {
    try read { database in
      let ids = ContentTable.allCases.map(\.packageID)
      let places = ids.map { _ in "?" }.joined(separator: ", ")
      return try Row.fetchAll(
        database, sql: "SELECT * FROM installed_guide WHERE guide IN (\(places)) ORDER BY guide",
        arguments: StatementArguments(ids)
      ).map { try installed($0, in: database) }
    }
  }

  /// Everything that is kept of what servers and sticks brought, lists too.
  func allInstalled() throws(StoreFault) -> [SignedGuide] {
    try read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM installed_guide ORDER BY guide").map {
        try installed($0, in: database)
      }
    }
  }

  /// The guide of that id as it is kept; nil where there is none.
  func installedGuide(_ id: String) throws -> SignedGuide? {
    try read { database in
      try Row.fetchOne(database, sql: "SELECT * FROM installed_guide WHERE guide = ?", arguments: [id]).map {
        try installed($0, in: database)
      }
    }
  }

  private func installed(_ row: Row, in database: Database) throws -> SignedGuide {
    let certificate = try row.optionalBytes("certificate").map { bytes in
      guard let certificate = TrainerCertificate(canonical: try CanonicalValue(bytes: bytes)) else {
        throw StoreFault(.damaged)
      }
      return certificate
    }
    return SignedGuide(
      package: GuidePackage(
        id: row["guide"], version: row["version"], files: try files(row["fingerprint"], in: database)),
      signature: row.bytes("signature"), certificate: certificate)
  }

  /// Whose guides this device takes; nil before it has joined a team whose server has a root key.
  package func contentTrust() throws(StoreFault) -> ContentTrust? {
    do {
      guard let key = try enrolment()?.contentKey else { return nil }
      let list = try read { database in
        try Row.fetchOne(
          database, sql: "SELECT * FROM installed_guide WHERE guide = ?", arguments: [RevokedTrainers.id]
        ).map { try installed($0, in: database) }
      }
      return ContentTrust(rootKey: key, list: list)
    } catch { throw StoreFault(error) }
  }

  /// What a certificate's days are compared with: the server's clock, as far as it is known.
  private func contentTime() throws -> Int64 { now + (try clockOffset() ?? 0) }

  /// Keeps a guide that somebody signed whom the device trusts and to which there is no `objection`, in place of its
  /// earlier version; else remembers that it was refused.
  package func install(_ guide: SignedGuide) throws -> GuideReception {
    let reception = try accept(guide)
    switch reception {
    // What is held may lose its trust; then the older one is good.
    case .installed, .older: break
    case .untrusted, .expired, .revoked, .unreadable, .asksSecret, .suspiciousLink: try remember(refused: guide)
    }
    return reception
  }

  private func accept(_ guide: SignedGuide) throws -> GuideReception {
    guard let trust = try contentTrust() else { return .untrusted }
    switch trust.verdict(on: guide, at: try contentTime()) {
    case .untrusted: return .untrusted
    case .expired: return .expired
    case .revoked: return .revoked
    case .trusted: break
    }
    if ProcedurePart.isReserved(guide.package.id) { return try installProcedures(guide.package) }
    // An older version, however well signed, must not come back: it may be the one that was withdrawn.
    if let held = try guideVersions()[guide.package.id], guide.package.version <= held { return .older }
    if !guide.isForRootOnly, let objection = objection(guide.package) {
      // What came with the program loses no trust.
      if objection == .older { try remember(refused: guide) }
      return objection
    }
    try write { database in
      try keepFiles(guide.package, in: database)
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO installed_guide (guide, version, fingerprint, signature, certificate)
          VALUES (?, ?, ?, ?, ?)
          """,
        arguments: [
          guide.package.id, guide.package.version, guide.package.fingerprint.hexadecimal, Data(guide.signature),
          guide.certificate.map { Data($0.canonical.bytes) },
        ])
      try forgetFiles(in: database)
      // Beside another guide, or by another list of sites or blockers, what was refused may be good.
      try database.execute(sql: "DELETE FROM refused_guide")
    }
    return .installed
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
