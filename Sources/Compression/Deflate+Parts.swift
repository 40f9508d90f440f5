extension Deflate {
  /// A message of text, a zero byte and random bytes, as the parts that compress best: the random bytes are stored. A
  /// message without a zero byte is one part.
  package static func parts(of message: [UInt8]) -> [Part] {
    guard let end = message.firstIndex(of: 0) else { return [Part(message)] }
    return [Part(Array(message[...end])), Part(Array(message[(end + 1)...]), level: 0)]
  }
}
