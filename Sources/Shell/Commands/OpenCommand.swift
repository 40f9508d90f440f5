import Domain
import GuideFormat

/// `mở` / `open`: begins a session on a guide, by its number in the last list or by its id.
enum OpenCommand: Command {
  static let id = "open"
  static func accepts(_ words: [String], in shell: Shell) -> Bool {
    guard words.count == 1 else { return words.isEmpty }
    return Int(words[0]) != nil || (try? shell.shelf)?.catalogue[GuideID(rawValue: words[0])] != nil
  }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    let word = arguments.text
    if let number = Int(word), number > 0, number <= shell.listed.count {
      try await open(shell.listed[number - 1], in: shell)
    } else if word.isEmpty || Int(word) != nil {
      throw UserFault("open.usage")
    } else {
      try await open(GuideID(rawValue: word), in: shell)
    }
  }

  /// Begins a session on the guide and walks it.
  static func open(_ id: GuideID, in shell: Shell) async throws(UserFault) {
    let shelf = try shell.shelf
    guard let guide = shelf.catalogue[id] else { throw UserFault("open.no-such-guide", ["id": id.rawValue]) }
    let store = try shell.store
    try shell.faulting {
      try walk(GuidedSession(store.beginSession(shelf.package(of: guide)), in: shell))
    }
  }

  /// Walks a session until it is left, and leaves the shell where that was asked for.
  static func walk(_ session: GuidedSession) throws {
    if case .left = try session.run() { session.shell.isLeaving = true }
  }
}
