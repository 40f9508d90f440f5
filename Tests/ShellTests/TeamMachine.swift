import LocalStore
import Phrases
import ServerTesting
import Shell
import SyncClient
import Testbed
import Testing

/// A machine in a folder of its own.
struct TeamMachine {
  let home = TemporaryFolder()
  let name: String

  init(_ name: String) { self.name = name }

  /// Starts a shell on the machine a minute later, types the lines, and gives back what was shown. Its passphrase needs no
  /// typing, unless `isTyping`.
  func start(
    _ lines: [String], on server: TestServer, over transport: RouterTransport, columns: Int = 72,
    hasStyle: Bool = false,
    isTyping: Bool = false
  ) async throws -> String {
    server.clock.advance(milliseconds: 60_000)
    let terminal = ScriptedTerminal(lines + ["quit"], columns: columns, hasStyle: hasStyle)
    var parts = parts(terminal, on: server, over: transport)
    if isTyping { parts.passphrase = { nil } }
    let shell = try Shell(parts)
    try await shell.converse()
    return terminal.transcript
  }

  /// The same, without the breaks of lines.
  func startUnbroken(_ lines: [String], on server: TestServer, over transport: RouterTransport) async throws -> String {
    try await start(lines, on: server, over: transport).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Does one command, as a script has it done, and gives back what was shown.
  func perform(_ words: String..., on server: TestServer, over transport: RouterTransport) async throws -> String {
    let terminal = ScriptedTerminal([], columns: 72, hasStyle: false)
    try await Shell(parts(terminal, on: server, over: transport)).perform(words)
    return terminal.transcript
  }

  private func parts(
    _ terminal: ScriptedTerminal, on server: TestServer, over transport: RouterTransport
  ) -> Shell.Parts {
    Shell.Parts(
      terminal: terminal, content: ContentFolder(path: SomeGuides.path), language: "en", homePath: home.path,
      deviceName: name, connectivity: Connectivity { false }, transport: transport,
      wallClock: { [clock = server.clock] in clock.now }
    ).withTestPassphrase
  }

  /// What is on its disk; nobody may have the folder open.
  func store() throws -> Store {
    try Store(home: Home(path: home.path), deviceName: name, wallClock: { 1_795_222_800_000 })
  }
}

/// The link that a leader's shell has shown.
func invitationLink(in shown: String) throws -> String {
  String(try #require(shown.firstMatch(of: /camtay:\S+#\S+/)).output)
}
