import Domain
import Foundation
import GuideFormat
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

  @Test func anAddressIsSettledAsANoteIs() throws {
    let typed = "cạnh giếng, cccd 001085012345"
    for (lines, kept) in [
      ([typed, ""], "cạnh giếng, cccd ••••••••••45"), ([typed, "n"], typed),
      ([typed, "v", "cạnh giếng"], "cạnh giếng"),
      (["cạnh giếng, otp 482913", "cạnh giếng"], "cạnh giếng"),
    ] {
      let (shell, _) = try shell(lines)
      guard case .answer(let answer) = FormDialogue(shell: shell).ask(.address) else {
        Issue.record("no answer")
        return
      }
      #expect(answer == kept)
    }
  }

  @Test(
    arguments: [
      ("otp 482913, cccd 001085012345", "guard.secret"), ("CCCD 001085012345", "guard.identity-number"),
      ("mật khẩu Hoa@1985", "guard.secret"), ("001085012345", "guard.identity-number"),
      ("4111 1111 1111 1111", "guard.card-number"), ("0912345678", "guard.phone"), ("G22.99.08-260921-896048", nil),
      ("000.00.12.H62-201105-0004", nil), ("H26.123-261121-0045", nil), ("2026-001234", nil),
    ] as [(String, String?)])
  func theFieldOfADossierCodeTakesNothingElse(_ typed: String, _ code: String?) throws {
    let files = try ContentFolder.guideFiles(at: SomeGuides.path + "/guides")
    let guide = try #require(Catalogue.build(files).catalogue[GuideID(rawValue: "tam-tru")])
    let step = try #require(guide.steps.first { $0.id == "ma-ho-so" })
    do throws(UserFault) {
      guard case .value(let kept) = try StepAnswer(typed, to: step, papers: []) else {
        Issue.record("no value")
        return
      }
      #expect(kept == typed)
      #expect(code == nil)
    } catch {
      #expect(error.code == code)
    }
  }
}
