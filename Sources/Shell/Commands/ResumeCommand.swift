import Domain
import GuideFormat
import LocalStore

/// `tiếp` / `resume`: goes on with a paused session; with several, it lists them and takes the number.
enum ResumeCommand: Command {
  static let id = "resume"
  static func accepts(_ words: [String], in shell: Shell) -> Bool {
    words.isEmpty || (words.count == 1 && Int(words[0]) != nil)
  }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    let sessions = try shell.store.openSessions()
    guard let latest = sessions.first else { throw UserFault("resume.none") }
    if let number = Int(arguments.text) {
      guard let session = sessions.first(where: { $0.number == number }) else {
        throw UserFault("resume.no-such", ["number": arguments.text])
      }
      try OpenCommand.walk(GuidedSession(session, in: shell))
    } else if sessions.count == 1 {
      try OpenCommand.walk(GuidedSession(latest, in: shell))
    } else {
      for session in sessions { try list(session, in: shell) }
      guard case .line(let line) = shell.screen.ask(shell.phrases("resume.which") + " ›", .answer), !line.isEmpty
      else { return }
      guard let session = sessions.first(where: { String($0.number) == line }) else {
        throw UserFault("resume.no-such", ["number": line])
      }
      try OpenCommand.walk(GuidedSession(session, in: shell))
    }
  }

  private static func list(_ record: SessionRecord, in shell: Shell) throws {
    let day = CivilDate(milliseconds: record.startedAt).slashed
    let clock = CivilTime.clock(milliseconds: record.startedAt)
    guard let session = try? GuidedSession(record, in: shell) else {
      shell.show(UserFault("session.unreadable", ["number": String(record.number)]))
      return
    }
    let place = session.walk.place
    let title = session.walk.guide.title.text(in: shell.phrases.language)
    shell.screen.item(record.number, "\(title) · \(place.number)/\(place.total) · \(clock) \(day)")
  }
}
