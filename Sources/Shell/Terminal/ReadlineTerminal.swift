import CReadline
import Domain
import Foundation

/// A person's terminal, through GNU readline.
package final class ReadlineTerminal: Terminal {
  /// Answers the completions of a line; the whole line is replaced by the one that is chosen.
  package typealias Completer = (String) -> [String]

  // Readline calls back through a C function, which can hold no context. The terminal belongs to one thread.
  private nonisolated(unsafe) static var completer: Completer = { _ in [] }

  private nonisolated(unsafe) static var idle: () -> Void = {}

  package let hasStyle: Bool
  package let isDumb: Bool
  package let isForPeople = isatty(1) == 1
  private var historyPath: String?
  private lazy var pipe = PipeTerminal(environment: [:])

  /// The terminal of this process. `environment` says whether it can do more than print.
  package init(environment: [String: String]) {
    isDumb = environment["TERM"] == "dumb"
    hasStyle = isatty(1) == 1 && !isDumb && (environment["NO_COLOR"] ?? "").isEmpty
    camtay_readline_begin { line in
      guard let line else { return nil }
      return ReadlineTerminal.completions(String(cString: line))
    }
  }

  /// Remembers commands in that file, and completes them by `completer`.
  package func use(historyPath: String, completer: @escaping Completer) {
    self.historyPath = historyPath
    Self.completer = completer
    camtay_history_load(historyPath, 1000)
  }

  package var columns: Int {
    let columns = Int(camtay_columns(1))
    return columns > 0 ? columns : 80
  }

  package func write(_ text: String) -> Bool { StandardOutput.write(text) }

  package func rest(seconds: Int) { camtay_rest(UInt32(clamping: seconds)) }

  package func readData(atMost: Int) -> [UInt8]? { pipe.readData(atMost: atMost) }

  package func read(_ prompt: Prompt) -> Reply {
    var bytes: UnsafeMutablePointer<CChar>?
    if prompt.purpose == .secret { return SecretLine.read(prompt.text) ?? .ended }
    let isCommand = prompt.purpose == .command
    let reading = camtay_readline_read(prompt.text, isCommand ? 1 : 0, &bytes)
    defer { free(bytes) }
    switch UInt32(reading) {
    case CAMTAY_INTERRUPTED.rawValue: return .interrupted
    case CAMTAY_END.rawValue: return .ended
    default: break
    }
    guard let bytes else { return .ended }
    do {
      let line = try CleanText.line(
        Array(UnsafeBufferPointer(start: bytes, count: strlen(bytes))).map(UInt8.init(bitPattern:)))
      return .line(line)
    } catch {
      return .refused(error)
    }
  }

  package func remember(_ command: String) {
    if let historyPath { camtay_history_add(command, historyPath) }
  }

  /// Runs `body` where nobody has pressed a key for that long, in milliseconds.
  package func whenIdle(after milliseconds: Int64, _ body: @escaping () -> Void) {
    Self.idle = body
    camtay_when_idle(Int32(clamping: milliseconds)) { ReadlineTerminal.idle() }
  }

  /// What readline wants: the common beginning, then all candidates.
  private static func completions(_ line: String) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    let candidates = completer(line)
    guard let first = candidates.first else { return nil }
    var common = first
    for candidate in candidates.dropFirst() { common = candidate.commonPrefix(with: common) }
    if common.count < line.count { common = line }
    let all = candidates.count == 1 ? [common] : [common] + candidates
    let list = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: all.count + 1)
    for (index, text) in all.enumerated() { list[index] = strdup(text) }
    list[all.count] = nil
    return list
  }
}

/// Standard output without a buffer in between: what was written is out.
enum StandardOutput {
  /// Writes all of the text; false where the other end is closed or full.
  static func write(_ text: String) -> Bool {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Foundation.write(1, $0.baseAddress, $0.count) }
      if written < 0 {
        switch errno {
        case EINTR: continue
        case EAGAIN:
          var output = pollfd(fd: 1, events: Int16(POLLOUT), revents: 0)
          _ = poll(&output, 1, -1)
          continue
        default: return false
        }
      }
      bytes = bytes.dropFirst(written)
    }
    return true
  }
}
