import Domain
import Foundation
import LocalStore
import Phrases
import Sealing
import Shell
import Testbed
import Testing

/// What the passphrase guards: how long it is remembered, what it costs, what a copy of the folder is worth.
@Suite struct PassphraseTests {
  private let home = TemporaryFolder()

  /// Types the lines into a shell and leaves; each answer takes so many milliseconds of the machine's own clock.
  private func type(
    _ lines: [String], in folder: TemporaryFolder? = nil, step: Int64 = 1000, affords: Int = 0, isTyping: Bool = true
  ) async throws -> String {
    var uptime: Int64 = 0
    let terminal = ScriptedTerminal(lines + ["quit"], onRead: { uptime += step })
    var parts = Shell.Parts(
      terminal: terminal, content: ContentFolder(path: SomeGuides.path), language: "en",
      homePath: (folder ?? home).path, deviceName: "laptop", connectivity: Connectivity { false },
      wallClock: { 1_795_222_800_000 }
    ).withTestPassphrase
    if isTyping { parts.passphrase = { nil } }
    parts.uptime = { uptime }
    parts.affords = { Int($0.logarithm) <= affords }
    try await Shell(parts).converse()
    return terminal.transcript
  }

  private func store(_ folder: TemporaryFolder? = nil) throws -> Store {
    try Store(home: Home(path: (folder ?? home).path), deviceName: "laptop", wallClock: { 1_795_222_800_000 })
  }

  private static let note = ["log 5", "13", "", "a note of hers", "y"]
  private static let words = TestPassphrase.text

  @Test func tenMinutesWithoutAKeyLockIt() async throws {
    _ = try await type(Self.note + [Self.words, Self.words])
    let quick = try await type(["details 1", Self.words, "details 1"], step: 60_000)
    #expect(quick.components(separatedBy: "Note: a note of hers").count == 3)
    // Nothing of it is remembered by the next run, nor after a rest.
    let slow = try await type(["details 1", Self.words, "details 1", ""], step: 10 * 60_000)
    #expect(slow.components(separatedBy: "Note: a note of hers").count == 2)
    #expect(slow.contains("[keys.locked]"))
  }

  @Test func wrongOnesAreCountedOnTheDiskBeforeTheyAreTried() async throws {
    _ = try await type(Self.note + [Self.words, Self.words])
    _ = try await type(["details 1", "wrong words", "more wrong words", ""])
    #expect(try store().vault()?.failures == 2)
    let again = try await type(["details 1", Self.words])
    #expect(again.contains("Wait 2 s"))
    #expect(try store().vault()?.failures == 0)
  }

  @Test func theDoctorMakesItDearerWhereTheMachineAllows() async throws {
    _ = try await type(Self.note + [Self.words, Self.words])
    let before = try #require(try store().vault()?.vault)
    #expect(try await type(["doctor"], affords: 10).contains("each attempt costs 1 MB"))
    #expect(try store().vault()?.vault == before)
    #expect(try await type(["doctor", "wrong words"], affords: 12).contains("[keys.wrong]"))
    #expect(try store().vault()?.vault == before)
    #expect(try await type(["doctor", Self.words], affords: 12).contains("harder to guess now"))
    let after = try #require(try store().vault()?.vault)
    #expect(after.stretching.logarithm == 12)
    #expect(after.publicKey == before.publicKey)
    #expect(try await type(["details 1", Self.words]).contains("a note of hers"))
  }

  @Test func aBackupIsSealedAsTheFolderIsAndGoesOnElsewhere() async throws {
    _ = try await type(Self.note + [Self.words, Self.words, "backup \(home.path)/copy"])
    let bytes = try #require(FileManager.default.contents(atPath: home.path + "/copy"))
    #expect(bytes.range(of: Data("a note of hers".utf8)) == nil)
    let other = TemporaryFolder()
    do {
      let device = try Home(path: other.path + "/device")
      let restored = try Store.restore(
        from: home.path + "/copy", to: device, deviceName: "laptop", wallClock: { 1_795_222_800_000 })
      #expect(try restored.entries().map(\.entry) == store().entries().map(\.entry))
      #expect(try restored.standing().stream != store().standing().stream)
      #expect(try restored.standing().stream.device == store().standing().stream.device)
      #expect(throws: StoreFault.self) {
        try Store.restore(from: home.path + "/copy", to: device, deviceName: "laptop", wallClock: { 0 })
      }
    }
    // What is no copy leaves nothing behind.
    let empty = try Home(path: other.path + "/empty")
    try Data("SQLite format 3\0 and then nonsense".utf8).write(to: URL(fileURLWithPath: other.path + "/nonsense"))
    #expect(throws: StoreFault.self) {
      try Store.restore(from: other.path + "/nonsense", to: empty, deviceName: "laptop", wallClock: { 0 })
    }
    #expect(!FileManager.default.fileExists(atPath: empty.path + "/camtay.sqlite"))
  }

  /// A session that was paused before the passphrase was forgotten goes on, and is logged, without what was written in it.
  @Test func aPausedSessionOutlivesAForgottenPassphrase() async throws {
    let paused = try await type([
      "open tam-tru", "n a note of hers", Self.words, Self.words, "p",
    ])
    #expect(paused.contains("Session 1 is paused"))
    let shown = try await type(
      [
        "passphrase --forgotten", "y", "four other words", "four other words", "resume", "q", "1",
        "", "", "", "", "", "n", "", "quit",
      ])
    #expect(shown.contains("1 text(s) written in this session were sealed"), "\(shown)")
    #expect(shown.contains("Saved in the journal: #1"), "\(shown)")
    #expect(try store().openSessions().isEmpty)
  }

  @Test func anErasedNoteIsInNoBackup() async throws {
    _ = try await type(Self.note + [Self.words, Self.words])
    let sealed = try #require(try store().entries().compactMap(\.entry.sealed).first)
    _ = try await type(["forget 1 --yes", "backup \(home.path)/copy"])
    let bytes = try #require(FileManager.default.contents(atPath: home.path + "/copy"))
    #expect(bytes.range(of: Data(sealed.prefix(64))) == nil)
  }

  /// Without a passphrase the help counts and nothing personal is kept.
  @Test func whoChoosesNoneKeepsNoNote() async throws {
    let shown = try await type(Self.note + [""])
    #expect(shown.contains("[keys.none]"))
    #expect(shown.contains("Saved #1"))
    let entries = try store().entries().map(\.entry)
    #expect(entries.map(\.header.kind) == [.assistance])
    #expect(entries.allSatisfy { $0.sealed == nil })
  }
}
