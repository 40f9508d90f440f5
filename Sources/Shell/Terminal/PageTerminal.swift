/// A page that is written and then looked at whole: what a terminal of that width would show, with nobody to type.
final class PageTerminal: Terminal {
  let columns: Int
  let hasStyle: Bool
  /// Everything written so far.
  private(set) var text = ""

  /// An empty page.
  init(columns: Int, hasStyle: Bool = false) {
    self.columns = columns
    self.hasStyle = hasStyle
  }

  /// How many rows the text takes.
  var rows: Int { text.split(separator: "\n", omittingEmptySubsequences: false).count - 1 }

  func write(_ text: String) -> Bool {
    self.text += text
    return true
  }

  func read(_ prompt: Prompt) -> Reply { .ended }
  func rest(seconds: Int) {}
  func readData(atMost: Int) -> [UInt8]? { nil }
}
