import Domain
import LocalStore
import Phrases

/// Why something that a person asked for was not done: facts, from which the phrases make the sentence.
package struct UserFault: Error, Equatable {
  /// Whose turn it is now; also the exit code of a one-shot command.
  package enum Kind: Int32, Sendable {
    /// The person can mend it.
    case refused = 1
    /// The command was not understood.
    case usage = 2
    /// The disk or the network failed; nothing is lost.
    case world = 3
  }

  /// The stable code that people can quote; `fault.<code>` is its phrase.
  package let code: String
  package let arguments: [String: String]
  package let kind: Kind

  /// A fault with its facts.
  package init(_ code: String, _ arguments: [String: String] = [:], kind: Kind = .refused) {
    self.code = code
    self.arguments = arguments
    self.kind = kind
  }

  /// The fault that a store met.
  package init(_ fault: StoreFault) {
    let isTheirs: Set<StoreFault.Code> = [.inUse, .newer, .noSuchEntry, .tooLarge, .fileExists, .noKey]
    self.init(
      fault.code.rawValue, ["detail": fault.detail], kind: isTheirs.contains(fault.code) ? .refused : .world)
  }

  /// The sentence, in that language, with the code at its end.
  package func sentence(_ phrases: Phrases) -> String {
    phrases("fault.\(code)", arguments) + " [\(code)]"
  }
}
