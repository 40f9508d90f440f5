import Foundation
import GuideFormat
import Phrases
import SyncClient
import SyncCore
import Testbed
import Testing

@testable import Shell

/// What trainers' jobs do with files and folders that are there already, on a machine that has joined no team.
@Suite struct TrainerFilesTests {
  private let work = TemporaryFolder()
  private let home = TemporaryFolder()
  private let terminal = ScriptedTerminal([])
  private let shell: Shell

  init() throws {
    shell = try Shell(
      Shell.Parts(
        terminal: terminal, content: TrainerTests.content, language: "en", homePath: home.path, deviceName: "laptop",
        connectivity: Connectivity { false }, wallClock: { 1_795_000_000_000 }))
    let files = TrainerTests.files(of: try #require(TrainerTests.catalogue[GuideID(rawValue: "tam-tru")]))
    try GuideWriting.write(files, to: work.path + "/tam-tru")
  }

  private func perform(_ words: String...) async throws { try await shell.perform(["guides"] + words) }

  private func code(_ words: String...) async -> String? {
    do { try await shell.perform(["guides"] + words) } catch { return error.code }
    return nil
  }

  private func rewrite(_ name: String, _ old: String, _ new: String) throws {
    let path = "\(work.path)/tam-tru/\(name)"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains(old))
    try text.replacing(old, with: new).write(toFile: path, atomically: true, encoding: .utf8)
  }

  @Test func packAndRollbackOverwriteNoFile() async throws {
    let (key, pack, guide) = ("\(work.path)/my.key", "\(work.path)/one.pack", "\(work.path)/tam-tru")
    try await perform("key", key)
    // Signing anew replaces the signature, and nothing else.
    for _ in 0..<2 { try await perform("sign", guide, "--key", key) }
    try await perform("pack", pack, guide)
    for file in [key, pack, guide + "/guide.yaml"] {
      let before = FileManager.default.contents(atPath: file)
      #expect(await code("pack", file, guide) == "export.exists")
      #expect(await code("rollback", "tam-tru", pack, file, "--key", key) == "export.exists")
      #expect(FileManager.default.contents(atPath: file) == before)
    }
  }

  /// Only what this machine has was looked at, whoever asks.
  @Test func aRollbackThatAsksNoServerSaysSo() async throws {
    let (key, pack, guide) = ("\(work.path)/my.key", "\(work.path)/one.pack", "\(work.path)/tam-tru")
    try await perform("key", key)
    try await perform("sign", guide, "--key", key)
    try await perform("pack", pack, guide)
    try await perform("rollback", "tam-tru", pack, "\(work.path)/back.pack", "--key", key)
    #expect(terminal.transcript.contains("The server could not be asked"), "\(terminal.transcript)")
    #expect(FileManager.default.fileExists(atPath: work.path + "/back.pack"))
  }

  @Test func aPackWhoseKeyNobodyKnowsSaysThatItWasNotCompared() async throws {
    let (key, guide) = ("\(work.path)/my.key", "\(work.path)/tam-tru")
    try await perform("key", key)
    try await perform("sign", guide, "--key", key)
    try await perform("pack", "\(work.path)/one.pack", guide)
    let shown = terminal.transcript.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(shown.contains("It was not compared whether guide tam-tru is as it was signed"), "\(shown)")
  }

  /// A trainer's folder has no tables; the device's are taken.
  @Test(arguments: ["", "/tam-tru", "/tam-tru/", "/tam-tru/."])
  func aTrainersFolderIsCheckedBesideTheDevicesOwn(_ place: String) async throws {
    try await perform("check", work.path + place)
    #expect(terminal.transcript.contains("1 guides, no faults"), "\(terminal.transcript)")
    try rewrite("guide.yaml", "blocker: ", "blocker: X")
    #expect(await code("check", work.path + place) == "guides.faulty")
    let faults = terminal.transcript.split(separator: "\n").filter { $0.contains(".yaml:") }
    #expect(faults.contains { $0.contains("[unknown-blocker]") }, "\(faults)")
    #expect(faults.allSatisfy { $0.hasPrefix("tam-tru/") }, "\(faults)")
  }

  /// A file that is there and cannot be read, as on a stick that fails: the folder is not called sound without it.
  @Test(arguments: ["guide.yaml", "en.yaml", "walks.yaml"])
  func aFileThatCannotBeReadIsNotPassedOver(_ name: String) async throws {
    let path = "\(work.path)/tam-tru/\(name)"
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path)
    for place in [work.path, work.path + "/tam-tru"] {
      #expect(await code("check", place) == "guides.not-read", "\(place)")
    }
  }

  /// One that the program came with costs the volunteer that guide alone.
  @Test func aShippedFileThatCannotBeReadCostsItsOwnGuide() async throws {
    let content = ContentFolder(path: work.path + "/content")
    for (name, text) in TrainerTests.shipped {
      let path = URL(fileURLWithPath: content.guidesPath).appending(path: name)
      try FileManager.default.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: path, atomically: true, encoding: .utf8)
    }
    let guide = content.guidesPath + "/tam-tru/guide.yaml"
    try FileManager.default.removeItem(atPath: guide)
    try FileManager.default.createSymbolicLink(atPath: guide, withDestinationPath: guide)
    let (catalogue, faults) = Catalogue.build(try content.shippedFiles())
    #expect(faults.contains { $0.file == "tam-tru/guide.yaml" })
    let others = Set(TrainerTests.catalogue.guides.map(\.id)).subtracting([GuideID(rawValue: "tam-tru")])
    #expect(Set(catalogue.guides.map(\.id)) == others)
  }

  @Test func aFolderWithoutGuidesIsNotFoundSound() async throws {
    try FileManager.default.createDirectory(atPath: work.path + "/none", withIntermediateDirectories: false)
    #expect(await code("check", work.path + "/none") == "guides.no-guide")
  }

  /// A question is broken at spaces, and its last line is what the terminal asks with.
  @Test func aLongQuestionBreaksAtSpaces() throws {
    let terminal = ScriptedTerminal(["so"], columns: 40)
    let question = try TrainerTests.content.phrases("vi")("new.aliases") + " ›"
    #expect(Screen(terminal).ask(question, .answer) == .line("so"))
    let lines = terminal.transcript.split(separator: "\n").filter { !$0.hasPrefix(">") }
    #expect(lines.count > 1 && lines.allSatisfy { $0.count < 40 })
    #expect(lines.joined(separator: " ") == question)
  }
}
