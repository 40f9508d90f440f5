extension Deflate {
  /// A message in the coding that this program's two sides speak with each other, or in plain `deflate`.
  package static func message(_ parts: [Part], coding: ContentCoding) -> [UInt8] {
    switch coding {
    case .identity: return parts.flatMap(\.bytes)
    case .deflate: return compress(parts)
    case .camtay: return compress(parts, dictionary: WireDictionary.bytes)
    }
  }

  /// A message of text, a zero byte and random bytes, as the parts that compress best: the random bytes are stored. A
  /// message without a zero byte is one part.
  package static func parts(of message: [UInt8]) -> [Part] {
    guard let end = message.firstIndex(of: 0) else { return [Part(message)] }
    return [Part(Array(message[...end])), Part(Array(message[(end + 1)...]), level: 0)]
  }
}
