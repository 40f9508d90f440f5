import Domain
import Phrases

/// The one-letter keys of a session, as the language names them.
struct SessionKeys {
  /// What a key asks for.
  enum Key: String, CaseIterable {
    case back, skip, blocker, note, pause, help, quit
  }

  private let words: [(key: Key, words: [String])]

  /// The keys of that language: each phrase `key.<name>` lists the letter and the words for it.
  init(_ phrases: Phrases) {
    words = Key.allCases.map { key in
      (key, phrases("key.\(key.rawValue)").split(separator: ",").map { Self.folded(String($0)) })
    }
  }

  /// The key that the line is, or nil where it is none.
  func key(_ line: String) -> Key? {
    let folded = Self.folded(line)
    return words.first { $0.words.contains(folded) }?.key
  }

  /// The letter of a key, as it is shown.
  func letter(_ key: Key) -> String { words.first { $0.key == key }?.words.first ?? "" }

  private static func folded(_ text: String) -> String { FoldedText.words(text, keeping: "?").joined(separator: " ") }
}
