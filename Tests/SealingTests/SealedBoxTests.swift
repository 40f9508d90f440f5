import Crypto
import Foundation
import Testing

@testable import Domain
@testable import Sealing

@Suite struct SealedBoxTests {
  @Test func opensOnlyWithItsKeyAndForItsContext() throws {
    let keys = DeviceKeys()
    let plain = Array("Bác Ba ở ấp 3, sổ hộ nghèo".utf8)
    let sealer = try Sealer(to: keys.sealingPublic)
    _ = try sealer.seal(plain, context: "entry 0")
    let box = try sealer.seal(plain, context: "entry 1")
    #expect(try SealedBox.open(box, with: keys.sealingPrivate, context: "entry 1") == plain)
    #expect(throws: SealingError.cannotOpen) {
      try SealedBox.open(box, with: keys.sealingPrivate, context: "entry 2")
    }
    #expect(throws: SealingError.cannotOpen) {
      try SealedBox.open(box, with: DeviceKeys().sealingPrivate, context: "entry 1")
    }
    for index in box.indices {
      var altered = box
      altered[index] ^= 1
      #expect(throws: SealingError.self) { try SealedBox.open(altered, with: keys.sealingPrivate, context: "entry 1") }
    }
  }

  /// The boxes of one sealer share their encapsulation and nothing else: the same text twice looks different.
  @Test func everyBoxHasItsOwnKey() throws {
    let keys = DeviceKeys()
    let sealer = try Sealer(to: keys.sealingPublic)
    let boxes = try (0..<3).map { _ in try sealer.seal([1, 2, 3], context: "entry") }
    #expect(Set(boxes.map { Array($0[..<41]) }).count == 1)
    #expect(Set(boxes.map { Array($0[45...]) }).count == 3)
    for box in boxes { #expect(try SealedBox.open(box, with: keys.sealingPrivate, context: "entry") == [1, 2, 3]) }
  }

  /// A box of version 1, as earlier programs wrote it.
  @Test func theFirstVersionOpensStill() throws {
    let key = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: [UInt8](repeating: 7, count: 32))
    let publicKey = Array(key.publicKey.rawRepresentation)
    let head = [1] + SealedBox.keyID(publicKey)
    var sender = try HPKE.Sender(
      recipientKey: key.publicKey, ciphersuite: .Curve25519_SHA256_ChachaPoly,
      info: Data("camtay sealed details 1".utf8))
    let cipher = try sender.seal(Data([5, 0x80]), authenticating: Data(head + Array("entry 1".utf8)))
    let box = head + Array(sender.encapsulatedKey) + Array(cipher)
    #expect(try SealedBox.open(box, with: Array(key.rawRepresentation), context: "entry 1") == [5])
  }

  @Test func lengthTellsLittle() throws {
    let keys = DeviceKeys()
    let lengths = try Set(
      (0..<31).map { count in
        try Sealer(to: keys.sealingPublic).seal([UInt8](repeating: 65, count: count), context: "").count
      })
    #expect(lengths.count == 1)
  }

  @Test func theChainCoversEveryHeaderAndTheStream() {
    let stream = StreamID(device: "aa", incarnation: "01")
    let start = EntryChain.start(of: stream)
    let first = EntryChain.next(after: start, header: [1, 2, 3])
    #expect(start != EntryChain.start(of: StreamID(device: "aa", incarnation: "02")))
    #expect(first != EntryChain.next(after: start, header: [1, 2, 4]))
    #expect(EntryChain.next(after: first, header: [9]) != EntryChain.next(after: start, header: [9]))
  }

  @Test func aSignatureCoversEveryFileAndTheVersion() throws {
    let key = ContentKey()
    let package = GuidePackage(id: "a", version: 1, files: ["guide.yaml": "x", "en.yaml": "y"])
    let signature = try key.sign(package)
    #expect(package.isSigned(by: key.publicBytes, signature: signature))
    #expect(!package.isSigned(by: ContentKey().publicBytes, signature: signature))
    let altered = [
      GuidePackage(id: "b", version: 1, files: package.files),
      GuidePackage(id: "a", version: 2, files: package.files),
      GuidePackage(id: "a", version: 1, files: ["guide.yaml": "x", "en.yaml": "z"]),
      GuidePackage(id: "a", version: 1, files: ["guide.yaml": "x"]),
    ]
    for package in altered { #expect(!package.isSigned(by: key.publicBytes, signature: signature)) }
  }
}
