import Foundation
import Testbed
import Testing

/// A leader's machine and a volunteer's, on which every personal field is filled in, over a recorded wire and by stick.
final class CanaryStory {
  let words: CanaryWords
  let team: ServedTeam
  let wire: RecordingProxy
  let (leader, volunteer, stick) = (TemporaryFolder(), TemporaryFolder(), TemporaryFolder())
  private(set) var leaderCode = ""
  private(set) var volunteerCode = ""
  private(set) var sheetCode = ""
  /// The volunteer's folder right after its power was cut.
  private(set) var afterKill: [(name: String, bytes: Data)] = []

  init(seed: UInt64, database: String?) throws {
    words = CanaryWords(seed: seed)
    team = try ServedTeam(database: database)
    wire = try RecordingProxy(to: team.port)
  }

  private func environment(_ home: TemporaryFolder) -> [String: String] {
    [
      "CAMTAY_HOME": home.path, "CAMTAY_CONTENT": SomeGuides.path(["tra-cuu-ho-so"]), "CAMTAY_LANGUAGE": "en",
      "NO_COLOR": "1", "COLUMNS": "200",
    ]
  }

  /// Runs one command of the leader's machine.
  @discardableResult func lead(_ arguments: String...) throws -> String {
    let run = try ProgramRun(Checkout.program("camtay"), arguments, environment: environment(leader))
    #expect(run.exitCode == 0, "\(arguments): \(run.errors)")
    return run.text
  }

  /// The volunteer's shell on a real terminal, which asks for the passphrase.
  private func shell() throws -> PseudoTerminal {
    let asking = environment(volunteer).merging(["CAMTAY_PASSPHRASE_FILE": ""]) { $1 }
    return try PseudoTerminal(Checkout.program("camtay"), environment: asking, columns: 200)
  }

  /// Answers prompts one after the other: each by a part of its words.
  private func converse(_ shell: PseudoTerminal, _ lines: [(prompt: String, typed: String)]) throws {
    for (prompt, typed) in lines {
      try #require(shell.expect(prompt) != nil, "no \(prompt); shown last: \(shell.shown.suffix(600))")
      try #require(shell.wait(within: 20) { shell.shown.hasSuffix("› ") })
      shell.type(typed + "\r")
    }
  }

  /// Everything, from joining to the stick.
  func play() throws {
    leaderCode = try team.code(role: "leader")
    try lead("enrol", wire.address, leaderCode)
    try lead("sync")
    let link = String(try #require(lead("team", "invite").firstMatch(of: /camtay:\S+#\S+/)).output)
    volunteerCode = String(try #require(link.split(separator: "#").last))
    try beginSession(link)
    afterKill = try Self.files(in: volunteer)
    try endSession()
    try logAndAmend()
    try carry()
  }

  private func beginSession(_ link: String) throws {
    let shell = try shell()
    try converse(
      shell,
      [
        ("camtay ·", "enrol \(link)"), ("New passphrase", words.passphrase.text), ("Once more", words.passphrase.text),
        ("camtay ·", "open tra-cuu-ho-so"), ("[Enter: done", "n \(words.sessionNote.text)"), ("[Enter: done", ""),
        ("[type the number", "1"), ("Dossier code", words.dossier.text), ("[type the number", "p"),
        ("camtay ·", "resume"), ("[type the number", "1"), ("[Enter: done", ""), ("[Enter: done", ""),
        ("[type the number", "1"), ("[type the number", "9"), ("Note down", words.recorded.text), ("[Enter to log", ""),
        ("How did it end", "2"), ("How many minutes", "7"),
        ("Where", "1"), ("Who did the typing", "1"), ("how old", "1"), ("agree", "y"),
        ("The citizen's name", words.name.text),
        ("A telephone number", words.phone.text),
      ])
    // Everything was typed and nothing is ended: this is when most of it rests on the disk.
    try #require(shell.expect("satisfied") != nil)
    shell.kill()
  }

  private func endSession() throws {
    let shell = try shell()
    try converse(
      shell,
      [
        ("camtay ·", "resume"), ("Passphrase", words.passphrase.text), ("satisfied", "5"),
        ("camtay ·", "sync"), ("camtay ·", "quit"),
      ])
    #expect(shell.waitForExit() == 0)
  }

  private func logAndAmend() throws {
    let shell = try shell()
    try converse(
      shell,
      [
        ("camtay ·", "log 5"), ("What was it", "13"), ("How did it end", "2"), ("Note", words.logNote.text),
        ("agree", "y"), ("The citizen's name", words.logName.text), ("A telephone number", words.logPhone.text),
        ("camtay ·", "amend 2"), ("Change what", "7"), ("Note", words.amendedNote.text),
        (
          "camtay ·",
          "amend 2 --note \"\(words.typedNote.text)\" --name=\"\(words.typedName.text)\" --address \"\(words.typedAddress.text)\""
        ),
        ("camtay ·", "guard \(words.guarded.text)"), ("camtay ·", "find \(words.searched.text)"),
        ("camtay ·", words.searched.text), ("camtay ·", "recovery"), ("Passphrase", words.passphrase.text),
      ])
    try #require(shell.expect("this once") != nil)
    sheetCode = String(try #require(shell.shown.matches(of: /(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}/).last).output)
    try converse(shell, [("camtay ·", "sync"), ("camtay ·", "quit")])
    #expect(shell.waitForExit() == 0)
  }

  /// One more note, which another machine carries to the server.
  private func carry() throws {
    let shell = try shell()
    try converse(
      shell,
      [
        ("camtay ·", "log 6"), ("What was it", "13"), ("How did it end", "1"), ("Note", words.stickNote.text),
        ("agree", "y"), ("camtay ·", "bundle write \(stick.path)"), ("camtay ·", "quit"),
      ])
    #expect(shell.waitForExit() == 0)
    try lead("bundle", "read", stick.path)
    try lead("sync")
    try lead("sync")
  }

  /// Every file in a folder, also hidden ones.
  static func files(in folder: TemporaryFolder) throws -> [(name: String, bytes: Data)] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted().compactMap { path in
      var isFolder: ObjCBool = false
      let place = folder.path + "/" + path
      guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder), !isFolder.boolValue else {
        return nil
      }
      return (path, try Data(contentsOf: URL(fileURLWithPath: place)))
    }
  }
}
