import SyncCore

/// Parts that several messages have.
extension Schema {
  /// A number that fits into 32 bits with a sign.
  static func number(from lowest: Int) -> Schema { .integer(lowest...Int(Int32.max)) }

  /// An object with these members or some of them, and no others.
  static func only(_ optional: [String: Schema]) -> Schema { object([:], optional: optional).closed }

  /// The name of a server's history.
  static let epoch = text().saying("The name of this server's history. Another name is another history.")
}
