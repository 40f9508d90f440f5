import Crypto
import Foundation

@testable import Domain
@testable import Sealing

extension FormatVectors {
  /// New vectors, from keys that are no secret: what is random in a format is random here too.
  static func made() throws -> FormatVectors {
    func bytes(_ value: UInt8) -> [UInt8] { [UInt8](repeating: value, count: 32) }
    let (own, other, sheet) = (
      try ReadingKey(privateBytes: bytes(1)), try ReadingKey(privateBytes: bytes(2)),
      try ReadingKey(privateBytes: bytes(3))
    )
    let authority = try SigningKey(privateBytes: bytes(4))
    let device = try DeviceKeys(signingPrivate: bytes(5), sealingPrivate: bytes(6))
    let secrets = TeamSecrets(generation: 2, key: other, indexKey: bytes(7), authority: authority)
    let code = InvitationCode(values: [UInt8](7..<32))
    let dossier = "G22.99-251225-020175"
    let context = "entry 000102030405060708090a0b0c0d0e0f"
    let plain = SealedDetails(note: "bác Sáu, ấp 3", dossierCode: dossier, name: "Nguyễn Thị Sáu").canonical.bytes
    let sealer = try Sealer(to: own.publicBytes)
    _ = try sealer.seal([], context: context)
    var terms = TeamKeyStatement.Terms()
    terms.readers = [device.deviceID: (own.publicBytes, true)]
    terms.earlier = [try ReadingKey(privateBytes: bytes(8))]
    terms.recovery = sheet.publicBytes
    terms.excluded = [Hexadecimal.text([UInt8](repeating: 9, count: 16))]
    let statement = try TeamKeyStatement(secrets, team: "t1", terms: terms, signer: authority)
    let reader = try ReaderStatement(own.publicBytes, of: device, with: secrets)
    guard let cheap = Stretching(logarithm: 10), let passphrase = Passphrase("bốn chữ dễ nhớ") else {
      throw SealingError.badFormat
    }
    let (salt, nonce) = ([UInt8](0..<16), [UInt8](16..<28))
    let vault = try Sealing.Vault(own, passphrase: passphrase, stretching: cheap, salt: salt, nonce: nonce)
    let recovery = try ReadingKey(privateBytes: code.key(for: "camtay recovery 1").withUnsafeBytes(Array.init))
    let message = Array("a message".utf8)
    let stream = StreamID(device: device.deviceID, incarnation: "0001020304050607")
    let headers = [#"{"id":"1"}"#, #"{"id":"2"}"#]
    let start = EntryChain.start(of: stream)
    let first = EntryChain.next(after: start, header: Array(headers[0].utf8))
    let second = EntryChain.next(after: first, header: Array(headers[1].utf8))
    return FormatVectors(
      sealed_box: Box(
        private_key: HexBytes(own.privateBytes), plain: HexBytes(plain),
        box: HexBytes(try sealer.seal(plain, context: context)), context: context),
      sealed_box_1: Box(
        private_key: HexBytes(own.privateBytes), plain: HexBytes(plain),
        box: HexBytes(try firstVersion(plain, to: own.publicBytes, context: context)), context: context),
      vault: Vault(
        private_key: HexBytes(own.privateBytes), salt: HexBytes(salt), nonce: HexBytes(nonce),
        bytes: HexBytes(vault.bytes), passphrase: "bốn chữ dễ nhớ", logarithm: 10),
      packet: Packet(
        code: code.text, secrets: HexBytes(secrets.bytes), authority: HexBytes(authority.publicBytes),
        bytes: HexBytes(
          try InvitationPacket(
            secrets: secrets, authority: authority.publicBytes, successor: authority.publicBytes
          ).sealed(with: code))),
      code: Code(
        code: code.text, ticket: HexBytes(code.ticket), digest: HexBytes(code.digest.bytes),
        recovery_private: HexBytes(recovery.privateBytes), recovery_public: HexBytes(recovery.publicBytes)),
      reader: Reader(
        body: String(decoding: reader.canonical.bytes, as: UTF8.self), device: device.deviceID,
        member_key: Hexadecimal.text(other.privateBytes), authority: Hexadecimal.text(authority.publicBytes)),
      team_key: TeamKey(
        body: String(decoding: statement.canonical.bytes, as: UTF8.self), team: "t1", reader: device.deviceID,
        reader_private: HexBytes(own.privateBytes), sheet_private: HexBytes(sheet.privateBytes),
        secrets: HexBytes(secrets.bytes), earlier_private: HexBytes(bytes(8))),
      blind_index: Index(
        key: HexBytes(bytes(7)), index: HexBytes(BlindIndex(key: bytes(7)).value(ofDossier: dossier)),
        dossier: dossier),
      chain: Chain(
        device: stream.device, incarnation: stream.incarnation, start: HexBytes(start.bytes), headers: headers,
        hashes: [HexBytes(first.bytes), HexBytes(second.bytes)]),
      signature: Signature(
        public_key: HexBytes(device.signingPublic), message: HexBytes(message),
        signature: HexBytes(
          try MessageSignature.sign(message, purpose: "camtay test 1", privateKey: device.signingPrivate)),
        purpose: "camtay test 1"))
  }

  /// A box of version 1, as programs before version 2 made it.
  private static func firstVersion(_ plain: [UInt8], to key: [UInt8], context: String) throws -> [UInt8] {
    let head = [1] + SealedBox.keyID(key)
    var sender = try HPKE.Sender(
      recipientKey: Curve25519.KeyAgreement.PublicKey(rawRepresentation: key),
      ciphersuite: .Curve25519_SHA256_ChachaPoly,
      info: Data("camtay sealed details 1".utf8))
    var padded = plain + [0x80]
    padded += [UInt8](repeating: 0, count: (32 - padded.count % 32) % 32)
    let cipher = try sender.seal(Data(padded), authenticating: Data(head + Array(context.utf8)))
    return head + Array(sender.encapsulatedKey) + Array(cipher)
  }
}
