import CQREncode

/// The modules of a QR code (ISO/IEC 18004), without its quiet zone.
package struct QRMatrix: Hashable, Sendable {
  /// Modules along a side.
  package let size: Int
  private let dark: [Bool]

  /// The smallest code that holds the text, of which 15 in 100 may be unreadable (level M); nil where the text is empty
  /// or longer than a code can be. A code does not say its encoding: text beyond ASCII is UTF-8, which readers guess.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, let code = QRcode_encodeData(Int32(clamping: bytes.count), bytes, 0, QR_ECLEVEL_M) else {
      return nil
    }
    defer { QRcode_free(code) }
    let size = Int(code.pointee.width)
    self.size = size
    // The lowest bit of each byte says whether the module is dark.
    dark = (0..<size * size).map { code.pointee.data[$0] & 1 == 1 }
  }

  /// Whether the module is dark; what lies outside the code is light.
  package subscript(row: Int, column: Int) -> Bool {
    (0..<size).contains(row) && (0..<size).contains(column) && dark[row * size + column]
  }
}
