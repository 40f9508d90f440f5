/// The body of a message as it arrives over HTTP, held within a limit both as it comes and as it expands.
package struct IncomingBody: ~Copyable {
  private let coding: ContentCoding
  private let limit: Int
  private var received = 0
  private var plain: [UInt8] = []
  private var expansion: Expansion

  /// The beginning of a body in that coding.
  ///
  /// - Parameter limit: the most bytes to read, and the most bytes to expand to.
  package init(coding: ContentCoding, limit: Int) {
    self.coding = coding
    self.limit = limit
    expansion = Expansion(limit: limit, dictionary: coding == .camtay ? WireDictionary.bytes : [])
  }

  /// Takes the next bytes.
  ///
  /// - Throws: `CompressionFault`; nothing may be appended after that.
  package mutating func append(_ part: Span<UInt8>) throws(CompressionFault) {
    guard part.count <= limit - received else { throw .tooLong }
    received += part.count
    switch coding {
    case .identity: part.withUnsafeBufferPointer { plain += $0 }
    case .deflate, .camtay: try expansion.append(part)
    }
  }

  /// The whole body.
  ///
  /// - Throws: `CompressionFault.truncated`.
  package consuming func finish() throws(CompressionFault) -> [UInt8] {
    switch coding {
    case .identity: plain
    case .deflate, .camtay: try expansion.finish()
    }
  }
}
