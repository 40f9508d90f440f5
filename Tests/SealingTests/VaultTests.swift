import Foundation
import Testing

@testable import Domain
@testable import Sealing

@Suite struct VaultTests {
  private func cheapest() throws -> Stretching { try #require(Stretching(logarithm: 10)) }

  @Test func opensWithItsPassphraseOnlyAndSaysWhenItWasAltered() throws {
    let key = ReadingKey()
    let passphrase = try #require(Passphrase("bốn chữ dễ nhớ"))
    let vault = try Vault(key, passphrase: passphrase, stretching: cheapest())
    #expect(vault.bytes.count == Vault.byteCount)
    #expect(vault.publicKey == key.publicBytes)
    #expect(try Vault(bytes: vault.bytes)?.open(passphrase) == key)
    let other = try #require(Passphrase("bốn chữ dễ nho"))
    #expect(throws: SealingError.cannotOpen) { try vault.open(other) }
    for place in vault.bytes.indices {
      var altered = vault.bytes
      altered[place] ^= 1
      // One more doubling of the cost is no other format; it opens nothing either.
      guard let vault = Vault(bytes: altered) else { continue }
      #expect(throws: SealingError.cannotOpen) { try vault.open(passphrase) }
    }
    for count in [0, 1, 111, 113] {
      #expect(Vault(bytes: Array((vault.bytes + [0]).prefix(count))) == nil)
    }
  }

  @Test func aPassphraseIsTheSameHoweverItsMarksWereTyped() throws {
    let composed = try #require(Passphrase("  bốn chữ dễ nhớ "))
    let parts = try #require(Passphrase("bốn chữ dễ nhớ".decomposedStringWithCanonicalMapping))
    #expect(composed == parts)
    #expect(Passphrase("bảy chữ") == nil)
    #expect(Passphrase("   bảy     ") == nil)
  }

  /// A foreign vault cannot make a machine run out of memory.
  @Test func aCostBeyondReasonIsNoVault() throws {
    let vault = try Vault(ReadingKey(), passphrase: #require(Passphrase("12345678")), stretching: cheapest())
    for logarithm: UInt8 in [0, 9, 21, 63, 255] {
      var bytes = vault.bytes
      bytes[1] = logarithm
      #expect(Vault(bytes: bytes) == nil)
    }
    #expect(Stretching.usual.memory == 32 * 1024 * 1024)
  }
}
