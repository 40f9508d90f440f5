import Compression
import Domain
import Sealing
import SyncCore

/// A stick's file: the zlib stream, and the bundle in it as a team's device may have signed it.
enum BundleFuzz {
  static let readers: [@Sendable ([UInt8]) -> Bool] = [stream, bundle, signed, pack, body]

  private static let limit = 1 << 20

  @Sendable private static func stream(_ bytes: [UInt8]) -> Bool {
    guard let plain = try? Deflate.expand(bytes, limit: limit) else { return false }
    hold(plain.count <= limit, "nothing expands beyond the limit")
    hold((try? Deflate.expand(Deflate.compress([.init(plain)]), limit: limit)) == plain, "a stream is what it was")
    _ = bundle(plain)
    return true
  }

  @Sendable private static func bundle(_ bytes: [UInt8]) -> Bool {
    guard let bundle = try? SyncBundle(bytes: bytes) else { return false }
    guard let again = try? bundle.bytes(signedBy: EnvelopeFuzz.device) else {
      preconditionFailure("a bundle is signed")
    }
    hold((try? SyncBundle(bytes: again)) == bundle, "a bundle is what it was")
    return true
  }

  /// The bytes with the signature of the device that a corpus's bundles name: nobody guesses one.
  @Sendable private static func signed(_ bytes: [UInt8]) -> Bool {
    let key = EnvelopeFuzz.device.signingPrivate
    guard let signed = try? SignedMessage.sign(bytes, for: .bundle, with: key) else { return false }
    return bundle(signed)
  }

  @Sendable private static func pack(_ bytes: [UInt8]) -> Bool {
    guard let pack = try? GuidePack(bytes: bytes) else { return false }
    hold((try? GuidePack(bytes: pack.bytes)) == pack, "a pack is what it was")
    return true
  }

  /// A body of HTTP: the first byte chooses its coding.
  @Sendable private static func body(_ bytes: [UInt8]) -> Bool {
    guard let choice = bytes.first else { return false }
    let codings = ContentCoding.allCases
    var incoming = IncomingBody(coding: codings[Int(choice) % codings.count], limit: limit)
    let rest = Array(bytes.dropFirst())
    guard (try? incoming.append(rest.span)) != nil, let plain = try? incoming.finish() else { return false }
    hold(plain.count <= limit, "nothing expands beyond the limit")
    return true
  }
}
