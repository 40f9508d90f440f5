import LocalStore
import Phrases
import ServerTesting
import Shell
import SyncClient
import Synchronization
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
    _ lines: [String], on server: TestServer, over transport: any Transport, columns: Int = 72,
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
  func startUnbroken(_ lines: [String], on server: TestServer, over transport: any Transport) async throws -> String {
    try await start(lines, on: server, over: transport).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Does one command, as a script has it done, and gives back what was shown.
  func perform(_ words: String..., on server: TestServer, over transport: any Transport) async throws -> String {
    let terminal = ScriptedTerminal([], columns: 72, hasStyle: false)
    try await Shell(parts(terminal, on: server, over: transport)).perform(words)
    return terminal.transcript
  }

  private func parts(
    _ terminal: ScriptedTerminal, on server: TestServer, over transport: any Transport
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

/// The code of the recovery sheet that a shell has shown.
func recoveryCode(in shown: String) throws -> String {
  String(try #require(shown.firstMatch(of: /(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}/)).output)
}

/// The link that a leader's shell has shown.
func invitationLink(in shown: String) throws -> String {
  String(try #require(shown.firstMatch(of: /camtay:\S+#\S+/)).output)
}

/// A way to the server that breaks after so many messages.
final class BreakingTransport: Transport {
  private let whole: any Transport
  private let left: Mutex<Int>

  /// That way, for as many messages.
  init(_ whole: any Transport, after messages: Int) {
    self.whole = whole
    left = Mutex(messages)
  }

  func send(_ route: String, body: [UInt8], token: String?) async throws -> TransportReply {
    let isWhole = left.withLock { left in
      left -= 1
      return left >= 0
    }
    guard isWhole else { throw SyncFault.unreachable(.timedOut) }
    return try await whole.send(route, body: body, token: token)
  }
}
