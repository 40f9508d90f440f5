import Foundation
import NIOSSL
import Synchronization

/// Why the server cannot speak TLS with the files that it was given.
package struct TLSFault: Error, Hashable, Sendable {
  /// What is wrong; each has the sentence `server.<code>`.
  package enum Code: String, CaseIterable, Sendable {
    /// The file with the certificate cannot be read.
    case certificateUnreadable = "tls-certificate-unreadable"
    /// There is no certificate in the file.
    case noCertificate = "tls-no-certificate"
    /// The file with the key cannot be read.
    case keyUnreadable = "tls-key-unreadable"
    /// Everybody on the machine can read or write the key.
    case keyOpen = "tls-key-open"
    /// There is no private key in the file, or a passphrase protects it.
    case noKey = "tls-no-key"
    /// The key is not the one of the certificate.
    case mismatch = "tls-mismatch"
  }

  package let code: Code
  package let path: String
}

/// The certificate and the key with which the server speaks TLS, as two PEM files have them. They are read again when
/// they were renewed (`reload`); connections that are open go on.
package final class ServedCertificate: Sendable {
  private typealias Pair = (chain: [NIOSSLCertificateSource], key: NIOSSLPrivateKeySource)

  private let certificatePath: String
  private let keyPath: String
  private let pair: Mutex<Pair>

  /// What these files have.
  ///
  /// - Parameters:
  ///   - certificate: the file with the certificate, and behind it those between it and the authority's.
  ///   - key: the file with the private key; others than its owner and its group may not read it.
  /// - Throws: `TLSFault`.
  package init(certificate: String, key: String) throws {
    certificatePath = certificate
    keyPath = key
    pair = Mutex(try Self.read(certificate, key))
  }

  /// Reads the files again; where they are no good, what was read before stays.
  ///
  /// - Throws: `TLSFault`.
  package func reload() throws {
    let fresh = try Self.read(certificatePath, keyPath)
    pair.withLock { $0 = fresh }
  }

  /// TLS 1.2 or newer, for each connection with what was read last.
  var configuration: TLSConfiguration {
    let (chain, key) = pair.withLock(\.self)
    var configuration = Self.configuration(chain, key)
    configuration.sslContextCallback = { [self] _, promise in
      var fresh = NIOSSLContextConfigurationOverride()
      (fresh.certificateChain, fresh.privateKey) = pair.withLock { ($0.chain, $0.key) }
      promise.succeed(fresh)
    }
    return configuration
  }

  private static func configuration(
    _ chain: [NIOSSLCertificateSource], _ key: NIOSSLPrivateKeySource
  ) -> TLSConfiguration {
    var configuration = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: key)
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = ["http/1.1"]
    return configuration
  }

  private static func read(_ certificatePath: String, _ keyPath: String) throws -> Pair {
    guard let pem = FileManager.default.contents(atPath: certificatePath) else {
      throw TLSFault(code: .certificateUnreadable, path: certificatePath)
    }
    guard let chain = try? NIOSSLCertificate.fromPEMBytes(Array(pem)), !chain.isEmpty else {
      throw TLSFault(code: .noCertificate, path: certificatePath)
    }
    let attributes = try? FileManager.default.attributesOfItem(atPath: keyPath)
    guard let mode = attributes?[.posixPermissions] as? Int, FileManager.default.isReadableFile(atPath: keyPath) else {
      throw TLSFault(code: .keyUnreadable, path: keyPath)
    }
    guard mode & 0o007 == 0 else { throw TLSFault(code: .keyOpen, path: keyPath) }
    // Nobody is asked for a passphrase: the server starts without a person.
    guard let key = try? NIOSSLPrivateKey(file: keyPath, format: .pem, passphraseCallback: { $0([UInt8]()) }) else {
      throw TLSFault(code: .noKey, path: keyPath)
    }
    let pair: Pair = (chain.map { .certificate($0) }, .privateKey(key))
    guard (try? NIOSSLContext(configuration: configuration(pair.chain, pair.key))) != nil else {
      throw TLSFault(code: .mismatch, path: keyPath)
    }
    return pair
  }
}
