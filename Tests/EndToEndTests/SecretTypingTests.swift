import Foundation
import Testbed
import Testing

/// The passphrase on a real terminal.
@Suite struct SecretTypingTests {
  @Test func nothingOfAPassphraseIsShownOrRemembered() throws {
    let home = TemporaryFolder()
    let shell = try PseudoTerminal(
      Checkout.program("camtay"),
      environment: [
        "CAMTAY_HOME": home.path, "CAMTAY_CONTENT": SomeGuides.path, "NO_COLOR": "1", "CAMTAY_LANGUAGE": "en",
        "CAMTAY_PASSPHRASE_FILE": "",
      ], columns: 100)
    try #require(shell.expect("offline ›") != nil || shell.expect("online ›") != nil)
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
}
