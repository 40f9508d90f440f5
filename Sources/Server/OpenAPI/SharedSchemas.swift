import SyncCore

/// Parts that several messages have.
extension Schema {
  /// A number that fits into 32 bits with a sign.
  static func number(from lowest: Int) -> Schema { .integer(lowest...Int(Int32.max)) }

  /// How far a stream is held: a `StreamMark`.
  static let mark = object([
    "sequence": number(from: 0).saying("The number of the last entry; 0 before the first."),
    "hash": hexadecimal(bytes: 32).saying("The chain hash after that entry."),
  ])

  /// Bytes that must come back as they were written: as text where they are text in Normalization Form C.
  static let exact = one(of: [text(), object(["base64": base64])])

  /// The name of a server's history.
  static let epoch = text().saying("The name of this server's history. Another name is another history.")
}
