/// The zlib format (RFC 1950), which HTTP calls `deflate` (RFC 9110, section 8.4.1.2).
package enum Deflate {
  /// Bytes, and how hard to try to make them smaller.
  package struct Part: Hashable, Sendable {
    package let bytes: [UInt8]
    /// 0 stores, 1 is fast, 9 tries hardest.
    package let level: Int

    /// Those bytes. Sealed parts, hashes and keys are random and cannot get smaller: give them level 0, or the codes
    /// that suit the text before them make them larger. Beyond 6 our messages get no smaller.
    package init(_ bytes: [UInt8], level: Int = 6) {
      precondition((0...9).contains(level), "zlib has the levels 0 to 9")
      self.bytes = bytes
      self.level = level
    }
  }

  /// The parts one after another as one stream, which any reader of the format expands.
  package static func compress(_ parts: [Part]) -> [UInt8] {
    compress(parts, dictionary: [])
  }

  static func compress(_ parts: [Part], dictionary: [UInt8]) -> [UInt8] {
    var deflation = Deflation(level: parts.first?.level ?? 6, dictionary: dictionary)
    for part in parts where !part.bytes.isEmpty { deflation.append(part) }
    return deflation.finish()
  }

  /// The bytes from which a whole stream was made.
  ///
  /// - Parameter limit: the most bytes to expand to.
  /// - Throws: `CompressionFault`.
  package static func expand(_ bytes: [UInt8], limit: Int) throws(CompressionFault) -> [UInt8] {
    var expansion = Expansion(limit: limit)
    try expansion.append(bytes.span)
    return try expansion.finish()
  }
}
