import Foundation
import Testbed
import Testing

/// The passphrase on a real terminal.
@Suite struct SecretTypingTests {
  private let home = TemporaryFolder()
  private var environment: [String: String] {
    [
      "CAMTAY_HOME": home.path, "CAMTAY_CONTENT": SomeGuides.path, "NO_COLOR": "1", "CAMTAY_LANGUAGE": "en",
      "CAMTAY_PASSPHRASE_FILE": "",
    ]
  }

  private func shell() throws -> PseudoTerminal {
    let shell = try PseudoTerminal(Checkout.program("camtay"), environment: environment, columns: 100)
    try #require(shell.expect("line ›") != nil)
    return shell
  }

  @Test func nothingOfAPassphraseIsShownOrRemembered() throws {
    let shell = try shell()
    shell.type("passphrase\r")
    try #require(shell.expect("New passphrase (not shown) ›") != nil)
    shell.type("four wonderful words\r")
    try #require(shell.expect("Once more ›") != nil)
    // Marks, erasing and going back count as they do at any prompt.
    shell.type("four wonderful wordx\u{7F}s\r")
    try #require(shell.expect("The passphrase is set") != nil)
    shell.type("\u{1B}[A")
    shell.type("\u{15}lock\r")
    try #require(shell.expect("Locked.") != nil)
    shell.type("quit\r")
    #expect(shell.waitForExit() == 0)
    #expect(!shell.shown.contains("wonderful"))
    let history = try String(contentsOfFile: home.path + "/history", encoding: .utf8)
    #expect(history == "passphrase\nlock\nquit\n")
    for name in try FileManager.default.contentsOfDirectory(atPath: home.path) {
      let bytes = FileManager.default.contents(atPath: home.path + "/" + name) ?? Data()
      #expect(bytes.range(of: Data("wonderful".utf8)) == nil, "\(name)")
    }
  }

  /// Ctrl-U takes back a line of which nothing was seen, Ctrl-C leaves the question, and Tab offers nothing.
  @Test func keysThatMendALineWorkUnseen() throws {
    let shell = try shell()
    shell.type("passphrase\r")
    try #require(shell.expect("New passphrase (not shown) ›") != nil)
    shell.type("wonderf\t\u{15}four wonderful words\r")
    try #require(shell.expect("Once more ›") != nil)
    shell.type("four won\u{03}")
    try #require(shell.expect("[keys.none]") != nil)
    shell.type("passphrase\r")
    try #require(shell.expect("New passphrase (not shown) ›") != nil)
    shell.type("\u{15}four wonderful words\r")
    try #require(shell.expect("Once more ›") != nil)
    shell.type("nothing of it\u{15}four wonderful words\r")
    try #require(shell.expect("The passphrase is set") != nil)
    shell.type("quit\r")
    #expect(shell.waitForExit() == 0)
    #expect(!shell.shown.contains("wonder") && !shell.shown.contains("nothing of it"))
  }

  /// With its commands from a pipe the shell still asks the person, at the terminal, and never takes a command for the answer.
  @Test func aSecretIsAskedForAtTheTerminalThoughCommandsAreNot() throws {
    let script = "printf 'passphrase\\nlock\\n' | \"$CAMTAY_PROGRAM\""
    let shell = try PseudoTerminal(
      "/bin/sh", ["-c", script],
      environment: environment.merging(["CAMTAY_PROGRAM": Checkout.program("camtay")]) { $1 })
    try #require(shell.expect("New passphrase (not shown) ›") != nil)
    shell.type("four wonderful words\r")
    try #require(shell.expect("Once more ›") != nil)
    shell.type("four wonderful words\r")
    try #require(shell.expect("The passphrase is set") != nil)
    try #require(shell.expect("Locked.") != nil)
    #expect(shell.waitForExit() == 0)
    #expect(!shell.shown.contains("wonderful"))
  }

  /// Where nobody sits at a terminal there is nobody to ask: the next line of a script is no passphrase.
  @Test func aScriptWithoutATerminalIsNotAsked() throws {
    let run = try ProgramRun(
      "/usr/bin/setsid", ["-w", Checkout.program("camtay")],
      input: Data("passphrase\nfour wonderful words\nfour wonderful words\nquit\n".utf8), environment: environment)
    #expect(run.exitCode == 0)
    #expect(run.text.contains("[keys.none]"))
    // Nor is it a question to the search.
    #expect(!run.text.contains("The passphrase is set") && !run.text.contains("wonderful"))
  }

  /// A script learns that a sheet was not used: nobody could type what stands on it.
  @Test func aRecoverySheetIsNotUsedWhereNobodySits() throws {
    let run = try ProgramRun(
      "/usr/bin/setsid", ["-w", Checkout.program("camtay"), "recovery", "use"],
      input: Data("AAAAA-BBBBB-CCCCC-DDDDD-EEEEE\n".utf8), environment: environment)
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("[recovery.nobody-typed]"))
  }
}
