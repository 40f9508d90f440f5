import Domain
import Foundation
import LocalStore
import Phrases
import Testbed
import Testing

@testable import Shell

/// What the guard says to programs, and what it leaves in the store.
@Suite struct GuardTests {
  private let home = TemporaryFolder()

  private func shell(_ lines: [String]) throws -> (Shell, ScriptedTerminal) {
    let terminal = ScriptedTerminal(lines)
    let shell = try Shell(
      Shell.Parts(
        terminal: terminal, content: ContentFolder(path: SomeGuides.path), language: "vi", homePath: home.path,
        deviceName: "laptop", connectivity: Connectivity { false }, wallClock: { 1_795_222_800_000 }
      ).withTestPassphrase)
    return (shell, terminal)
  }

  @Test func programsAreAnsweredLineByLineWithoutTheText() async throws {
    let long = String(repeating: "cccd 001099012345 🙂 ", count: 5000)
    let lines = ["mã OTP 482913", "", "\u{1B}[31m\u{0}", "👩‍👩‍👧 gọi 0912 345 678", long, "a \"b\" \\", "mk: Hoa@1975\r"]
    let (shell, terminal) = try shell(lines)
    try await shell.perform(["guard", "--json", "--lines"])
    let answers = terminal.transcript.split(separator: "\n", omittingEmptySubsequences: true)
    #expect(answers.count == lines.count)
    for (answer, line) in zip(answers, lines) {
      let object = try #require(JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any])
      #expect(Set(object.keys) == ["findings"])
      for finding in try #require(object["findings"] as? [[String: Any]]) {
        #expect(Set(finding.keys) == ["label", "start", "end", "action", "choices"])
        let start = try #require(finding["start"] as? Int)
        let end = try #require(finding["end"] as? Int)
        #expect(0 <= start && start < end && end <= line.unicodeScalars.count)
      }
    }
    #expect(answers[0] == #"{"findings":[{"label":"otp","start":7,"end":13,"action":"refuse","choices":["rewrite"]}]}"#)
    #expect(
      answers[3]
        == #"{"findings":[{"label":"phone","start":10,"end":22,"action":"mask","choices":["mask","seal","rewrite"]}]}"#)
    #expect(
      answers[6] == #"{"findings":[{"label":"password","start":4,"end":12,"action":"refuse","choices":["rewrite"]}]}"#)
  }

  @Test func whatIsKeptIsWhatThePersonChose() async throws {
    let note = "gọi 0912 345 678"
    for (choice, kept) in [("", "gọi •••• ••• •78"), ("n", note)] {
      let file = TemporaryFolder()
      let command = "xuất --details --format jsonl --output \(file.path)/a.jsonl"
      let (shell, _) = try shell(["ghi", "", "", note, choice, "c", command, "thoát"])
      try await shell.converse()
      let text = try String(contentsOfFile: file.path + "/a.jsonl", encoding: .utf8)
      #expect(text.contains(kept), "\(text)")
    }
  }
}
