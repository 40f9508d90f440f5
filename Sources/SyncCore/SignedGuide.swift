import Domain
import FoundationEssentials
import Sealing

/// A guide with the signature over it.
package struct SignedGuide: Hashable, Sendable {
  package let package: GuidePackage
  /// Ed25519, 64 bytes.
  package let signature: [UInt8]
  /// The province's word for the trainer's key that signed; nil where its root key signed itself.
  package let certificate: TrainerCertificate?

  /// That guide, signed so.
  package init(package: GuidePackage, signature: [UInt8], certificate: TrainerCertificate? = nil) {
    self.package = package
    self.signature = signature
    self.certificate = certificate
  }

  /// By which this version, signed so, is known where somebody has refused it.
  package var mark: Fingerprint { Self.mark(signature: signature, certificate: certificate) }

  /// The mark of what has that signature, which is over the id, the version and the files.
  package static func mark(signature: [UInt8], certificate: TrainerCertificate?) -> Fingerprint {
    Fingerprint(of: signature + (certificate?.canonical.bytes ?? []))
  }

  /// Whether it is no guide, but something else that travels with them: its id begins with `_`, as no guide's does.
  package var isReserved: Bool { package.id.hasPrefix("_") }

  /// The table beside the guides' folders that it brings; nil where it is a guide, or something else that travels.
  package var table: ContentTable? { ContentTable(packageID: package.id) }

  /// Whether only the province's root key may sign it: trainers sign guides and tables.
  package var isForRootOnly: Bool { isReserved && table == nil }

  /// Whether the guide's id and its files' names can be names on any disk, and lead nowhere else.
  package var hasSafeNames: Bool {
    func isSafe(_ name: String) -> Bool {
      let allowed = name.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || "-_.".utf8.contains($0)
      }
      return allowed && (1...100).contains(name.utf8.count) && !name.hasPrefix(".")
    }
    return isSafe(package.id) && package.files.keys.allSatisfy(isSafe)
  }

  /// How many bytes of text the guide has.
  package var size: Int { package.files.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count } }
}

extension SignedGuide {
  var travelling: CanonicalValue {
    var members: [String: CanonicalValue] = [
      "id": .text(package.id), "version": .integer(Int64(package.version)),
      "files": .object(package.files.mapValues { .text($0) }),
      "signature": .text(Data(signature).base64EncodedString()),
    ]
    members["certificate"] = certificate?.canonical
    return .object(members)
  }

  init(travelling part: MessageReader) throws(MessageFault) {
    var files: [String: String] = [:]
    for (name, content) in try part.object("files").value.object ?? [:] {
      files[name] = try part.required("files", content.text)
    }
    package = GuidePackage(
      id: try part.text("id"), version: try part.number("version", in: 0...Int(Int32.max)), files: files)
    let signature = try part.text("signature")
    self.signature = Array(try part.required("signature", Data(base64Encoded: signature)))
    certificate = try part.value["certificate"].map { value throws(MessageFault) in
      try part.required("certificate", TrainerCertificate(canonical: value))
    }
  }
}

extension [SignedGuide] {
  /// What becomes of each where they come together: tables are tried before the guides that may need them, and what cannot
  /// be read is tried again as long as others come in, since it may include one of them.
  ///
  /// - Parameter take: tries one.
  package func received(
    _ take: (SignedGuide) throws -> GuideReception
  ) rethrows -> [(guide: SignedGuide, reception: GuideReception)] {
    var results: [(guide: SignedGuide, reception: GuideReception)] = []
    var waiting = filter { $0.table != nil } + filter { $0.table == nil }
    var hasGrown = true
    while hasGrown, !waiting.isEmpty {
      let tried = try waiting.map { (guide: $0, reception: try take($0)) }
      results += tried.filter { $0.reception != .unreadable }
      waiting = tried.filter { $0.reception == .unreadable }.map(\.guide)
      hasGrown = tried.contains { $0.reception == .installed }
    }
    return results + waiting.map { ($0, .unreadable) }
  }
}
