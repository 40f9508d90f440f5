import Testing

@testable import Domain
@testable import Sealing

@Suite struct SealedBoxTests {
  @Test func opensOnlyWithItsKeyAndForItsContext() throws {
    let keys = DeviceKeys()
    let plain = Array("Bác Ba ở ấp 3, sổ hộ nghèo".utf8)
    let box = try SealedBox.seal(plain, to: keys.sealingPublic, context: "entry 1")
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

  @Test func lengthTellsLittle() throws {
    let keys = DeviceKeys()
    let lengths = try Set(
      (0..<31).map { count in
        try SealedBox.seal([UInt8](repeating: 65, count: count), to: keys.sealingPublic, context: "").count
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
