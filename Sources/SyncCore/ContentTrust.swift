import Domain
import Sealing

/// Whose guides and tables a device or a server takes: those that the province's root key signed, or a trainer's key that the root
/// key vouches for and that was not revoked.
package struct ContentTrust: Hashable, Sendable {
  /// What a signature is worth.
  package enum Verdict: String, Sendable {
    case trusted
    /// Neither the root key nor a key that it vouches for signed this.
    case untrusted
    /// The trainer's certificate is over, or has not begun.
    case expired
    /// The trainer's key was revoked.
    case revoked
  }

  /// The public half of the province's root key.
  package let rootKey: [UInt8]
  /// The public keys of trainers that were revoked.
  package let revoked: Set<[UInt8]>

  /// That trust.
  package init(rootKey: [UInt8], revoked: Set<[UInt8]> = []) {
    self.rootKey = rootKey
    self.revoked = revoked
  }

  /// The trust that a list of revoked keys leaves: the list is the root's own, and what anything else made of it is none.
  package init(rootKey: [UInt8], list: SignedGuide?) {
    let root = ContentTrust(rootKey: rootKey)
    guard let list, list.package.id == RevokedTrainers.id, root.verdict(on: list, at: nil) == .trusted else {
      self = root
      return
    }
    self.init(rootKey: rootKey, revoked: RevokedTrainers.keys(in: list.package))
  }

  /// What the signature of a guide is worth at a time, in milliseconds since 1970; nil asks for no time: what was taken
  /// while its certificate held stays good after that.
  package func verdict(on guide: SignedGuide, at time: Int64?) -> Verdict {
    guard let certificate = guide.certificate else {
      return guide.package.isSigned(by: rootKey, signature: guide.signature) ? .trusted : .untrusted
    }
    // Only the root says which keys are revoked, and nobody signs in its name.
    guard !guide.isForRootOnly, certificate.isSigned(by: rootKey),
      guide.package.isSigned(by: certificate.publicKey, signature: guide.signature)
    else { return .untrusted }
    return verdict(on: certificate, at: time)
  }

  /// What a guide is worth whose signature was verified once, by the certificate that came with it: neither the root key
  /// nor a signature changes, but certificates end and keys are revoked.
  package func verdict(on certificate: TrainerCertificate?, at time: Int64?) -> Verdict {
    guard let certificate else { return .trusted }
    guard !revoked.contains(certificate.publicKey) else { return .revoked }
    if let time, !certificate.validity.contains(time) { return .expired }
    return .trusted
  }
}

/// The list of trainers' keys that were revoked: a package of a reserved id, which the root key signs and which reaches
/// devices as guides do.
package enum RevokedTrainers {
  /// The package's id; no guide can have it.
  package static let id = "_revoked"
  private static let file = "keys.txt"

  /// The list with that number; a later list has a higher one, and holds the earlier keys, too.
  package static func package(_ keys: Set<[UInt8]>, number: Int) -> GuidePackage {
    let lines = keys.map(Hexadecimal.text).sorted().map { $0 + "\n" }
    return GuidePackage(id: id, version: number, files: [file: lines.joined()])
  }

  /// The keys in such a package.
  package static func keys(in package: GuidePackage) -> Set<[UInt8]> {
    Set((package.files[file] ?? "").split(separator: "\n").compactMap { Hexadecimal.bytes(String($0)) })
  }
}
