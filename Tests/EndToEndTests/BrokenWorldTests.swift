import Domain
import Foundation
import LocalStore
import Testbed
import Testing

/// The real program where the world is broken: one clear sentence, a code, the right exit code, nothing lost.
@Suite(.serialized) struct BrokenWorldTests {
  private let home = TemporaryFolder()
  private let camtay = Checkout.program("camtay")

  private func environment(_ home: String, _ more: [String: String] = [:]) -> [String: String] {
    ["CAMTAY_HOME": home, "CAMTAY_CONTENT": SomeGuides.path, "COLUMNS": "100"].merging(more) { $1 }
  }

  private func run(_ typed: String, home: String? = nil, _ more: [String: String] = [:]) throws -> ProgramRun {
    try ProgramRun(camtay, input: Data(typed.utf8), environment: environment(home ?? self.home.path, more))
  }

  private func entries() throws -> Int {
    try Store(home: Home(path: home.path), deviceName: "laptop", wallClock: { 0 }).entries().count
  }

  @Test func aSecondShellIsToldAndHarmsNothing() throws {
    let first = try PseudoTerminal(camtay, environment: environment(home.path))
    try #require(first.expect("›") != nil)
    let second = try run("ghi\n\n\n\n")
    #expect(second.exitCode == 1)
    #expect(second.errors.contains("[store.in-use]"))
    #expect(second.errors.contains("Một cửa sổ camtay khác"))
    // What only asks is answered all the same.
    let asked = try ProgramRun(
      camtay, ["check-link", "https://vneid.gov.vn"], environment: environment(home.path, [:]))
    #expect(asked.exitCode == 0 && asked.errors.isEmpty)
    first.type("ghi\r\r\r\r")
    try #require(first.expect("Đã lưu #1") != nil)
    first.kill()
    #expect(try entries() == 1)
  }

  @Test func aFolderOfANewerVersion() throws {
    _ = try run("ghi\n\n\n\nthoat\n")
    let sql = "INSERT INTO grdb_migrations VALUES ('2099-01 hoverboards')"
    #expect(try ProgramRun("/usr/bin/sqlite3", [home.path + "/camtay.sqlite", sql]).exitCode == 0)
    let refused = try run("ghi\n\n\n\n")
    #expect(refused.exitCode == 1)
    #expect(refused.errors.contains("[store.newer]"))
  }

