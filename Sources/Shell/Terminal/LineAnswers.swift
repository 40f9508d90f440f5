import Domain

extension Shell {
  /// For programs: answers each line of standard input with a line of data before the next is waited for.
  ///
  /// - Parameter bytes: Of a longer line only so many bytes are read.
  func answerLines(atMost bytes: Int, _ answer: (String) throws(UserFault) -> String) throws(UserFault) {
    while let read = parts.terminal.readData(atMost: bytes) {
      var line = read[...]
      if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
      // A cut may have gone through a character.
      if read.count == bytes {
        while let last = line.last, (0x80..<0xC0).contains(last) { line = line.dropLast() }
        if let last = line.last, last >= 0xC0 { line = line.dropLast() }
      }
      try screen.writeData(answer(String(decoding: line, as: UTF8.self)) + "\n")
    }
  }
}
