/// Something wrong with a guide's files: the facts from which a sentence is made elsewhere.
package struct Fault: Error, Hashable, Sendable {
  /// The file, named as the caller named it.
  package let file: String
  /// The line, from 1.
  package let line: Int
  /// The column in characters as people count them, from 1.
  package let column: Int
  /// What is wrong.
  package let code: FaultCode
  /// What stands there, shortened and without characters that steer a screen; may be empty.
  package let found: String
  /// What could have stood there; a single description or the list of legal words.
  package let expected: [String]
  /// The legal name that was most likely meant.
  package let nearest: String?

  /// A fault; what was found is made fit to be shown.
  package init(
    file: String, line: Int, column: Int, code: FaultCode, found: String = "", expected: [String] = [],
    nearest: String? = nil
  ) {
    (self.file, self.line, self.column, self.code) = (file, line, column, code)
    self.found = ShownText.make(found)
    self.expected = expected.map(ShownText.make)
    self.nearest = nearest.map(ShownText.make)
  }

  /// The key of the phrase that says what is wrong, such as `fault.unknown-key`.
  package var key: String { Self.key(of: code) }

  /// The key of the phrase for a code, so that every language can be checked for every code.
  package static func key(of code: FaultCode) -> String { "fault.\(code.rawValue)" }

  /// The phrase's arguments: always `found`, `expected` (joined by commas) and `nearest`, which may be empty.
  package var arguments: [String: String] {
    ["found": found, "expected": expected.joined(separator: ", "), "nearest": nearest ?? ""]
  }
}

extension Fault: Comparable, CustomStringConvertible {
  /// Faults in the order in which a reader of the files comes across them.
  package static func < (left: Self, right: Self) -> Bool {
    (left.file, left.line, left.column, left.code.rawValue, left.found)
      < (right.file, right.line, right.column, right.code.rawValue, right.found)
  }

  /// The place and the code, such as `a/guide.yaml:3:1: unknown-key`.
  package var description: String { "\(file):\(line):\(column): \(code.rawValue)" }
}

/// Text from a file made fit to be shown in a message.
enum ShownText {
  private static let longest = 120

  /// One line of at most 120 characters, without characters that steer a screen.
  static func make(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(4 * longest) {
      view.append(ForbiddenCharacters.contains(scalar) ? "\u{FFFD}" : scalar.value < 0x20 ? " " : scalar)
    }
    let shown = String(view)
    return shown.count > longest ? shown.prefix(longest - 1) + "…" : shown
  }
}

/// The characters that no guide may hold.
enum ForbiddenCharacters {
  /// Whether a scalar steers a screen, turns the direction of writing, is not seen though it parts a word, or means nothing
  /// outside one font.
  ///
  /// Newline and tab are allowed.
  static func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x00AD, 0x061C, 0x200B, 0x200E, 0x200F, 0x2060, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    case 0xE000...0xF8FF, 0xFDD0...0xFDEF, 0xFFF9...0xFFFC, 0xFFFE, 0xFFFF: true
    default: scalar.value >= 0xE0000
    }
  }
}
