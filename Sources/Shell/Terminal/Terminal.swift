import Domain

/// What a person did at a prompt.
package enum Reply: Equatable {
  /// A line, cleaned; it may be empty.
  case line(String)
  /// A line that could not be taken; nothing of it was kept.
  case refused(CleanText.Refusal)
  /// Ctrl-C.
  case interrupted
  /// Ctrl-D, or the end of a script.
  case ended
}

/// What is asked: the words before the cursor, and what happens to the answer.
package struct Prompt {
  /// What kind of line is asked for.
  package enum Purpose {
    /// A command: it has a history and completions.
    case command
    /// An answer within a session or a form: it goes into no history.
    case answer
    /// A passphrase: nothing of it is shown or kept.
    case secret
  }

  package let text: String
  package let purpose: Purpose
}

/// Where a person reads and types. It belongs to one thread.
package protocol Terminal: AnyObject {
  /// Columns to wrap at.
  var columns: Int { get }
  /// Whether bold and colour may be used.
  var hasStyle: Bool { get }
  /// Shows text that is fit to be shown; false where it could not be written.
  @discardableResult
  func write(_ text: String) -> Bool
  /// Asks for a line.
  func read(_ prompt: Prompt) -> Reply
  /// The next line of what another program sends, without its end, or nil at the end; of a line that is longer only the
  /// first `atMost` bytes. Nothing is shown.
  func readData(atMost: Int) -> [UInt8]?
  /// Keeps a command for the history.
  func remember(_ command: String)
  /// Lets nobody type for that long, after a wrong passphrase; what is typed meanwhile is neither shown nor taken.
  func rest(seconds: Int)
  /// Whether the terminal can do no more than print lines, so that a question and its answer need lines of their own.
  var isDumb: Bool { get }
  /// Whether what is written is seen by somebody at once, and by no program.
  var isForPeople: Bool { get }
}

extension Terminal {
  package var isDumb: Bool { false }
  package var isForPeople: Bool { false }
  package func remember(_ command: String) {}
}
