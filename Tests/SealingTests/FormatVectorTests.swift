import Foundation
import Testing

@testable import Domain
@testable import Sealing

/// Each of our formats as it was committed: this program opens it, and no byte of it can be another.
///
/// `RECORD=1` writes the file where there is none. It is never written again: what people have on their disks is not
/// written again either.
@Suite struct FormatVectorTests {
  private let vectors: FormatVectors

  init() throws {
    let isRecording = ProcessInfo.processInfo.environment["RECORD"] != nil
    if isRecording, !FileManager.default.fileExists(atPath: VectorFile.path("formats.json")) {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      let data = try encoder.encode(FormatVectors.made()) + Data("\n".utf8)
      try data.write(to: URL(fileURLWithPath: VectorFile.path("formats.json")))
    }
    vectors = try VectorFile.read("formats.json")
  }

  @Test func bothVersionsOfASealedBox() throws {
    for (version, vector) in [(2, vectors.sealed_box), (1, vectors.sealed_box_1)] {
      let (key, box) = (vector.private_key.bytes, vector.box.bytes)
      #expect(Int(box[0]) == version)
      #expect(try SealedBox.open(box, with: key, context: vector.context) == vector.plain.bytes)
      for altered in vector.box.altered {
        #expect(throws: SealingError.self) { try SealedBox.open(altered, with: key, context: vector.context) }
      }
      for context in HexBytes(Array(vector.context.utf8)).altered {
        let context = String(decoding: context, as: UTF8.self)
        #expect(throws: SealingError.cannotOpen) { try SealedBox.open(box, with: key, context: context) }
      }
      for count in 0..<box.count {
        #expect(throws: SealingError.self) {
          try SealedBox.open(Array(box.prefix(count)), with: key, context: vector.context)
        }
      }
    }
    // Version 2 byte by byte: key id, encapsulated key, the number of the second box, whole blocks and a tag.
    let box = vectors.sealed_box.box.bytes
    let key = try ReadingKey(privateBytes: vectors.sealed_box.private_key.bytes)
    #expect(Array(box[1..<9]) == Array(Fingerprint(of: key.publicBytes).bytes.prefix(8)))
    #expect(Array(box[41..<45]) == [0, 0, 0, 2])
    #expect((box.count - 45 - 16) % 32 == 0)
  }

  @Test func aVault() throws {
    let vector = vectors.vault
    let passphrase = try #require(Passphrase(vector.passphrase))
    let key = try ReadingKey(privateBytes: vector.private_key.bytes)
    let made = try Vault(
      key, passphrase: passphrase, stretching: #require(Stretching(logarithm: vector.logarithm)),
      salt: vector.salt.bytes, nonce: vector.nonce.bytes)
    #expect(made.bytes == vector.bytes.bytes)
    #expect(try Vault(bytes: vector.bytes.bytes)?.open(passphrase) == key)
    for altered in vector.bytes.altered {
      guard let vault = Vault(bytes: altered) else { continue }
      #expect(throws: SealingError.cannotOpen) { try vault.open(passphrase) }
    }
    let head: [UInt8] = [1, vector.logarithm, 8, 1]
    #expect(
      Array(vector.bytes.bytes[..<64]) == head + vector.salt.bytes + key.publicBytes + vector.nonce.bytes)
  }

  @Test func aPacket() throws {
    let vector = vectors.packet
    let code = try #require(InvitationCode(vector.code))
    let packet = try InvitationPacket(opening: vector.bytes.bytes, with: code)
    #expect(packet.authority == vector.authority.bytes)
    #expect(packet.secrets == TeamSecrets(bytes: vector.secrets.bytes))
    #expect(packet.secrets.bytes == vector.secrets.bytes)
    for altered in vector.bytes.altered {
      #expect(throws: SealingError.self) { try InvitationPacket(opening: altered, with: code) }
    }
    for typed in HexBytes(Array(vector.code.utf8)).altered.map({ String(decoding: $0, as: UTF8.self) }) {
      guard let other = InvitationCode(typed), other != code else { continue }
      #expect(throws: SealingError.cannotOpen) { try InvitationPacket(opening: vector.bytes.bytes, with: other) }
    }
  }

  @Test func whatACodeMakes() throws {
    let vector = vectors.code
    let code = try #require(InvitationCode(vector.code))
    #expect(code.ticket == vector.ticket.bytes)
    #expect(code.digest.bytes == vector.digest.bytes)
    let sheet = try #require(RecoveryCode(vector.code)).key
    #expect(sheet.privateBytes == vector.recovery_private.bytes)
    #expect(sheet.publicBytes == vector.recovery_public.bytes)
    var others = 0
    for typed in HexBytes(Array(vector.code.utf8)).altered.map({ String(decoding: $0, as: UTF8.self) }) {
      guard let other = InvitationCode(typed), other != code else { continue }
      others += 1
      #expect(other.ticket != code.ticket && other.digest != code.digest)
    }
    #expect(others >= 20)
    for altered in vector.ticket.altered { #expect(InvitationCode.digest(ofTicket: altered) != code.digest) }
  }

  @Test func aReader() throws {
    let vector = vectors.reader
    let body = HexBytes(Array(vector.body.utf8))
    let statement = try #require(ReaderStatement(canonical: CanonicalValue(bytes: body.bytes)))
    #expect(statement.canonical.bytes == body.bytes)
    #expect(statement.device == vector.device)
    let teamKey = try ReadingKey(privateBytes: #require(Hexadecimal.bytes(vector.member_key)))
    #expect(statement.isMember(by: Keyring([teamKey])))
    #expect(statement.isLeader(by: [try #require(Hexadecimal.bytes(vector.authority))]))
    for altered in body.altered {
      #expect((try? CanonicalValue(bytes: altered)).flatMap(ReaderStatement.init(canonical:)) == nil)
    }
  }

  @Test func aTeamKey() throws {
    let vector = vectors.team_key
    let body = HexBytes(Array(vector.body.utf8))
    let statement = try #require(TeamKeyStatement(canonical: CanonicalValue(bytes: body.bytes)))
    #expect(statement.canonical.bytes == body.bytes)
    #expect(statement.team == vector.team)
    for (key, box) in [
      (vector.reader_private, statement.grants[vector.reader]), (vector.sheet_private, statement.recovery?.box),
    ] {
      let ring = Keyring([try ReadingKey(privateBytes: key.bytes)])
      let secrets = try TeamSecrets(opening: #require(box), with: ring)
      #expect(secrets.bytes == vector.secrets.bytes)
      #expect(statement.earlierKeys(with: Keyring([secrets.key])).map(\.privateBytes) == [vector.earlier_private.bytes])
    }
    for altered in body.altered {
      #expect((try? CanonicalValue(bytes: altered)).flatMap(TeamKeyStatement.init(canonical:)) == nil)
    }
  }

  @Test func aBlindIndex() throws {
    let vector = vectors.blind_index
    let index = BlindIndex(key: vector.key.bytes)
    #expect(index.value(ofDossier: vector.dossier) == vector.index.bytes)
    for key in vector.key.altered {
      #expect(BlindIndex(key: key).value(ofDossier: vector.dossier) != vector.index.bytes)
    }
    for place in vector.dossier.indices where vector.dossier[place].isLetter || vector.dossier[place].isNumber {
      var other = vector.dossier
      other.replaceSubrange(place...place, with: vector.dossier[place] == "7" ? "8" : "7")
      #expect(index.value(ofDossier: other) != vector.index.bytes)
    }
  }

  @Test func aChain() {
    let vector = vectors.chain
    let start = EntryChain.start(of: StreamID(device: vector.device, incarnation: vector.incarnation))
    #expect(start.bytes == vector.start.bytes)
    var hash = start
    for (header, expected) in zip(vector.headers, vector.hashes) {
      for altered in HexBytes(Array(header.utf8)).altered {
        #expect(EntryChain.next(after: hash, header: altered).bytes != expected.bytes)
      }
      hash = EntryChain.next(after: hash, header: Array(header.utf8))
      #expect(hash.bytes == expected.bytes)
    }
  }

  @Test func aSignature() {
    let vector = vectors.signature
    func isSigned(_ message: [UInt8], _ purpose: String, _ key: [UInt8], _ signature: [UInt8]) -> Bool {
      MessageSignature.isSigned(message, purpose: purpose, by: key, signature: signature)
    }
    let (key, message, signature) = (vector.public_key.bytes, vector.message.bytes, vector.signature.bytes)
    #expect(isSigned(message, vector.purpose, key, signature))
    for altered in vector.message.altered { #expect(!isSigned(altered, vector.purpose, key, signature)) }
    for altered in vector.signature.altered { #expect(!isSigned(message, vector.purpose, key, altered)) }
    for altered in vector.public_key.altered { #expect(!isSigned(message, vector.purpose, altered, signature)) }
    for altered in HexBytes(Array(vector.purpose.utf8)).altered.map({ String(decoding: $0, as: UTF8.self) }) {
      #expect(!isSigned(message, altered, key, signature))
    }
  }
}
