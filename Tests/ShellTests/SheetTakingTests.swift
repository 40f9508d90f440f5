import Foundation
import Phrases
import Reporting
import SyncClient
import Testbed
import Testing

@testable import GuideFormat
@testable import Shell

/// Taking a sheet into a folder: all of it or nothing.
@Suite struct SheetTakingTests {
  /// A folder with one shipped guide, its sheet as CSV, and a shell that does the jobs there.
  private struct Desk {
    let folder = TemporaryFolder()
    let home = TemporaryFolder()
    let terminal = ScriptedTerminal([])
    let shell: Shell
    var table: [[String]]
    /// The refusals so far, and what the last one named.
    private(set) var codes: [String] = []
    private(set) var arguments: [String: String] = [:]

    init() throws {
      let files = TrainerTests.files(of: try #require(TrainerTests.catalogue[GuideID(rawValue: "tam-tru")]))
      shell = try Shell(
        Shell.Parts(
          terminal: terminal, content: TrainerTests.content, language: "en", homePath: home.path, deviceName: "laptop",
          connectivity: Connectivity { false }, wallClock: { 1_795_000_000_000 }))
      table = try #require(GuideSheet(files: files, languages: ["vi", "en"])).table
      try GuideWriting.write(files, to: folder.path + "/tam-tru")
    }

    /// Takes the sheet in; the files of the guide before and after.
    mutating func take(_ options: [String] = [], into place: String = "") async throws -> (
      before: [String: String], after: [String: String]
    ) {
      let path = folder.path + "/sheet.csv"
      try Data(TrainerTests.csv(table)).write(to: URL(filePath: path))
      let before = try ContentFolder.guideFiles(at: folder.path + "/tam-tru")
      var fault: (any Error)?
      do {
        try await shell.perform(["guides", "sheet", "import", path, "--into", folder.path + place] + options)
      } catch { fault = error }
      let after = try ContentFolder.guideFiles(at: folder.path + "/tam-tru")
      if let refused = fault as? UserFault { (codes, arguments) = (codes + [refused.code], refused.arguments) }
      if let fault, before != after { throw fault }
      return (before, after)
    }
  }

  @Test func oneCellChangesOneLine() async throws {
    var desk = try Desk()
    let row = try #require(desk.table.firstIndex { $0[0] == "step" && $0[1] == "canh-bao" })
    let old = desk.table[row][3]
    desk.table[row][3] = "Khoan đã: không đọc mã cho ai."
    let (before, after) = try await desk.take()
    #expect(after["en.yaml"] == before["en.yaml"] && after["walks.yaml"] == before["walks.yaml"])
    #expect(after["guide.yaml"] == before["guide.yaml"]?.replacing(old, with: "\"Khoan đã: không đọc mã cho ai.\""))
    #expect(after["guide.yaml"]?.contains("\n# ") == true)
  }

  /// Whoever names the guide's own folder means that one, and no folder within it.
  @Test(arguments: ["/tam-tru", "/tam-tru/"]) func theGuidesOwnFolderIsItsPlace(_ place: String) async throws {
    var desk = try Desk()
    let row = try #require(desk.table.firstIndex { $0[0] == "step" && $0[1] == "canh-bao" })
    desk.table[row][3] = "Khoan đã: không đọc mã cho ai."
    let (before, after) = try await desk.take(into: place)
    #expect(after.keys.sorted() == before.keys.sorted())
    #expect(after["guide.yaml"]?.contains("Khoan đã") == true)
    #expect(!FileManager.default.fileExists(atPath: desk.folder.path + "/tam-tru/tam-tru"))
  }

  @Test func withAnyFaultyRowNothingIsWritten() async throws {
    var desk = try Desk()
    let outcome = try #require(desk.table[0].firstIndex(of: "outcome"))
    let row = try #require(desk.table.firstIndex { $0[1] == "da-nop" })
    desk.table[1][3] = "Tên mới"
    desk.table[row][outcome] = "sovled"
    let (before, after) = try await desk.take()
    #expect(before == after)
    #expect(desk.terminal.transcript.contains("sheet.csv:\(row + 1):outcome: “sovled”"), "\(desk.terminal.transcript)")
    desk.table[row][outcome] = "solved"
    desk.table[3][0] = "nickname"
    #expect(try await desk.take().after == before)
    #expect(desk.terminal.transcript.contains("sheet.csv:4:part:"))
  }

  /// What was written into the folder after the export is not undone.
  @Test(arguments: ["guide.yaml", "en.yaml"]) func aFolderThatHasMovedOnIsLeftAlone(_ name: String) async throws {
    var desk = try Desk()
    let row = try #require(desk.table.firstIndex { $0[0] == "step" && $0[1] == "canh-bao" })
    desk.table[row][3] = "Khoan đã: không đọc mã cho ai."
    let path = "\(desk.folder.path)/tam-tru/\(name)"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try (text + "# later\n").write(toFile: path, atomically: true, encoding: .utf8)
    let (before, after) = try await desk.take()
    #expect(before == after)
    #expect(desk.codes == ["guides.sheet.moved-on"])
    #expect(desk.arguments["files"] == name)
  }

