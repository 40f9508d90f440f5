/// A QR code drawn with characters, two rows of modules in each line of text.
///
/// It is black on white whatever colours the terminal has: not every camera reads a code in reversed colours.
package enum TerminalQR {
  /// The light modules that have to be round a code (ISO/IEC 18004).
  package static let quietZone = 4
  /// Black on white from the fixed part of the 256 colours, which themes do not change.
  package static let colours = "\u{1B}[38;5;16;48;5;231m"
  /// Back to the terminal's own colours.
  package static let ending = "\u{1B}[0m"

  /// The lines that show the text as a code, or nil where it does not fit into so many columns or into any code.
  package static func lines(_ text: String, columns: Int) -> [String]? {
    guard let matrix = QRMatrix(text) else { return nil }
    let modules = -quietZone..<matrix.size + quietZone
    guard modules.count <= columns else { return nil }
    return stride(from: modules.lowerBound, to: modules.upperBound, by: 2).map { row in
      let characters = modules.map { character(upper: matrix[row, $0], lower: matrix[row + 1, $0]) }
      return colours + String(characters) + ending
    }
  }

  private static func character(upper: Bool, lower: Bool) -> Character {
    switch (upper, lower) {
    case (true, true): "█"
    case (true, false): "▀"
    case (false, true): "▄"
    case (false, false): " "
    }
  }
}
