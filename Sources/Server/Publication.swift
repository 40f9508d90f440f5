import Domain
import SyncCore

/// A version of a guide that was published.
package struct Publication: Hashable, Sendable {
  package let guide: String
  package let version: Int
  /// The units for whose teams it is meant; nil for everybody.
  package let units: [UnitCode]?
  /// The signature, and the province's word for the trainer's key that made it; nil for the province's root key.
  package let signature: [UInt8]
  package let certificate: TrainerCertificate?
  /// When it was published last, in milliseconds since 1970.
  package let time: Int64

  /// By which devices know it.
  var mark: Fingerprint { SignedGuide.mark(signature: signature, certificate: certificate) }

  /// Who signed it; nil for the province's root key.
  package var trainer: String? { certificate?.trainer }

  /// For whom a version is meant that is published again: for those for whom it was, and for more.
  ///
  /// - Parameter before: The units of the publication before; nil where there was none.
  static func union(_ before: [UnitCode]??, _ units: [UnitCode]?) -> [UnitCode]? {
    guard let before else { return units?.sorted() }
    guard let before, let units else { return nil }
    return Set(before + units).sorted()
  }

  /// Whether the teams of that place get it.
  func isMeant(for place: TeamPlace, in register: UnitRegister) -> Bool {
    guard let units else { return true }
    return units.contains { unit in place.unit.map { register.contains($0, in: unit) } ?? false }
  }
}

extension ServerStore {
  /// The newest version of each of those guides that was published for anybody and that the server trusts still; nothing of
  /// those that have none.
  func newestVersions(of guides: Set<String>) async throws -> [String: Int] {
    guard !guides.isEmpty else { return [:] }
    let trust = try await presentTrust()
    return try await publications().reduce(into: [:]) { newest, published in
      guard guides.contains(published.guide),
        (trust?.verdict(on: published.certificate, at: nil) ?? .trusted) == .trusted
      else { return }
      newest[published.guide] = max(newest[published.guide] ?? 0, published.version)
    }
  }
}
