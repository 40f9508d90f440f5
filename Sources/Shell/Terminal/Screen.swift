import CReadline
import Domain
import QRCode

/// How words stand out; said in words too, so that nothing is lost where there is no colour.
package enum Emphasis {
  case plain, strong, faint, warning, good

  fileprivate var code: String {
    switch self {
    case .plain: ""
    case .strong: "1"
    case .faint: "2"
    case .warning: "1;33"
    case .good: "32"
    }
  }
}

/// The one place that puts words on a terminal: it cleans, wraps and emphasises them.
///
/// No text reaches the terminal in any other way, so no control character of a guide, an entry or a server does.
package final class Screen {
  let terminal: any Terminal

  /// A screen on that terminal.
  package init(_ terminal: any Terminal) {
    self.terminal = terminal
    _ = Self.usesUTF8
  }

  private static let usesUTF8: Void = camtay_use_utf8()

  private var columns: Int { min(max(terminal.columns, 20), 100) }

  /// An empty line.
  func gap() { terminal.write("\n") }

  /// A text, wrapped; the lines after the first are indented by `hanging` columns.
  func show(_ text: String, _ emphasis: Emphasis = .plain, indent: Int = 0, hanging: Int? = nil) {
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let lines = Self.wrap(
        CleanText.line(String(paragraph)), columns: columns - 1, first: indent, rest: hanging ?? indent)
      terminal.write(lines.map { styled($0, emphasis) + "\n" }.joined())
    }
  }

  /// A label and the text that belongs to it, set off from the left: under its own beginning where the label is short,
  /// else a little further in than the label, or the text would stand in a narrow column.
  func show(label: String, _ text: String, _ emphasis: Emphasis = .plain, indent: Int = 2) {
    let width = Self.width(label) + 1 <= columns / 3 ? Self.width(label) + 1 : 4
    let lines = Self.wrap(
      label + " " + CleanText.line(text), columns: columns - 1, first: indent, rest: indent + width)
    guard let first = lines.first, first.dropFirst(indent).hasPrefix(label) else {
      terminal.write(lines.map { styled($0, emphasis) + "\n" }.joined())
      return
    }
    var text = String(repeating: " ", count: indent) + styled(label, .strong)
    text += styled(String(first.dropFirst(indent + label.count)), emphasis) + "\n"
    for line in lines.dropFirst() { text += styled(line, emphasis) + "\n" }
    terminal.write(text)
  }

  /// One of several things to choose from.
  func item(_ number: Int, _ text: String, indent: Int = 2) {
    show(label: String(number), text, indent: indent)
  }

  /// A heading with a rule to the edge.
  func heading(_ text: String) {
    let title = "── \(CleanText.line(text)) "
    let rest = columns - 1 - Self.width(title)
    if rest >= 2 {
      terminal.write(styled(title + String(repeating: "─", count: rest), .strong) + "\n")
    } else {
      show("── " + text, .strong, hanging: 3)
    }
  }

  /// Text as it is, for data on standard output: no wrapping, no emphasis.
  func writeData(_ text: String) throws(UserFault) {
    guard terminal.write(text) else { throw UserFault("output.failed", kind: .world) }
  }

  /// A line of what was found: wrapped where somebody sits, whole where a program reads it.
  func showLine(_ text: String) throws(UserFault) {
    if terminal.isForPeople { show(text, hanging: 2) } else { try writeData(text + "\n") }
  }

  /// A text as a QR code, where the terminal has colours and is wide enough; else nothing.
  func showQR(_ text: String) {
    guard terminal.hasStyle, let lines = TerminalQR.lines(text, columns: terminal.columns) else { return }
    terminal.write(lines.map { $0 + "\n" }.joined())
  }

  /// Asks for a line.
  func ask(_ text: String, _ purpose: Prompt.Purpose) -> Reply {
    guard terminal.isDumb else {
      // Readline wants a prompt of one line: what stands above it is shown.
      var lines = Self.wrap(CleanText.line(text), columns: columns - 1, first: 0, rest: 0)
      let last = lines.removeLast()
      terminal.write(lines.map { $0 + "\n" }.joined())
      return terminal.read(Prompt(text: last + " ", purpose: purpose))
    }
    // A dumb terminal scrolls a long line sideways and hides the question.
    show(text)
    return terminal.read(Prompt(text: "› ", purpose: purpose))
  }

  private func styled(_ text: String, _ emphasis: Emphasis) -> String {
    terminal.hasStyle && !emphasis.code.isEmpty ? "\u{1B}[\(emphasis.code)m\(text)\u{1B}[0m" : text
  }

  /// Columns that the text takes.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + Int(camtay_width($1.value)) }
  }

  /// The words in lines of at most `columns`; a word longer than a line is cut.
  static func wrap(_ text: String, columns: Int, first: Int, rest: Int) -> [String] {
    var lines: [String] = []
    var line = String(repeating: " ", count: first)
    var used = first
    var isEmpty = true
    func close() {
      lines.append(line)
      line = String(repeating: " ", count: rest)
      used = rest
      isEmpty = true
    }
    for word in text.split(separator: " ") {
      let width = Self.width(String(word))
      if !isEmpty, used + 1 + width > columns { close() }
      if !isEmpty {
        line += " "
        used += 1
      }
      for character in word {
        let width = Self.width(String(character))
        if used + width > columns, used > rest { close() }
        line.append(character)
        used += width
        isEmpty = false
      }
    }
    if !isEmpty || lines.isEmpty { close() }
    return lines
  }
}
