import Domain
import Foundation
import Phrases
import ServerTesting
import Shell
import SyncClient
import Synchronization
import Testbed
import Testing

/// What is typed and what is shown, command by command: each file in `Transcripts/` is one conversation.
///
/// A line that begins with `> ` is typed; everything else is what the shell shows. The first lines, which begin with
/// `#`, say what the conversation is about and may set `language`, `columns`, `style`, `server`, `role` and `passphrase`;
/// `pause: 40 days before line 3` lets time go by before the third line that is typed. `RECORD=1 swift test`
/// rewrites the files; the diff is the review.
@Suite struct TranscriptTests {
  static let folder = Checkout.path + "/Tests/ShellTests/Transcripts"
  static let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .filter { $0.hasSuffix(".txt") }.sorted()

  @Test(arguments: files) func replays(_ file: String) async throws {
    let path = Self.folder + "/" + file
    let expected = try String(contentsOfFile: path, encoding: .utf8)
    let actual = try await Conversation(expected).play()
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try actual.write(toFile: path, atomically: true, encoding: .utf8)
    } else {
      #expect(actual == expected, "\(file) differs; RECORD=1 rewrites it")
    }
  }

  @Test func everyCommandHasATranscript() {
    for command in CommandTable.rows {
      let has = Self.files.contains { $0 == "\(command.id).txt" || $0.hasPrefix("\(command.id)-") }
      #expect(has, "no transcript for \(command.id)")
    }
  }
}

/// One transcript: its settings, what is typed, and the shell that it is played on.
struct Conversation {
  private let header: [String]
  private let typed: [String]

  init(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    header = Array(lines.prefix { $0.hasPrefix("#") })
    typed = lines.filter { $0.hasPrefix("> ") || $0 == ">" }.map { String($0.dropFirst(2)) }
  }

  private func setting(_ name: String) -> String? {
    header.compactMap { line in
      line.hasPrefix("# \(name): ") ? String(line.dropFirst(name.count + 4)) : nil
    }.first
  }

  /// Plays the conversation; with `# server: yes`, over the routes of a real server, whose invitation is `<code>`;
  /// `role` is what it gives.
  func play() async throws -> String {
    guard setting("server") != nil else { return try await play(transport: nil, code: "", clock: TestClock()) }
    let server = try TestServer()
    let role = setting("role").flatMap(Role.init(rawValue:)) ?? .volunteer
    let code = try await server.team(role: role).code
    let result = Mutex("")
    try await server.run { transport in
      let transcript = try await play(transport: transport, code: code, clock: server.clock)
      result.withLock { $0 = transcript }
    }
    return result.withLock { $0 }
  }

  /// What happens before each line: a minute goes by, and before one of them perhaps days.
  private func pass(on clock: TestClock) -> () -> Void {
    let pause = setting("pause")?.wholeMatch(of: /(\d+) days before line (\d+)/)
    let days = pause.flatMap { Int64($0.1) } ?? 0
    let line = pause.flatMap { Int($0.2) }
    var number = 0
    return {
      number += 1
      clock.advance(milliseconds: 60_000)
      if number == line { clock.advance(days: days) }
    }
  }

  private func play(transport: (any Transport)?, code: String, clock: TestClock) async throws -> String {
    let home = TemporaryFolder()
    let work = TemporaryFolder()
    // Every answer takes a minute.
    let terminal = ScriptedTerminal(
      typed.map { $0.replacing("<work>", with: work.path).replacing("<code>", with: code) },
      columns: setting("columns").flatMap(Int.init) ?? 72,
      hasStyle: setting("style") != nil, onRead: pass(on: clock))
    let typing = Shell.Parts(
      terminal: terminal, content: ContentFolder(path: SomeGuides.path), language: setting("language"),
      homePath: home.path, deviceName: "laptop", connectivity: Connectivity { false }, transport: transport,
      wallClock: { clock.now })
    var parts = typing.withTestPassphrase
    if setting("passphrase") == "typed" { parts.passphrase = { nil } }
    let shell = try Shell(parts)
    try await shell.converse()
    var text = terminal.transcript
    text = text.replacing("\u{1B}", with: "␛")
    text = text.replacing(home.path, with: "<home>").replacing(work.path, with: "<work>")
    if !code.isEmpty { text = text.replacing(code, with: "<code>") }
    text = text.replacing(/[0-9a-f]{32}/, with: "<id>")
    text = text.replacing(/(machine\s+)[0-9a-f]{8}/) { $0.output.1 + "<device>" }
    text = text.replacing(/\d+ MB of room/, with: "<room> MB of room")
    text = text.replacing(/(?:[0-9a-f]{4} ){3}[0-9a-f]{4}/, with: "<key>")
    text = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      // What was typed has to be typed again.
      line.hasPrefix("> ") ? String(line) : String(line.replacing(/([0-9A-Z]{5}-){4}[0-9A-Z]{5}/, with: "<invitation>"))
    }.joined(separator: "\n")
    return header.map { $0 + "\n" }.joined() + text
  }
}
