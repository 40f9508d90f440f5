import Domain
import Foundation
import Phrases
import ServerTesting
import SyncClient
import Testbed
import Testing

@testable import Shell

/// A language more is files more, and one check finds what is wrong with its phrases, its tables and its guides.
@Suite(.timeLimit(.minutes(5))) struct ThirdLanguageTests {
  /// A content folder in which everything is there in a language that nobody speaks, said to be right as it is.
  private struct Content {
    let folder = TemporaryFolder()

    init() throws {
      let manager = FileManager.default
      for part in ["guides", "locales"] {
        try manager.createDirectory(atPath: "\(folder.path)/\(part)", withIntermediateDirectories: true)
      }
      let shipped = Checkout.path
      for name in try manager.contentsOfDirectory(atPath: shipped + "/locales") where name.hasSuffix(".yaml") {
        try manager.copyItem(atPath: "\(shipped)/locales/\(name)", toPath: "\(folder.path)/locales/\(name)")
      }
      for name in try manager.contentsOfDirectory(atPath: shipped + "/guides")
      where ContentTable(file: name) != nil {
        try manager.copyItem(atPath: "\(shipped)/guides/\(name)", toPath: "\(folder.path)/guides/\(name)")
      }
      try manager.createDirectory(atPath: folder.path + "/guides/bay", withIntermediateDirectories: true)
      for (name, text) in HostileGuides.Attack.sound { try write(text, to: "guides/bay/\(name)") }
      for path in ["locales", "guides", "guides/bay"] {
        for name in try manager.contentsOfDirectory(atPath: "\(folder.path)/\(path)")
        where name == "en.yaml" || name.hasSuffix(".en.yaml") {
          let text = try read("\(path)/\(name)").replacing("language: en\n", with: "language: tdd\n")
          try write(
            text.replacing("title: Trap", with: "title: ᥐᥣᥰ").replacing(
              "goodbye: \"", with: "goodbye: \"ᥖᥬ "),
            to: "\(path)/\(name.replacing("en.yaml", with: "tdd.yaml"))")
        }
      }
    }

    func read(_ path: String) throws -> String {
      try String(contentsOfFile: "\(folder.path)/\(path)", encoding: .utf8)
    }

    func write(_ text: String, to path: String) throws {
      try text.write(toFile: "\(folder.path)/\(path)", atomically: true, encoding: .utf8)
    }

    /// Replaces the first place in a file that looks like that.
    func change(_ path: String, _ pattern: String, _ new: String) throws {
      let text = try read(path)
      let range = try #require(text.range(of: pattern, options: .regularExpression), "\(path) has no \(pattern)")
      try write(text.replacingCharacters(in: range, with: new), to: path)
    }

    /// What a shell shows that has this content, without the breaks of lines.
    func run(_ lines: [String], language: String = "en") async throws -> String {
      let terminal = ScriptedTerminal(lines + ["quit"], columns: 200, hasStyle: false)
      let home = TemporaryFolder()
      let shell = try Shell(
        Shell.Parts(
          terminal: terminal, content: ContentFolder(path: folder.path), language: language, homePath: home.path,
          deviceName: "laptop", connectivity: Connectivity { false }, wallClock: { 1_795_222_800_000 }))
      try await shell.converse()
      return terminal.transcript.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The three checks.
    func checked() async throws -> String {
      try await run(["guides check \(folder.path)/guides", "guides check \(folder.path)/locales"])
    }
  }

  @Test func aLanguageIsFilesMore() async throws {
    let content = try Content()
    let checked = try await content.checked()
    #expect(checked.contains("1 guides, no faults."), "\(checked)")
    #expect(checked.contains("The phrases (vi, en, tdd) have no fault."), "\(checked)")
    let spoken = try await content.run(["bay", "p"], language: "tdd")
    #expect(spoken.contains("ᥐᥣᥰ") && spoken.contains("ᥖᥬ"), "\(spoken)")
  }

  private static let phrases = "locales/tdd.yaml"
  private static let table = "guides/calendar.tdd.yaml"
  private static let guide = "guides/bay/tdd.yaml"

  /// A text without its translation, with one of no words, with one of other arguments, and changed after it was translated.
  @Test(arguments: [
    ("missing-translation", phrases, "\ngoodbye: .*", ""), ("empty-text", phrases, "\ngoodbye: .*", "\ngoodbye: \"\""),
    ("placeholders-differ", phrases, "\ngoodbye: .*", "\ngoodbye: \"ᥖᥬ {count}\""),
    ("stale-translation", "locales/vi.yaml", "\ngoodbye: \"", "\ngoodbye: \"Mới: "),
    ("missing-translation", table, "name: \"Viet Nam Culture Day\", ", ""),
    ("empty-text", table, "name: \"Viet Nam Culture Day\"", "name: \"\""),
    ("placeholders-differ", table, "name: \"Viet Nam Culture Day\"", "name: \"{count}\""),
    ("stale-translation", "guides/calendar.yaml", "name: Ngày Văn hóa", "name: Ngày hội Văn hóa"),
    ("missing-translation", guide, "\ntitle: .*", ""), ("empty-text", guide, "\ntitle: .*", "\ntitle: \"\""),
    ("placeholders-differ", guide, "\ntitle: .*", "\ntitle: \"ᥐᥣᥰ {count}\""),
    ("stale-translation", "guides/bay/guide.yaml", "\ntitle: ", "\ntitle: Mới, "),
  ]) func eachFaultOfATranslationIsFound(code: String, file: String, pattern: String, new: String) async throws {
    let content = try Content()
    let path = content.folder.path
    let kept = try await content.run(
      ["locales", "guides/calendar.yaml", "guides/bay"].map { "guides translated \(path)/\($0) tdd" })
    for name in ["locales/tdd.sources", "guides/calendar.tdd.sources", "guides/bay/tdd.sources"] {
      #expect(kept.contains("Wrote \(path)/\(name)"), "\(kept)")
    }
    try content.change(file, pattern, new)
    let checked = try await content.checked()
    #expect(checked.contains(try Regex("tdd\\.yaml:\\d+:\\d+: [^\\[]*\\[\(code)\\]")), "\(checked)")
  }
}
