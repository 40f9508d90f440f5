import Domain
import Foundation

/// Standard input and output where nobody sits: a pipe, a file, a script.
package final class PipeTerminal: Terminal {
  package let columns: Int
  package let hasStyle = false
  private var buffer: [UInt8] = []
  private var isAtEnd = false

  /// The pipe of this process; `COLUMNS` may give the width.
  package init(environment: [String: String]) {
    columns = environment["COLUMNS"].flatMap(Int.init) ?? 80
  }

  package func write(_ text: String) -> Bool { StandardOutput.write(text) }

  package func read(_ prompt: Prompt) -> Reply {
    // The next line of a script is a command and no secret. Whoever sits at the machine is asked there.
    if prompt.purpose == .secret {
      if let reply = SecretLine.read(prompt.text) { return reply }
      // Where nobody sits there, a secret that was sent along shall not be run as a command: nothing more is read.
      buffer = []
      isAtEnd = true
      return .ended
    }
    _ = write(prompt.text + "\n")
    var isTooLong = false
    while true {
      if let end = buffer.firstIndex(of: 0x0A) {
        let line = Array(buffer[..<end])
        buffer.removeSubrange(...end)
        return reply(line, isTooLong: isTooLong)
      }
      if buffer.count > CleanText.maximumBytes {
        isTooLong = true
        buffer = []
      }
      if isAtEnd {
        let line = buffer
        buffer = []
        return line.isEmpty && !isTooLong ? .ended : reply(line, isTooLong: isTooLong)
      }
      fill()
    }
  }

  package func rest(seconds: Int) { sleep(UInt32(clamping: seconds)) }

  package func readData(atMost most: Int) -> [UInt8]? {
    var line: [UInt8] = []
    while true {
      let end = buffer.firstIndex(of: 0x0A)
      line += buffer[..<(end ?? buffer.count)].prefix(most - line.count)
      buffer.removeSubrange(..<(end.map { $0 + 1 } ?? buffer.count))
      if end != nil { return line }
      if isAtEnd { return line.isEmpty ? nil : line }
      fill()
    }
  }

  private func reply(_ line: [UInt8], isTooLong: Bool) -> Reply {
    if isTooLong { return .refused(.tooLong) }
    do { return .line(try CleanText.line(line)) } catch { return .refused(error) }
  }

  private func fill() {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = Foundation.read(0, &chunk, chunk.count)
    if count > 0 {
      buffer += chunk[..<count]
    } else if count == 0 || errno != EINTR {
      isAtEnd = true
    }
  }
}
