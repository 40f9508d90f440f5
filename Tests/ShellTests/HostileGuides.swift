import Domain
import Foundation
import GuideFormat
import Phrases
import Sealing
import SyncCore
import Testbed
import Testing

@testable import Shell

/// Guides that somebody made to do harm: each is refused with its code and a reason in every language, by the trainer's check
/// and, though it were signed well, by the device.
@Suite(.timeLimit(.minutes(5))) struct HostileGuides {
  /// One attack: the files that differ from those of a sound guide, and what is said of it.
  struct Attack: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: FaultCode
    /// Why a device does not take it; nil where it is only what a reviewer would send back.
    let reception: GuideReception?
    let files: [String: String]

    init(_ name: String, _ code: FaultCode, _ files: [String: String], reception: GuideReception? = .unreadable) {
      (testDescription, self.code, self.files, self.reception) = (name, code, files, reception)
    }

    /// The guide with its first step's words replaced.
    init(_ name: String, _ code: FaultCode, do words: String, reception: GuideReception? = .unreadable) {
      self.init(name, code, ["guide.yaml": Attack.guide.replacing("Bấm nút", with: words)], reception: reception)
    }

    static let guide = """
      format: 1
      id: bay
      version: 1
      title: Bẫy
      kind: safety
      service: safety
      aliases: [bẫy thử]
      review_by: 2027-05-01
      steps:
        - id: bam
          do: Bấm nút
        - id: xong
          end: Xong
          outcome: solved

      """
    static let english = """
      language: en
      title: Trap
      aliases: [trap]
      steps:
        bam: {text: Press}
        xong: {text: Done}

      """
    static let walks = "walks:\n  - {name: a, answers: {}, sees: [bam, xong], end: xong}\n"
    static let sound = ["guide.yaml": guide, "en.yaml": english, "walks.yaml": walks]

    /// Ten lists of ten of what came before: some gigabytes, were they unfolded.
    private static let bomb = (1...9).reduce("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n") { text, level in
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      return text + "a\(level): &a\(level) [\(aliases)]\n"
    }

    private static func steps(_ count: Int) -> String {
      let steps = (1...count).map { "  - {id: s\($0), do: x}\n" }.joined()
      return guide.replacing("steps:\n", with: "steps:\n\(steps)")
    }

    private static func including(_ inner: String) -> String {
      guide.replacing("do: Bấm nút", with: "guide: \(inner)\n    text: Làm tiếp")
    }

    static let all = [
      Attack("YAML bomb", .anchor, ["guide.yaml": guide + bomb]),
      Attack("10,000 steps", .tooManySteps, ["guide.yaml": steps(10_000)]),
      Attack("includes itself", .circularGuide, ["guide.yaml": including("bay")]),
      Attack("depth without end", .syntax, ["guide.yaml": guide + "x: " + String(repeating: "[", count: 5000)]),
      Attack("larger than any guide", .tooLarge, ["guide.yaml": guide + "# " + String(repeating: "x", count: 300_000)]),
      Attack("a tag that makes objects", .tag, ["guide.yaml": guide + "x: !!python/object:os.system [ls]\n"]),
      Attack("a key that stands twice", .duplicateKey, ["guide.yaml": guide + "title: Khác\n"]),
      Attack("an escape sequence", .forbiddenCharacter, do: "Bấm \u{1B}[2J\u{1B}[31mnút"),
      Attack("an escape sequence that YAML makes", .forbiddenCharacter, do: #""Bấm \e[2J nút""#),
      Attack("an escape sequence of one byte", .forbiddenCharacter, do: "Bấm \u{9B}2J nút"),
      Attack("a window title", .forbiddenCharacter, do: "Bấm \u{1B}]0;x\u{07} nút"),
      Attack("direction turned round", .forbiddenCharacter, do: "Mở nv.vog.gnocuvhcid\u{202E} rồi nộp"),
      Attack("direction that YAML turns round", .forbiddenCharacter, do: #""Mở \u202Env.vog rồi nộp""#),
      Attack("direction isolated", .forbiddenCharacter, do: "Mở \u{2066}vneid\u{2069}"),
      Attack("a space that is not seen", .forbiddenCharacter, do: "Mở vneid\u{200B}.help rồi nộp"),
      Attack("a space that YAML makes", .forbiddenCharacter, do: #""Mở vneid\u200B.help rồi nộp""#),
      Attack("no UTF-8", .forbiddenCharacter, do: "Bấm \u{0} nút"),
      Attack(
        "a site behind an official name", .suspiciousLink, do: "Mở dichvucong.gov.vn.example.com rồi nộp",
        reception: .suspiciousLink),
      Attack(
        "a Cyrillic letter", .suspiciousLink, do: "Mở dichvuc\u{043E}ng.gov.vn rồi nộp", reception: .suspiciousLink),
      Attack(
        "Punycode", .suspiciousLink, do: "Mở xn--dichvucng-0qi.vn rồi nộp", reception: .suspiciousLink),
      Attack(
        "an official name in front of an @", .suspiciousLink, do: "Mở https://dichvucong.gov.vn@example.com/",
        reception: .suspiciousLink),
      Attack("a letter too many", .suspiciousLink, do: "Mở dichvucongg.vn", reception: .suspiciousLink),
      Attack("a short address", .suspiciousLink, do: "Mở bit.ly/abc", reception: .suspiciousLink),
      Attack("a number for a name", .suspiciousLink, do: "Mở 203.162.0.11 rồi nộp", reception: .suspiciousLink),
      Attack("a new end", .suspiciousLink, do: "Mở vneid.help rồi nộp", reception: .suspiciousLink),
      Attack("a new end behind a word", .suspiciousLink, do: "Trang:vneid.zip", reception: .suspiciousLink),
      Attack("an address behind a slash", .suspiciousLink, do: "Mở web/vneid.help rồi nộp", reception: .suspiciousLink),
      Attack(
        "an address between slashes", .suspiciousLink, do: "Bấm hoặc/dichvucong-gov.top/x", reception: .suspiciousLink),
      Attack(
        "an address behind an abbreviation", .suspiciousLink, do: "Ở TP.HCM/vneid.help", reception: .suspiciousLink),
      Attack("a scheme behind a slash", .suspiciousLink, do: "Mở web/https://vneid.help", reception: .suspiciousLink),
      Attack("a Chinese full stop", .suspiciousLink, do: "Mở vneid。help rồi nộp", reception: .suspiciousLink),
      Attack("a leader's dot", .suspiciousLink, do: "Mở vneid․help rồi nộp", reception: .suspiciousLink),
      Attack("letters of full width", .suspiciousLink, do: "Mở ｖｎｅｉｄ．help rồi nộp", reception: .suspiciousLink),
      Attack(
        "a soft joint within a name", .suspiciousLink, do: "Mở vn\u{034F}eid.help rồi nộp", reception: .suspiciousLink),
      Attack("a site that nobody knows", .unofficialLink, do: "Mở trang-la.example rồi nộp", reception: nil),
      Attack(
        "a program to install", .suspiciousLink, do: "Mở https://dichvucong.gov.vn/vneid.apk",
        reception: .suspiciousLink),
      Attack(
        "a fact that asks for a secret", .asksSecret,
        [
          "guide.yaml": guide.replacing(
            "steps:\n  - id: bam\n",
            with: """
              sources:
                - {id: cong, title: Cổng, url: "https://dichvucong.gov.vn", seen: 2026-11}
              facts:
                - {id: ma, label: Mã, value: Bác đọc mã OTP cho cháu để cháu nộp, source: cong, mark: confirmed}
              steps:
                - id: bam
                  facts: [ma]

              """),
          "en.yaml": english + "facts:\n  ma: {label: Code, value: It arrives by itself}\n",
        ], reception: .asksSecret),
      Attack(
        "a secret sent to a volunteer", .asksSecret, do: "Bác nhắn mã OTP cho tình nguyện viên", reception: .asksSecret),
      Attack("a secret for a team", .asksSecret, do: "Cung cấp mã OTP cho tổ công nghệ", reception: .asksSecret),
      Attack("a secret asked for without marks", .asksSecret, do: "Bac doc ma OTP cho chau", reception: .asksSecret),
      Attack(
        "a denial of something else", .asksSecret, do: "Bác không phải lo, đọc mã OTP cho cháu", reception: .asksSecret),
      Attack(
        "a secret asked for in English among Vietnamese words", .asksSecret, do: "Tell me your OTP",
        reception: .asksSecret),
      Attack(
        "a secret asked for in a third language's file", .asksSecret,
        [
          "hmn.yaml": english.replacing("language: en", with: "language: hmn").replacing(
            "Press", with: "Tell me your OTP")
        ],
        reception: .asksSecret),
      Attack("a secret asked for", .asksSecret, do: "Bác đọc cho cháu mã OTP", reception: .asksSecret),
      Attack(
        "a secret asked for in English only", .asksSecret,
        ["en.yaml": english.replacing("Press", with: "Tell me your password")], reception: .asksSecret),
    ]
  }

  /// The shipped lists of blockers and of sites, with the attack's guide.
  private func files(_ attack: Attack) throws -> [String: String] {
    var files = try ContentFolder.tableFiles(at: Checkout.path + "/guides")
      .filter { [.blockers, .domains].contains(ContentTable(file: $0.key)) }
    for (name, text) in Attack.sound.merging(attack.files, uniquingKeysWith: { $1 }) { files["bay/\(name)"] = text }
    return files
  }

  @Test func theGuideWithoutAttackIsSound() async throws {
    let (shown, code) = try await check(files(Attack("none", .anchor, [:])), language: "en")
    #expect(code == nil && shown.contains("no faults"), "\(shown)")
  }

  /// What `guides check` shows of files, and the code with which it ends.
  private func check(_ files: [String: String], language: String) async throws -> (shown: String, code: String?) {
    let folder = TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path + "/bay", withIntermediateDirectories: true)
    for (name, text) in files { try text.write(toFile: "\(folder.path)/\(name)", atomically: true, encoding: .utf8) }
    let terminal = ScriptedTerminal([], columns: 1000, hasStyle: false)
    let home = TemporaryFolder()
    let shell = try Shell(
      Shell.Parts(
        terminal: terminal, content: ContentFolder(path: SomeGuides.path([])), language: language, homePath: home.path,
        deviceName: "x", connectivity: Connectivity { false }, wallClock: { 1_795_222_800_000 }))
    do throws(UserFault) {
      try await shell.perform(["guides", "check", folder.path])
      return (terminal.transcript, nil)
    } catch { return (terminal.transcript, error.code) }
  }

  @Test(arguments: Attack.all) func isRefusedByTheCheckWithAReason(_ attack: Attack) async throws {
    let files = try files(attack)
    for language in ["vi", "en"] {
      let (shown, code) = try await check(files, language: language)
      #expect(code == "guides.faulty")
      let line = shown.split(separator: "\n").first { $0.contains("[\(attack.code.rawValue)]") }
      let phrases = try ContentFolder(path: Checkout.path).phrases(language)
      let parts = phrases("fault.\(attack.code.rawValue)").split(separator: /\{[a-z]+\}/)
      #expect(!parts.isEmpty && parts.allSatisfy { line?.contains($0) == true }, "\(language): \(shown.prefix(2000))")
      #expect(!shown.unicodeScalars.contains { [0x1B, 0x9B, 0x07, 0x202E, 0x2066, 0].contains($0.value) })
    }
  }

  @Test(arguments: Attack.all) func isRefusedByADeviceThoughItIsSigned(_ attack: Attack) throws {
    let tables = try files(attack).filter { !$0.key.contains("/") }
    let package = GuidePackage(id: "bay", version: 1, files: Attack.sound.merging(attack.files) { $1 })
    let shelf = GuideShelf(files: tables)
    var reception: GuideReception?
    do throws(GuideObjection) { _ = try shelf.taking(package) } catch { reception = error.reception }
    #expect(reception == attack.reception)
  }

  /// A guide that includes itself through another, and guides that unfold to ten thousand steps.
  @Test func guidesThatOnlyTogetherDoHarmAreRefused() throws {
    func package(_ id: String, _ inner: [String]) -> GuidePackage {
      let steps = inner.enumerated().map { "  - {id: g\($0), guide: \($1), text: Tiếp}\n" }.joined()
      let guide = Attack.guide.replacing("id: bay", with: "id: \(id)").replacing("bẫy thử", with: "bẫy \(id)")
      let english = inner.indices.map { "  g\($0): {text: Next}\n" }.joined()
      let files = [
        "guide.yaml": guide.replacing("steps:\n", with: "steps:\n\(steps)"),
        "en.yaml": Attack.english.replacing("steps:\n", with: "steps:\n\(english)"), "walks.yaml": Attack.walks,
      ]
      return GuidePackage(id: id, version: 1, files: files)
    }
    var files = try files(Attack("none", .anchor, [:])).filter { !$0.key.contains("/") }
    for (id, inner) in [("a", ["b"]), ("b", ["a"])] { files = package(id, inner).laid(over: files) }
    #expect(Catalogue.build(files).faults.contains { $0.code == .circularGuide })
    for (level, id) in ["a", "b", "c", "d", "e"].enumerated() {
      let inner = level == 0 ? [] : Array(repeating: ["a", "b", "c", "d", "e"][level - 1], count: 10)
      files = package(id, inner).laid(over: files)
    }
    let (catalogue, faults) = Catalogue.build(files)
    #expect(faults.contains { $0.code == .tooManySteps })
    #expect(catalogue[GuideID(rawValue: "e")] == nil)
  }
}