  @Test func aDamagedDatabase() throws {
    _ = try run("ghi\n\n\n\nthoat\n")
    let path = home.path + "/camtay.sqlite"
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    var damaged = before
    damaged.replaceSubrange(0..<32, with: Data(repeating: 0x21, count: 32))
    try damaged.write(to: URL(fileURLWithPath: path))
    let refused = try run("ghi\n\n\n\n", ["CAMTAY_LANGUAGE": "en"])
    #expect(refused.exitCode == 3)
    #expect(refused.errors.contains("The store is damaged"))
    #expect(refused.errors.contains("[store.damaged]"))
    // What was there is left as it is, for whoever can mend it.
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == damaged)
  }

  @Test func aLockedDatabase() throws {
    _ = try run("ghi\n\n\n\nthoat\n")
    let holder = try PseudoTerminal("/usr/bin/sqlite3", [home.path + "/camtay.sqlite"])
    holder.type("BEGIN EXCLUSIVE; SELECT 'hel' || 'd';\r")
    try #require(holder.expect("held") != nil)
    let refused = try run("ghi\n\n\n\n")
    #expect(refused.exitCode == 3)
    #expect(refused.errors.contains("[store.locked]"))
    holder.kill()
    #expect(try entries() == 1)
  }

  @Test func aFolderThatCannotBeMade() throws {
    let refused = try run("", home: "/proc/camtay")
    #expect(refused.exitCode == 3)
    #expect(refused.errors.contains("[store."))
    let file = home.path + "/file"
    try Data().write(to: URL(fileURLWithPath: file))
    let inFile = try run("", home: file + "/inside")
    #expect(inFile.exitCode == 3)
    #expect(inFile.errors.contains("[store.cannot-open]"))
  }

  @Test(.enabled(if: SmallDisk.isPossible, "mounting needs root")) func aFullDisk() throws {
    let disk = try SmallDisk(kilobytes: 1024)
    let shell = try PseudoTerminal(
      camtay, environment: environment(disk.path + "/home", ["NO_COLOR": "1"]), columns: 100)
    try #require(shell.expect("› ") != nil)
    shell.type("mo tam-tru\r")
    try #require(shell.expect("] › ") != nil)
    try disk.fill()
    // Answers until the disk refuses one: the walk then stays where it is.
    var confirmed = 0
    var isRefused = false
    for turn in 0..<200 where !isRefused {
      shell.type(turn % 2 == 0 ? "1\r" : "l\r")
      let screen = try #require(shell.expect("] › "))
      isRefused = screen.contains("[store.full]")
      if !isRefused { confirmed += 1 }
    }
    #expect(isRefused)
    let events = confirmed
    try disk.empty()
    shell.type((events % 2 == 0 ? "1" : "l") + "\r")
    let screen = try #require(shell.expect("] › "))
    #expect(!screen.contains("[store."))
    shell.kill()
    let store = try Store(home: Home(path: disk.path + "/home"), deviceName: "laptop", wallClock: { 0 })
    try store.checkWhole()
    let session = try #require(try store.openSessions().first)
    #expect(try store.events(of: session).count == confirmed + 1)
  }

  @Test(.enabled(if: SmallDisk.isPossible, "mounting needs root")) func aReadOnlyDisk() throws {
    let disk = try SmallDisk(kilobytes: 1024)
    let path = disk.path + "/home"
    _ = try run("ghi\n\n\n\nthoat\n", home: path)
    try disk.makeReadOnly()
    let refused = try run("ghi\n\n\n\n", home: path)
    #expect(refused.exitCode == 3)
    #expect(refused.errors.contains("[store.read-only]"))
  }

  @Test func bytesThatAreNoTextAreRefusedAndNothingRawComesBack() throws {
    var typed = Data("ghi\n\n\n".utf8)
    typed += Data([0xC3, 0x28, 0xFF, 0x0A])
    typed += Data(repeating: 0x78, count: 1_000_000) + Data([0x0A])
    typed += Data("xong\u{0}\u{1B}[31m\u{7}\u{202E}r\u{9B}i\n".utf8)
    typed += Data("c\nnhật ký\nthoát\n".utf8)
    let run = try ProgramRun(camtay, input: typed, environment: environment(home.path))
    #expect(run.exitCode == 0)
    #expect(run.text.contains("[input.not-utf8]"))
    #expect(run.text.contains("[input.too-long]"))
    #expect(run.text.contains("Đã lưu #1"))
    let raw = run.text.unicodeScalars.filter { $0 != "\n" && !CleanText.isShowable($0) }
    #expect(raw.isEmpty)
    let store = try Store(home: Home(path: home.path), deviceName: "laptop", wallClock: { 0 })
    let entry = try #require(try store.entries().first { $0.entry.header.kind == .assistance }?.entry)
    #expect(try store.openDetails(of: entry)?.note == "xong[31mri")
  }

  @Test func aBrokenGuideIsReportedWholeAndTheOthersStillWork() throws {
    let content = TemporaryFolder()
    for folder in ["guides", "locales"] {
      try FileManager.default.copyItem(atPath: Checkout.path + "/" + folder, toPath: content.path + "/" + folder)
    }
    let path = content.path + "/guides/tam-tru/guide.yaml"
    let text = try String(contentsOfFile: path, encoding: .utf8)
      .replacing("kind: submission", with: "kind: submision").replacing("service: submit", with: "servise: submit")
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let check = try ProgramRun(
      camtay, ["guides", "check", content.path + "/guides"],
      environment: environment(home.path, ["CAMTAY_LANGUAGE": "en"]))
    #expect(check.exitCode == 1)
    #expect(
      check.text.contains("tam-tru/guide.yaml:5:7: “submision” is not one of the words allowed; expected account"))
    #expect(check.text.contains("did you mean “submission”? [bad-word]"))
    #expect(check.text.contains("tam-tru/guide.yaml:6:1: unknown key “servise”"))
    let others = try ProgramRun(
      camtay, ["find", "khai sinh"], environment: environment(home.path, ["CAMTAY_CONTENT": content.path]))
    #expect(others.exitCode == 0)
    #expect(others.text.contains("(khai-sinh)"))
  }

  @Test func outputThatCannotBeWrittenIsNoSuccess() throws {
    _ = try run("ghi\n\n\n\nthoat\n")
    let script = "\"\(camtay)\" export >/dev/full"
    let full = try ProgramRun("/bin/sh", ["-c", script], environment: environment(home.path))
    #expect(full.exitCode == 3)
    #expect(full.errors.contains("[output.failed]"))
    let nobody = try ProgramRun(
      "/bin/sh", ["-c", "\"\(camtay)\" sync 2>/dev/full"], environment: environment(home.path))
    #expect(nobody.exitCode == 1)
  }

  @Test func whatIsWrittenIsForTheOwnerOnly() throws {
    let wide = home.path + "/wide"
    try FileManager.default.createDirectory(atPath: wide, withIntermediateDirectories: false)
    #expect(chmod(wide, 0o755) == 0)
    _ = try run("ghi\n\n\n\nthoat\n", home: wide)
    for name in ["/camtay.sqlite", "/lock"] {
      let mode = try FileManager.default.attributesOfItem(atPath: wide + name)[.posixPermissions] as? Int
      #expect((mode ?? 0o777) & 0o077 == 0, "\(name) is open to others")
    }
  }

  @Test func wrongUsageHasItsOwnExitCode() throws {
    for arguments in [["--colour"], ["export", "--format"], ["export", "--format", "pdf"], ["sync", "--fast"]] {
      let run = try ProgramRun(camtay, arguments, environment: environment(home.path))
      #expect(run.exitCode == 2, "\(arguments)")
      #expect(run.errors.contains("[") && !run.errors.isEmpty)
    }
  }
}