  /// Whoever goes on in the same sheet after an import needs no new export; what that import changed stays, and what somebody
  /// else has written since is not undone, by nobody's copy of the sheet.
  @Test func theSameSheetIsTakenAgain() async throws {
    var desk = try Desk()
    let exported = desk.table
    let row = try #require(desk.table.firstIndex { $0[0] == "step" && $0[1] == "canh-bao" })
    let other = try #require(desk.table.firstIndex { $0[0] == "step" && $0[1] != "canh-bao" && !$0[3].isEmpty })
    for words in ["Khoan đã: không đọc mã cho ai.", "Khoan đã: không đọc mã cho ai cả."] {
      desk.table[row][3] = words
      let (before, after) = try await desk.take()
      #expect(before != after && after["guide.yaml"]?.contains(words) == true, "\(desk.codes)")
    }
    let mine = desk.table
    // A colleague's copy of the export, in which another row was changed.
    desk.table = exported
    desk.table[other][3] += " nhé"
    var (before, after) = try await desk.take()
    #expect(before == after)
    // The same sheet, after somebody wrote into the folder.
    desk.table = mine
    desk.table[row][3] = "Khoan đã."
    let path = desk.folder.path + "/tam-tru/guide.yaml"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try (text + "# later\n").write(toFile: path, atomically: true, encoding: .utf8)
    (before, after) = try await desk.take()
    #expect(before == after)
    #expect(desk.codes == ["guides.sheet.moved-on", "guides.sheet.moved-on"])
  }

  /// A guide that is there and cannot be read is none that is new: it is not written over.
  @Test func aGuideThatCannotBeReadIsLeftAlone() async throws {
    let desk = try Desk()
    let (sheet, path) = (desk.folder.path + "/sheet.csv", desk.folder.path + "/tam-tru/guide.yaml")
    try Data(TrainerTests.csv(desk.table)).write(to: URL(filePath: sheet))
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: desk.folder.path + "/elsewhere")
    let fault = await #expect(throws: UserFault.self) {
      try await desk.shell.perform(["guides", "sheet", "import", sheet, "--into", desk.folder.path])
    }
    #expect(fault?.code == "guides.not-read")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path).hasSuffix("/elsewhere"))
  }

  /// Sheets of earlier programs do not say from which files they were made.
  @Test func anOldSheetIsTakenForItsOwnVersionOnly() async throws {
    var desk = try Desk()
    let row = try #require(desk.table.firstIndex { $0[0] == "step" && $0[1] == "canh-bao" })
    desk.table[row][3] = "Khoan đã: không đọc mã cho ai."
    desk.table.removeAll { $0[0] == "file" }
    let (before, after) = try await desk.take()
    #expect(before != after)
    let path = desk.folder.path + "/tam-tru/guide.yaml"
    let text = try #require(before["guide.yaml"])
    try text.replacing("\nversion: 1\n", with: "\nversion: 2\n").write(toFile: path, atomically: true, encoding: .utf8)
    let (second, third) = try await desk.take()
    #expect(second == third)
    #expect(desk.codes == ["guides.sheet.other-version"])
  }

  /// As LibreOffice writes it where nobody chooses a character set.
  @Test func aSheetInAnotherCharacterSetIsToldSo() async throws {
    let desk = try Desk()
    let path = desk.folder.path + "/other.csv"
    var bytes = TrainerTests.csv(desk.table)
    let place = try #require(bytes.firstRange(of: Array("ă".utf8)))
    bytes.replaceSubrange(place, with: [0xE3])
    try Data(bytes).write(to: URL(filePath: path))
    await #expect {
      try await desk.shell.perform(["guides", "sheet", "import", path, "--into", desk.folder.path])
    } throws: { ($0 as? UserFault)?.code == "guides.sheet.not-utf8" }
    try Data("part,id\n\"x".utf8).write(to: URL(filePath: path))
    await #expect {
      try await desk.shell.perform(["guides", "sheet", "import", path, "--into", desk.folder.path])
    } throws: { ($0 as? UserFault)?.code == "guides.sheet.unreadable" }
  }

  @Test func aGuideThatIsNotThereIsWrittenWithItsWalks() async throws {
    var desk = try Desk()
    try FileManager.default.removeItem(atPath: desk.folder.path + "/tam-tru")
    try FileManager.default.createDirectory(atPath: desk.folder.path + "/tam-tru", withIntermediateDirectories: false)
    let after = try await desk.take().after
    #expect(after.keys.sorted() == ["en.yaml", "guide.yaml", "walks.yaml"], "\(desk.terminal.transcript)")
  }

  @Test func everyCodeAndColumnHasItsPhrase() throws {
    let phrases = try TrainerTests.content.phrases("en")
    var keys = SheetFault.Code.allCases.map { "fault.sheet.\($0.rawValue)" }
    keys +=
      SheetColumn.allCases.map { "diff.field.\($0.rawValue)" } + SheetPart.allCases.map { "diff.part.\($0.rawValue)" }
    keys += SheetPart.allCases.flatMap { ($0.keys ?? []).dropFirst() }.map { "diff.key.\($0)" }
    keys += GuideKind.allCases.map { "guide-kind.\($0.rawValue)" }
    for job in GuidesCommand.jobs { keys += ["guides.\(job.id)", "fault.guides.\(job.id)-usage"] }
    for key in keys { #expect(phrases.optional(key) != nil, "no phrase \(key)") }
  }
}
