import Domain
import Foundation
import LocalStore
import Phrases
import Sealing
import Testbed
import Testing

@testable import Shell

/// What the citizen answers decides what is kept of them.
@Suite struct ConsentTests {
  private let home = TemporaryFolder()

  /// Types the lines into a shell and leaves.
  private func type(_ lines: [String]) async throws {
    let terminal = ScriptedTerminal(lines + ["thoát"])
    let shell = try Shell(
      Shell.Parts(
        terminal: terminal, content: ContentFolder(path: SomeGuides.path), language: "vi", homePath: home.path,
        deviceName: "laptop", connectivity: Connectivity { false }, wallClock: { 1_795_222_800_000 }
      ).withTestPassphrase)
    try await shell.converse()
  }

  private func store() throws -> Store {
    try Store(home: Home(path: home.path), deviceName: "laptop", wallClock: { 1_795_222_800_000 })
  }

  private func assistance(in store: Store) throws -> Entry? {
    try store.entries().first { $0.entry.header.kind == .assistance }?.entry
  }

  /// A session with a note that is broken off; `c` or `k` answers the question.
  private func session(consent: String) -> [String] {
    ["mở tam-tru", "g bà Sáu ở ấp 3", "q", "1", "", "", "", "", "", consent, ""]
  }

  @Test func withoutConsentNothingPersonalIsKept() async throws {
    try await type(session(consent: "k"))
    let entry = try #require(try assistance(in: store()))
    #expect(entry.sealed == nil)
    #expect(entry.header.sealed == nil)
    #expect(entry.body?["consent"]?["given"] == .bool(false))
  }

  @Test func withConsentTheNoteIsSealed() async throws {
    try await type(session(consent: "c"))
    let store = try store()
    let entry = try #require(try assistance(in: store))
    #expect(try store.openDetails(of: entry)?.note == "bà Sáu ở ấp 3")
    #expect(entry.body.map { String(decoding: $0.bytes, as: UTF8.self).contains("Sáu") } == false)
  }

  /// Nobody consents by an option: the text of today is read, and only a yes to it is kept.
  @Test func whoHadRefusedIsAskedInTheWordsOfTheText() async throws {
    try await type(session(consent: "k") + ["sửa 1 --consent c --name \"Ba Sáu\"", "k", "sửa 1 --consent c", "c"])
    let store = try store()
    let item = try #require(try store.journalItem(number: 1)).item
    #expect(item.changes.count == 1)
    #expect(item.assistance?.consent?.isGiven == true)
    #expect(item.assistance?.consent?.textVersion == FormField.consentTextVersion)
    #expect(try store.entries().allSatisfy { $0.entry.sealed == nil })
  }

  /// Who it was is kept where somebody has to come back, and nowhere else.
  @Test(arguments: ["--name \"Ba Sáu\"", "--phone 0912345678", "--address \"ấp 3\""])
  func whoItWasIsKeptForAFollowUpOnly(_ option: String) async throws {
    try await type(session(consent: "c") + ["sửa 1 \(option)"])
    #expect(try store().journalItem(number: 1)?.item.changes.isEmpty == true)
    try await type(["sửa 1 --outcome pending \(option)"])
    #expect(try store().journalItem(number: 1)?.item.changes.count == 1)
  }

  /// Whatever may be kept is in the text that is read: what the form seals, in each language.
  @Test(arguments: [
    ("vi", ["ghi chú", "mã hồ sơ", "tên", "số điện thoại", "chỗ ở"]),
    ("en", ["note", "dossier code", "name", "telephone", "live"]),
  ]) func theTextNamesEverythingThatMayBeKept(language: String, words: [String]) throws {
    let text = try ContentFolder(path: SomeGuides.path).phrases(language)("form.consent.say")
    #expect(FormField.sealed.count == 4, "another field needs its words here, in the text, and another version of it")
    for word in words { #expect(text.contains(word), "\(word)") }
  }

  @Test func aConsentThatIsWithdrawnErasesTheNoteAndKeepsTheChain() async throws {
    try await type(session(consent: "c") + ["sửa 1 --consent k"])
    let store = try store()
    let entries = try store.entries()
    #expect(entries.map(\.entry.header.kind) == [.reader, .assistance, .amendment, .erasure])
    #expect(entries.last?.entry.body.map { Erasure(canonical: $0).reason } == .consent)
    #expect(entries.allSatisfy { $0.entry.sealed == nil })
    try store.checkSound()
    let item = try #require(try store.journalItem(number: 1)?.item)
    #expect(item.assistance?.consent?.isGiven == false)
  }

  /// The commonest case of help without a guide: eight keys, Enter among them, besides the note itself.
  @Test func helpWithoutAGuideTakesEightKeys() async throws {
    let note = "hỏi giờ làm việc"
    let lines = ["ghi", "", "", note, "c"]
    try await type(lines)
    let store = try store()
    let entry = try #require(try assistance(in: store))
    #expect(try store.openDetails(of: entry)?.note == note)
    let keys = lines.filter { $0 != note }.map { $0.count + 1 }.reduce(0, +)
    #expect(keys <= 8)
  }
}
