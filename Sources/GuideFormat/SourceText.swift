/// A file's text made ready for the parser, which keeps the place of every character.
///
/// The parser sees stand-ins, one for one, where its own behaviour would get in the way: for `*`, so that no alias is
/// ever expanded (a file of a few lines can unfold to gigabytes), and, where a key stands twice, for the last
/// letter of keys, since the parser gives such a file up without saying where. `restored` takes them out again.
struct SourceText {
  /// The largest file, in bytes, that is read at all.
  static let largest = 256 * 1024
  /// Above this length a line's columns are counted in scalars, which is quick, and not in characters.
  private static let longestCountedLine = 2000
  private static let star = Unicode.Scalar(0x10FFFD as UInt32) ?? "*"
  private static let firstKeyStandIn: UInt32 = 0xF0000
  private static let keyStandIns = 0x1FF00

  private let lines: [[Unicode.Scalar]]
  private var replaced: [Unicode.Scalar] = []

  /// A file's text without byte-order mark, its lines ended by newlines; nil where it is too large to be read.
  init?(_ text: String, log: FaultLog) {
    guard text.utf8.count <= Self.largest else {
      log.report(
        .tooLarge, at: .start, found: "\(text.utf8.count / 1024) KiB", expected: ["\(Self.largest / 1024) KiB"],
        names: [])
      return nil
    }
    var lines: [[Unicode.Scalar]] = [[]]
    var forbidden: [(line: Int, column: Int, scalar: Unicode.Scalar)] = []
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      if index == 0, scalar == "\u{FEFF}" { continue }
      if scalar == "\r", index + 1 < scalars.count, scalars[index + 1] == "\n" { continue }
      if scalar == "\n" {
        lines.append([])
      } else if ForbiddenCharacters.contains(scalar) {
        forbidden.append((lines.count, lines[lines.count - 1].count + 1, scalar))
        lines[lines.count - 1].append("\u{FFFD}")
      } else {
        lines[lines.count - 1].append(scalar)
      }
    }
    self.lines = lines
    for place in forbidden.prefix(20) {
      log.report(
        .forbiddenCharacter, at: position(line: place.line, column: place.column), found: Self.name(of: place.scalar),
        names: [])
    }
  }

  /// What the parser reads.
  var prepared: String { joined(lines.map { line in line.map { $0 == "*" ? Self.star : $0 } }) }

  /// What the parser reads once it has found a key twice: every key differs from every other.
  mutating func preparedWithDistinctKeys() -> String {
    var marked: [[Unicode.Scalar]] = []
    for line in lines {
      var line = line.map { $0 == "*" ? Self.star : $0 }
      for column in line.indices where line[column] == ":" {
        let next = column + 1 < line.count ? line[column + 1] : " "
        guard next == " " || next == "\t", replaced.count < Self.keyStandIns else { continue }
        var last = column - 1
        if last >= 0, line[last] == "\"" || line[last] == "'" { last -= 1 }
        guard last >= 0, line[last].properties.isAlphabetic || ("0"..."9").contains(line[last]) else { continue }
        guard last == 0 || line[last - 1] != "\\" else { continue }
        guard let standIn = Unicode.Scalar(Self.firstKeyStandIn + UInt32(replaced.count)) else { continue }
        replaced.append(line[last])
        line[last] = standIn
      }
      marked.append(line)
    }
    return joined(marked)
  }

  /// A text that the parser read, with the characters that stood in the file.
  func restored(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.value >= Self.firstKeyStandIn }) else { return text }
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let index = Int(scalar.value) - Int(Self.firstKeyStandIn)
      view.append(scalar == Self.star ? "*" : replaced.indices.contains(index) ? replaced[index] : scalar)
    }
    return String(view)
  }

  /// The character of the file at a place that the parser named (line and column from 1, in scalars).
  func scalar(line: Int, column: Int) -> Unicode.Scalar? {
    guard lines.indices.contains(line - 1), lines[line - 1].indices.contains(column - 1) else { return nil }
    return lines[line - 1][column - 1]
  }

  /// The place, its column in characters, of a place that the parser named (its column in scalars).
  func position(line: Int, column: Int) -> Position {
    guard lines.indices.contains(line - 1), lines[line - 1].count <= Self.longestCountedLine else {
      return Position(line: line, column: column)
    }
    var before = String.UnicodeScalarView()
    before.append(contentsOf: lines[line - 1].prefix(column - 1))
    return Position(line: line, column: String(before).count + 1)
  }

  /// How a message names a character that cannot be shown.
  static func name(of scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private func joined(_ lines: [[Unicode.Scalar]]) -> String {
    var view = String.UnicodeScalarView()
    for (index, line) in lines.enumerated() {
      if index > 0 { view.append("\n") }
      view.append(contentsOf: line)
    }
    return String(view)
  }
}
