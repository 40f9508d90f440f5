import Domain
import Foundation
import LocalStore
import Phrases
import Shell
import Testbed
import Testing

/// Who is asked who is on duty, and what the answer does; all on one device.
@Suite struct DutyTests {
  private let home = TemporaryFolder()

  /// Starts a shell on the device, types the lines, and gives back what was shown.
  private func start(_ lines: [String]) async throws -> String {
    let terminal = ScriptedTerminal(lines)
    let shell = try Shell(
      Shell.Parts(
        terminal: terminal, content: ContentFolder(path: SomeGuides.path), language: "vi", homePath: home.path,
        deviceName: "laptop", connectivity: Connectivity { false }, wallClock: { 1_795_222_800_000 }
      ).withTestPassphrase)
    try await shell.converse()
    return terminal.transcript
  }

  private func onDuty() throws -> String? {
    try Store(home: Home(path: home.path), deviceName: "laptop", wallClock: { 1_795_222_800_000 }).personOnDuty()?.name
  }

  @Test func aDeviceWithOnePersonNeverAsks() async throws {
    _ = try await start(["ai thêm Lan", "thoát"])
    let shown = try await start(["thoát"])
    #expect(!shown.contains("Ai đang trực?"))
    #expect(!shown.contains("· Lan ·"))
    #expect(try onDuty() == "Lan")
  }

  @Test func aDeviceWithSeveralAsksAtEveryStart() async throws {
    _ = try await start(["ai thêm Lan", "ai thêm Minh", "thoát"])
    #expect(try onDuty() == "Lan", "whoever typed may have added somebody else")
    let chosen = try await start(["7", "x", "2", "thoát"])
    #expect(chosen.contains("Ai đang trực? [Enter: Lan] ›"))
    #expect(chosen.contains("camtay · chưa gia nhập tổ · Minh · ngoại tuyến"))
    #expect(try onDuty() == "Minh")
    let kept = try await start(["", "thoát"])
    #expect(kept.contains("Ai đang trực? [Enter: Minh] ›"))
    #expect(try onDuty() == "Minh")
    _ = try await start(["^C", "thoát"])
    #expect(try onDuty() == "Minh")
  }

  @Test func whereNobodyWasChosenEnterIsNoAnswer() async throws {
    do {
      let store = try Store(home: Home(path: home.path), deviceName: "laptop", wallClock: { 1_795_222_800_000 })
      for (digit, name) in [("a", "Lan"), ("b", "Minh")] {
        let id = try #require(PersonID(rawValue: String(repeating: digit, count: 16)))
        try store.append(.person(Person(id: id, name: name)))
      }
    }
    let shown = try await start(["", "^C", "2", "thoát"])
    #expect(shown.components(separatedBy: "Gõ số của người đang trực.").count == 3)
    #expect(try onDuty() == "Minh")
  }

  @Test func whoLeavesAtTheQuestionIsGone() async throws {
    _ = try await start(["ai thêm Lan", "ai thêm Minh", "thoát"])
    let shown = try await start(["^D", "ghi"])
    #expect(!shown.contains("> ghi"))
    #expect(try onDuty() == "Lan")
  }
}
