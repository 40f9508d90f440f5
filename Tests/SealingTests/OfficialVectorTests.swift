import Crypto
import CryptoExtras
import Foundation
import Testing

@testable import Domain
@testable import Sealing

/// The RFCs' own vectors through the calls that we compose: what is underneath is what its document says.
@Suite struct OfficialVectorTests {
  /// RFC 9180, appendix A.2.1, with the suite of `SealedBox`.
  private struct Encapsulation: Decodable {
    struct Encryption: Decodable {
      let sequence_number: Int
      let pt, aad, ct: HexBytes
    }
    struct Export: Decodable {
      let exporter_context, exported_value: HexBytes
      let L: Int
    }
    let info, skRm, pkRm, enc, key, base_nonce: HexBytes
    let encryptions: [Encryption]
    let exports: [Export]
  }

  private func recipient(_ vector: Encapsulation) throws -> HPKE.Recipient {
    let key = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: vector.skRm.bytes)
    #expect(Array(key.publicKey.rawRepresentation) == vector.pkRm.bytes)
    return try HPKE.Recipient(
      privateKey: key, ciphersuite: .Curve25519_SHA256_ChachaPoly, info: Data(vector.info.bytes),
      encapsulatedKey: Data(vector.enc.bytes))
  }

  @Test func hpke() throws {
    let vector: Encapsulation = try VectorFile.read("rfc9180.json")
    for export in vector.exports {
      let secret = try recipient(vector).exportSecret(
        context: Data(export.exporter_context.bytes), outputByteCount: export.L)
      #expect(secret.withUnsafeBytes(Array.init) == export.exported_value.bytes)
    }
    var recipient = try recipient(vector)
    for number in 0...256 {
      let listed = vector.encryptions.first { $0.sequence_number == number }
      // A number comes after those before it were opened: what is not listed is sealed with the listed key and nonce.
      let cipher = try listed?.ct.bytes ?? between(number, vector)
      let authenticated = listed?.aad.bytes ?? []
      let plain = try recipient.open(Data(cipher), authenticating: authenticated)
      if let listed { #expect(Array(plain) == listed.pt.bytes, "\(number)") }
    }
    for encryption in vector.encryptions {
      for cipher in encryption.ct.altered.prefix(8) {
        #expect(throws: (any Error).self) {
          try recipient.open(Data(cipher), authenticating: Data(encryption.aad.bytes))
        }
      }
    }
  }

  private func between(_ number: Int, _ vector: Encapsulation) throws -> [UInt8] {
    var nonce = vector.base_nonce.bytes
    nonce[11] ^= UInt8(number & 0xFF)
    nonce[10] ^= UInt8(number >> 8)
    let box = try ChaChaPoly.seal(
      Data(), using: SymmetricKey(data: vector.key.bytes), nonce: ChaChaPoly.Nonce(data: nonce))
    return Array(box.ciphertext + box.tag)
  }

  private struct Stretched: Decodable {
    let P, S, DK: HexBytes
    let N, r, p, dkLen: Int
  }

  /// The vectors with our r and p come through `Stretching` itself. It takes the first 32 bytes, and those of a longer
  /// key are the same: scrypt ends in PBKDF2, which makes them block by block (RFC 7914, section 6).
  @Test func scrypt() throws {
    struct File: Decodable { let vectors: [Stretched] }
    let vectors = try VectorFile.read("rfc7914.json", as: File.self).vectors
    var own = 0
    // The fourth takes a gigabyte, and half a minute where BoringSSL is built for debugging.
    for vector in vectors where vector.N < 1 << 20 {
      let logarithm = UInt8(vector.N.trailingZeroBitCount)
      if vector.r == Stretching.blockSize, vector.p == Stretching.parallelism {
        let stretching = try #require(Stretching(logarithm: logarithm))
        let passphrase = try #require(Passphrase(String(decoding: vector.P.bytes, as: UTF8.self)))
        let key = try stretching.key(passphrase, salt: vector.S.bytes)
        #expect(key.withUnsafeBytes(Array.init) == Array(vector.DK.bytes.prefix(32)))
        own += 1
      } else {
        let key = try KDF.Scrypt.deriveKey(
          from: vector.P.bytes, salt: vector.S.bytes, outputByteCount: vector.dkLen, rounds: vector.N,
          blockSize: vector.r, parallelism: vector.p)
        #expect(key.withUnsafeBytes(Array.init) == vector.DK.bytes)
      }
    }
    #expect((own, vectors.count) == (1, 4))
  }

  @Test func ed25519() throws {
    struct Vector: Decodable {
      let name: String
      let secret_key, public_key, message, signature: HexBytes
    }
    struct File: Decodable { let vectors: [Vector] }
    let vectors = try VectorFile.read("rfc8032.json", as: File.self).vectors
    #expect(vectors.count == 5)
    for vector in vectors {
      let key = try SigningKey(privateBytes: vector.secret_key.bytes)
      #expect(key.publicBytes == vector.public_key.bytes, "\(vector.name)")
      let own = try Curve25519.Signing.PublicKey(rawRepresentation: key.publicBytes)
      let message = Data(vector.message.bytes)
      #expect(own.isValidSignature(Data(vector.signature.bytes), for: message), "\(vector.name)")
      for altered in vector.signature.altered { #expect(!own.isValidSignature(Data(altered), for: message)) }
      for altered in vector.message.altered.prefix(64) {
        #expect(!own.isValidSignature(Data(vector.signature.bytes), for: Data(altered)))
      }
    }
  }

  @Test func hkdf() throws {
    struct Vector: Decodable {
      let IKM, salt, info, OKM: HexBytes
      let L: Int
    }
    struct File: Decodable { let vectors: [Vector] }
    let vectors = try VectorFile.read("rfc5869.json", as: File.self).vectors
    #expect(vectors.count == 3)
    for vector in vectors {
      let material = SymmetricKey(data: vector.IKM.bytes)
      let info = Data(vector.info.bytes)
      let key = HKDF<SHA256>.deriveKey(
        inputKeyMaterial: material, salt: vector.salt.bytes, info: info, outputByteCount: vector.L)
      #expect(key.withUnsafeBytes(Array.init) == vector.OKM.bytes)
      guard vector.salt.bytes.isEmpty else { continue }
      // The call of an invitation's code names no salt.
      let own = HKDF<SHA256>.deriveKey(inputKeyMaterial: material, info: info, outputByteCount: vector.L)
      #expect(own == key)
    }
  }

  @Test func x25519() throws {
    struct Side: Decodable {
      let `private`, `public`: HexBytes
    }
    struct File: Decodable {
      let alice, bob: Side
      let shared: HexBytes
    }
    let file: File = try VectorFile.read("rfc7748.json")
    for (own, other) in [(file.alice, file.bob), (file.bob, file.alice)] {
      #expect(try ReadingKey(privateBytes: own.private.bytes).publicBytes == own.public.bytes)
      let secret = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: own.private.bytes)
        .sharedSecretFromKeyAgreement(with: .init(rawRepresentation: other.public.bytes))
      #expect(secret.withUnsafeBytes(Array.init) == file.shared.bytes)
    }
  }
}
