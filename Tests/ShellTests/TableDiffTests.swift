import Foundation
import Phrases
import SyncClient
import Testbed
import Testing

@testable import Shell

/// What a trainer is told of two versions of a table.
@Suite struct TableDiffTests {
  private let work = TemporaryFolder()
  private let home = TemporaryFolder()
  private let folder: String

  /// A folder with the shipped tables, a guide, and another holiday.
  init() throws {
    folder = work.path + "/guides"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, text) in try ContentFolder.tableFiles(at: Checkout.path + "/guides") {
      let changed = text.replacing("hour: 15", with: "hour: 16").replacing("Viet Nam Culture Day", with: "Culture Day")
        .replacing("  - [nhầm, lộn]\n", with: "")
      try changed.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }
  }

  /// What the comparison shows, without the breaks of lines, and the code with which it ends.
  private func diff(_ words: String...) async throws -> (
    shown: String, fault: UserFault?
  ) {
    let terminal = ScriptedTerminal([], columns: 100, hasStyle: false)
    let shell = try Shell(
      Shell.Parts(
        terminal: terminal, content: ContentFolder(path: SomeGuides.path), language: "en", homePath: home.path,
        deviceName: "x", connectivity: Connectivity { false }, wallClock: { 1_795_222_800_000 }))
    var fault: UserFault?
    do throws(UserFault) { try await shell.perform(["guides", "diff"] + words) } catch { fault = error }
    return (terminal.transcript.split(whereSeparator: \.isWhitespace).joined(separator: " "), fault)
  }

  /// By the table's name, by its file, and among everything that two folders hold.
  @Test func eachValueThatDiffersIsSaid() async throws {
    for old in ["calendar", SomeGuides.path + "/guides/calendar.yaml"] {
      let (shown, fault) = try await diff(old, folder + "/calendar.yaml")
      #expect(fault == nil)
      #expect(shown.contains("table calendar"))
      #expect(shown.contains("- cut_off/hour (vi): “15” → “16”"), "\(shown)")
      #expect(shown.contains("(en): “Viet Nam Culture Day” → “Culture Day”"), "\(shown)")
      #expect(!shown.contains("synonyms"))
    }
    let (shown, _) = try await diff(SomeGuides.path + "/guides", folder)
    #expect(shown.contains("- Gone: same/nhầm: “nhầm, lộn”"), "\(shown)")
    #expect(shown.contains("cut_off/hour"))
  }

  /// It is text, and its faults have their places: `guides check` tells them.
  @Test func aTableThatIsNoYAMLIsNamedAsItWasTyped() async throws {
    let path = folder + "/calendar.yaml"
    try ("[\n" + String(contentsOfFile: path, encoding: .utf8)).write(toFile: path, atomically: true, encoding: .utf8)
    for words in [("calendar", path), (path, "calendar")] {
      let fault = try await diff(words.0, words.1).fault
      #expect(fault == UserFault("guides.not-yaml", ["path": path]))
    }
    let fault = try await diff(SomeGuides.path + "/guides", folder).fault
    #expect(fault == UserFault("guides.not-yaml", ["path": path]))
  }

  @Test func whatIsTheSameIsSaidToBe() async throws {
    #expect(try await diff("statuses", folder + "/statuses.yaml").shown.contains("No difference."))
    #expect(try await diff("calendar", folder + "/calendar.yaml", "--quiet").fault?.code == "guides.differ")
    #expect(try await diff("calendar", "nowhere.yaml").fault?.code == "guides.no-version")
  }
}
