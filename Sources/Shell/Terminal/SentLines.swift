/// Lines that another program sends, for commands that answer each (`--lines`).
extension Shell {
  /// Gives each line of standard input to the body before the next is waited for; of a longer line only its first
  /// `atMost` bytes.
  func eachSentLine(atMost most: Int, _ body: (String) throws(UserFault) -> Void) throws(UserFault) {
    while let bytes = parts.terminal.readData(atMost: most) {
      var line = bytes[...]
      if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
      // A cut may have gone through a character.
      if bytes.count == most {
        while let last = line.last, (0x80..<0xC0).contains(last) { line = line.dropLast() }
        if let last = line.last, last >= 0xC0 { line = line.dropLast() }
      }
      try body(String(decoding: line, as: UTF8.self))
    }
  }
}
