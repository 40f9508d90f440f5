import Domain
import Foundation
import GuideFormat
import Phrases
import Sealing
import SyncCore

/// What trainers keep in files: a guide's folder or a table's file with its signature, a key, a certificate, a pack.
struct TrainerFiles {
  private let shell: Shell

  /// The files as a shell reaches them.
  init(_ shell: Shell) { self.shell = shell }

  /// The guide in a folder, or the table in a file such as `calendar.yaml`, whole and without a fault beside the guides and
  /// the tables of this machine, and the tables and the new guides that lie beside it.
  ///
  /// - Throws: `UserFault`, after each fault was written as a line.
  func package(at path: String) throws -> GuidePackage {
    let written = try WrittenContent(at: path)
    // Nothing goes to a village that a reviewer would send back: also what is only unfinished.
    let (catalogue, faults) = try shell.review(laid(written), of: [written.id])
    let own = faults.filter(written.owns)
    for fault in own { try shell.show(fault) }
    guard own.isEmpty, let version = try written.version(in: catalogue) else {
      throw UserFault("guides.unfit", ["path": path, "faults": String(max(own.count, 1))])
    }
    let package = GuidePackage(id: written.id, version: version, files: written.files)
    if try ShippedContent(package.id, in: shell.parts.content)?.hides(package) == true {
      throw UserFault("guides.not-raised", ["path": path, "version": String(version)])
    }
    let size = SignedGuide(package: package, signature: []).size
    guard size <= SyncLimits.oneGuideBytes else {
      throw UserFault("guides.too-large", ["path": path, "limit": String(SyncLimits.oneGuideBytes)])
    }
    return package
  }

  /// A guide or a table beside the guides and the tables of this machine, and the tables and the new guides that lie beside it:
  /// every file by name below the guides' folder.
  func laid(_ written: WrittenContent) throws(UserFault) -> [String: String] {
    written.laid(over: try around(written))
  }

  /// What this machine shows, with the tables and the province's own guides that lie beside a guide or a table in their place.
  func around(_ written: WrittenContent) throws(UserFault) -> [String: String] {
    var tables = try shell.tables.files
    for table in try written.tablesBeside() { tables = table.laid(over: tables) }
    var guides = try shell.shelfToRead.files.filter { ContentTable(file: $0.key) == nil }
    for guide in try written.guidesBeside() where try ShippedContent(guide.id, in: shell.parts.content) == nil {
      guides = guide.laid(over: guides)
    }
    return guides.merging(tables) { $1 }
  }

  /// The private key in a file.
  func key(at path: String) throws(UserFault) -> SigningKey {
    do { return try SigningKeyFile.read(path) } catch { throw UserFault("guides.no-key", ["path": path]) }
  }

  /// The certificate in a file, where it is for that key.
  func certificate(at path: String, for key: SigningKey) throws(UserFault) -> TrainerCertificate {
    let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let line = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard let value = try? CanonicalValue(bytes: Array(line.utf8)),
      let certificate = TrainerCertificate(canonical: value)
    else { throw UserFault("guides.no-certificate", ["path": path]) }
    guard certificate.publicKey == key.publicBytes else {
      throw UserFault("guides.other-certificate", ["path": path, "trainer": certificate.trainer])
    }
    return certificate
  }

  /// The package, signed with the key that the options `key` and `certificate` name; without a certificate as the province
  /// signs.
  func signed(_ package: GuidePackage, _ options: [String: String]) throws -> SignedGuide {
    guard let keyPath = options["key"] else { throw UserFault("guides.key-needed", kind: .usage) }
    let key = try key(at: keyPath)
    var certificate: TrainerCertificate?
    if let path = options["certificate"] { certificate = try self.certificate(at: path, for: key) }
    if let certificate, !certificate.validity.contains(shell.parts.wallClock()) {
      shell.screen.show(shell.phrases("guides.certificate-over", ["trainer": certificate.trainer]), .warning)
    }
    return SignedGuide(package: package, signature: try key.sign(package), certificate: certificate)
  }

  /// Keeps a signature beside the folder's guide or the file's table that it is over.
  func keep(_ guide: SignedGuide, beside path: String) throws(UserFault) {
    try replace(WrittenContent.signaturePath(of: path), by: GuidePack([guide.withoutFiles]).bytes)
  }

  /// The guide in a folder, or the table in a file, with the signature that was kept beside it.
  func signedGuide(at path: String) throws -> SignedGuide {
    let package = try package(at: path)
    guard let data = FileManager.default.contents(atPath: WrittenContent.signaturePath(of: path)),
      let kept = try? GuidePack(bytes: Array(data)).guides.first
    else { throw UserFault("guides.not-signed", ["path": path]) }
    let guide = SignedGuide(package: package, signature: kept.signature, certificate: kept.certificate)
    guard kept.package.id == package.id, kept.package.version == package.version else {
      throw UserFault("guides.changed-since", ["path": path])
    }
    // Without a certificate the province signed, whose key a machine knows that has joined one of its teams.
    guard let signer = try kept.certificate?.publicKey ?? shell.storeToRead?.contentTrust()?.rootKey else {
      shell.screen.show(shell.phrases("guides.not-compared", ["guide": shell.named(package.id)]), .warning)
      return guide
    }
    guard package.isSigned(by: signer, signature: kept.signature) else {
      throw UserFault(kept.certificate == nil ? "guides.not-the-provinces" : "guides.changed-since", ["path": path])
    }
    return guide
  }

  /// The pack in a file.
  func pack(at path: String) throws(UserFault) -> GuidePack {
    guard let file = FileHandle(forReadingAtPath: path),
      let data = try? file.read(upToCount: GuidePack.maximumBytes + 1)
    else { throw UserFault("guides.not-read", ["path": path], kind: .world) }
    do { return try GuidePack(bytes: Array(data)) } catch {
      let code =
        switch error {
        case .notAPack: "guides.not-a-pack"
        case .newer: "guides.pack-newer"
        case .damaged: "guides.pack-damaged"
        case .tooLarge: "guides.pack-too-large"
        }
      throw UserFault(code, ["path": path])
    }
  }

  /// Writes a file whole or not at all that only camtay writes, a signature or a translation's record, over the one before.
  /// What a person names goes through `NewFile`.
  func replace(_ path: String, by bytes: [UInt8]) throws(UserFault) {
    do { try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
      throw UserFault("guides.not-written", ["path": path], kind: .world)
    }
  }
}

extension SignedGuide {
  /// The signature alone: what it is over stands beside it.
  fileprivate var withoutFiles: SignedGuide {
    SignedGuide(
      package: GuidePackage(id: package.id, version: package.version, files: [:]), signature: signature,
      certificate: certificate)
  }
}
