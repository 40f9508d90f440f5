/// The name of a volunteer in the log: 64 random bits, as 16 hexadecimal digits; given once.
package struct PersonID: RawRepresentable, Hashable, Comparable, Sendable {
  package let rawValue: String

  /// The name from its 16 lower-case hexadecimal digits, or nil where the text is anything else.
  package init?(rawValue: String) {
    guard rawValue.utf8.count == 16, Hexadecimal.isLowerCase(rawValue) else { return nil }
    self.rawValue = rawValue
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
