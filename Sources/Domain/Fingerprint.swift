/// A SHA-256 digest, by which bytes are known.
package struct Fingerprint: Hashable, Sendable {
  /// Thirty-two bytes.
  package let bytes: [UInt8]

  /// The digest from its 32 bytes, or nil where there are more or fewer.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  /// The digest from 64 lower-case hexadecimal digits, or nil where the text is anything else.
  package init?(hexadecimal: String) {
    guard let bytes = Hexadecimal.bytes(hexadecimal) else { return nil }
    self.init(bytes: bytes)
  }

  /// The digest as 64 lower-case hexadecimal digits.
  package var hexadecimal: String { Hexadecimal.text(bytes) }
}

/// Bytes as lower-case hexadecimal digits.
package enum Hexadecimal {
  private static let digits = Array("0123456789abcdef".utf8)

  /// Two digits a byte.
  package static func text(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.underestimatedCount * 2)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of an even number of lower-case digits, or nil where the text is anything else.
  package static func bytes(_ text: String) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 2), isLowerCase(text) else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { value(digits[$0]) << 4 | value(digits[$0 + 1]) }
  }

  /// Whether the text has nothing but digits and a to f.
  package static func isLowerCase(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  private static func value(_ digit: UInt8) -> UInt8 { digit < 0x3A ? digit - 0x30 : digit - 0x57 }
}
