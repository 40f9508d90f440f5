import Crypto
import Domain
import Foundation

/// The key with which guides are signed: the private half stays with whoever publishes.
package typealias ContentKey = SigningKey

extension SigningKey {
  /// The Ed25519 signature (RFC 8032) over the package.
  package func sign(_ package: GuidePackage) throws -> [UInt8] {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: privateBytes) else {
      throw SealingError.badKey
    }
    return Array(try key.signature(for: Data(package.signedBytes)))
  }
}

/// A guide as it is published: its files, by name.
package struct GuidePackage: Hashable, Sendable {
  package let id: String
  package let version: Int
  /// Text by file name (`guide.yaml`, `en.yaml`, …).
  package let files: [String: String]

  /// The numbers that a version may have, wherever it is read.
  package static let versions = 1...999_999

  /// That version of that guide, with its files.
  package init(id: String, version: Int, files: [String: String]) {
    self.id = id
    self.version = version
    self.files = files
  }

  /// What is signed: the purpose, the guide, its version, and the digest of every file.
  var signedBytes: [UInt8] {
    let digests = files.mapValues { CanonicalValue.text(Fingerprint(of: Array($0.utf8)).hexadecimal) }
    return CanonicalValue.object([
      "purpose": .text("camtay guide 1"), "guide": .text(id), "version": .integer(Int64(version)),
      "files": .object(digests),
    ]).bytes
  }

  /// Whether the signature over this package was made with the private half of that public key.
  package func isSigned(by publicKey: [UInt8], signature: [UInt8]) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
    return key.isValidSignature(Data(signature), for: Data(signedBytes))
  }
}

extension GuidePackage {
  /// Its files by name below the guides' folder.
  package var named: [String: String] {
    guard ContentTable(packageID: id) == nil else { return files }
    return files.reduce(into: [:]) { $0["\(id)/\($1.key)"] = $1.value }
  }
}
