import Domain
import Sealing

/// What is sealed: as a stranger may have written it, and, since nobody guesses a tag, as a member may have sealed it.
enum EnvelopeFuzz {
  static let readers: [@Sendable ([UInt8]) -> Bool] = [
    box, vault, packet, reader, teamKey, secretsInABox, sealedAndOpened, code,
  ]

  /// The same in every run, so that a committed box opens.
  static let device: DeviceKeys = {
    guard let keys = try? DeviceKeys(signingPrivate: bytes(1), sealingPrivate: bytes(2)) else {
      preconditionFailure("any 32 bytes are a key")
    }
    return keys
  }()
  static let invitation = InvitationCode(values: [UInt8](0..<25))
  static let context = "entry 00000000000000000000000000000001"

  static func bytes(_ value: UInt8) -> [UInt8] { [UInt8](repeating: value, count: 32) }

  @Sendable private static func box(_ bytes: [UInt8]) -> Bool {
    guard let plain = try? SealedBox.open(bytes, with: device.sealingPrivate, context: context) else { return false }
    hold(SealedBox.keyID(of: bytes) == SealedBox.keyID(device.sealingPublic), "what opens names its key")
    hold(plain.count < bytes.count, "a box is longer than what is in it")
    return true
  }

  /// Its passphrase is not tried: only what was read is written again.
  @Sendable private static func vault(_ bytes: [UInt8]) -> Bool {
    guard let vault = Vault(bytes: bytes) else { return false }
    hold(vault.bytes == bytes, "a vault is its bytes")
    hold(vault.publicKey.count == 32, "a vault has a key")
    hold(Stretching.logarithms.contains(vault.stretching.logarithm), "no vault costs more than is allowed")
    return true
  }

  @Sendable private static func packet(_ bytes: [UInt8]) -> Bool {
    guard let packet = try? InvitationPacket(opening: bytes, with: invitation) else { return false }
    guard let again = try? packet.sealed(with: invitation) else { preconditionFailure("a packet seals again") }
    hold((try? InvitationPacket(opening: again, with: invitation)) == packet, "a packet is what it was")
    return true
  }

  @Sendable private static func reader(_ bytes: [UInt8]) -> Bool {
    guard let value = try? CanonicalValue(bytes: bytes), let statement = ReaderStatement(canonical: value) else {
      return false
    }
    hold(statement.canonical.bytes == bytes, "a statement has one form")
    hold(statement.device.utf8.count == 32, "a statement names a device")
    _ = statement.isMember(by: Keyring())
    _ = statement.isLeader(by: [device.signingPublic])
    return true
  }

  @Sendable private static func teamKey(_ bytes: [UInt8]) -> Bool {
    guard let value = try? CanonicalValue(bytes: bytes), let statement = TeamKeyStatement(canonical: value) else {
      return false
    }
    hold(statement.canonical.bytes == bytes, "a statement has one form")
    _ = statement.earlierKeys(with: Keyring())
    return true
  }

  /// Whatever a member seals as a team's secrets.
  @Sendable private static func secretsInABox(_ bytes: [UInt8]) -> Bool {
    guard let box = try? Sealer(to: device.sealingPublic).seal(bytes, context: "camtay team secrets 1"),
      let key = try? ReadingKey(privateBytes: device.sealingPrivate)
    else { preconditionFailure("sealing needs a key only") }
    guard let secrets = try? TeamSecrets(opening: box, with: Keyring([key])) else { return false }
    guard let again = try? secrets.sealed(to: key.publicBytes) else { preconditionFailure("secrets seal again") }
    hold((try? TeamSecrets(opening: again, with: Keyring([key]))) == secrets, "secrets are what they were")
    return true
  }

  @Sendable private static func sealedAndOpened(_ bytes: [UInt8]) -> Bool {
    guard let box = try? Sealer(to: device.sealingPublic).seal(bytes, context: context) else { return false }
    hold(
      (try? SealedBox.open(box, with: device.sealingPrivate, context: context)) == bytes, "what was sealed comes out")
    return true
  }

  @Sendable private static func code(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    _ = BlindIndex(key: self.bytes(3)).value(ofDossier: text)
    guard let code = InvitationCode(text) else { return false }
    hold(InvitationCode(code.text) == code, "a code is read as it is shown")
    return true
  }
}
