import Domain
import GuideFormat

/// `mở` / `open`: begins a session on a guide, by its number in the last list or by its id.
enum OpenCommand: Command {
  static let id = "open"
  static func accepts(_ words: [String], in shell: Shell) -> Bool {
    guard words.count == 1 else { return words.isEmpty }
    return Int(words[0]) != nil || ListedProcedure.isCode(words[0])
      || (try? shell.shelf)?.catalogue[GuideID(rawValue: words[0])] != nil
  }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    let word = arguments.text
    if let number = Int(word), number > 0, number <= shell.listed.count {
      try await open(shell.listed[number - 1], in: shell)
    } else if ListedProcedure.isCode(word) {
      try await open(.procedure(word), in: shell)
    } else if word.isEmpty || Int(word) != nil {
      throw UserFault("open.usage")
    } else {
      try await open(GuideID(rawValue: word), in: shell)
    }
  }

  /// The guide that walks every procedure which has none of its own.
  static let commonFlow = GuideID(rawValue: "nop-ho-so")

  /// Opens what a list had.
  static func open(_ target: Finding.Target, in shell: Shell) async throws(UserFault) {
    switch target {
    case .guide(let id): try await open(id, in: shell)
    case .procedure(let code):
      if let own = try shell.searchShelf.guides[String(code.prefix(8))] { return try await open(own, in: shell) }
      let store = try shell.store
      guard let procedure = try shell.faulting({ try store.procedure(code) }) else {
        throw UserFault("open.no-such-procedure", ["code": code])
      }
      try await open(commonFlow, for: procedure, in: shell)
    }
  }

  /// Begins a session on the guide, for a procedure of the catalogue where one is given, and walks it.
  static func open(_ id: GuideID, for procedure: ListedProcedure? = nil, in shell: Shell) async throws(UserFault) {
    let shelf = try shell.shelf
    guard let guide = shelf.catalogue[id] else { throw UserFault("open.no-such-guide", ["id": id.rawValue]) }
    let store = try shell.store
    try shell.faulting {
      let record = try store.beginSession(shelf.package(of: guide))
      if let procedure {
        // The first event: whoever takes the session up again still knows what it is for.
        var log = try SessionLog(record, in: store)
        try log.append(SessionLog.procedureEvent(procedure))
      }
      try walk(GuidedSession(record, in: shell))
    }
  }

  /// Walks a session until it is left, and leaves the shell where that was asked for.
  static func walk(_ session: GuidedSession) throws {
    if case .left = try session.run() { session.shell.isLeaving = true }
  }
}
