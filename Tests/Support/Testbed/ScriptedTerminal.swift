import Domain
import Shell

/// A terminal whose person is a script; it keeps everything that was shown and typed, as a transcript.
package final class ScriptedTerminal: Terminal {
  package let columns: Int
  package let hasStyle: Bool
  /// What was shown; what was typed stands on lines that begin with `> `.
  package private(set) var transcript = ""
  private var lines: [String]
  private let onRead: () -> Void

  /// A terminal on which these lines are typed; `^C` and `^D` are those keys. `onRead` runs before each.
  package init(
    _ lines: [String], columns: Int = 72, hasStyle: Bool = false, onRead: @escaping () -> Void = {}
  ) {
    self.lines = lines
    self.columns = columns
    self.hasStyle = hasStyle
    self.onRead = onRead
  }

  package func write(_ text: String) -> Bool {
    transcript += text
    return true
  }

  package func rest(seconds: Int) { transcript += "(\(seconds) s)\n" }

  package func readData(atMost: Int) -> [UInt8]? {
    lines.isEmpty ? nil : Array(lines.removeFirst().utf8.prefix(atMost))
  }

  package func read(_ prompt: Prompt) -> Reply {
    onRead()
    transcript += prompt.text.trimmingSuffix { $0 == " " } + "\n"
    guard !lines.isEmpty else { return .ended }
    let line = lines.removeFirst()
    transcript += "> \(line)\n"
    switch line {
    case "^C": return .interrupted
    case "^D": return .ended
    default:
      do { return .line(try CleanText.line(Array(line.utf8))) } catch { return .refused(error) }
    }
  }
}

extension String {
  fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> String {
    var text = self[...]
    while let last = text.last, predicate(last) { text = text.dropLast() }
    return String(text)
  }
}
