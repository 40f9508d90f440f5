import Domain
import Foundation
import GuideFormat
import LocalStore
import Phrases
import Sealing
import SyncCore
import Testbed
import Testing

@testable import Shell

/// Finding among guides and a province's procedures: what is listed, answered to programs, and walked.
@Suite struct FindTests {
  private let home = TemporaryFolder()
  private let key = ContentKey()

  init() throws {
    let store = try store()
    try store.record(
      Enrolment(
        server: "http://s", device: store.keys.deviceID, token: "t", team: "t", teamName: "Tổ", unitName: nil,
        contentKey: key.publicBytes, epoch: "e"))
    let procedures = [
      ("1.001193", "Đăng ký khai sinh"), ("3.000001", "Cấp giấy phép khai thác nước dưới đất"),
      ("3.000002", "Cấp giấy phép đánh bắt cá trên hồ"), ("3.000003", "Thủ tục đăng ký kết hôn"),
    ].map {
      ListedProcedure(
        code: $0, name: $1, level: ServiceLevel(rawValue: "full"), authority: "Sở Nông nghiệp và Môi trường",
        url: $0 == "3.000001" ? "https://dichvucong.gov.vn/p/3" : "https://trang-la.example/3")
    }
    for part in ProcedurePart.parts(of: procedures) {
      let package = part.package(version: 1)
      _ = try store.install(SignedGuide(package: package, signature: key.sign(package)))
    }
  }

  private func store() throws -> Store {
    try Store(home: Home(path: home.path), deviceName: "laptop", wallClock: { 1_795_222_800_000 })
  }

  private func shell(_ lines: [String], content: String = Checkout.path) throws -> (Shell, ScriptedTerminal) {
    let terminal = ScriptedTerminal(lines)
    let shell = try Shell(
      Shell.Parts(
        terminal: terminal, content: ContentFolder(path: content), language: "vi", homePath: home.path,
        deviceName: "laptop", connectivity: Connectivity { false }, wallClock: { 1_795_222_800_000 }))
    return (shell, terminal)
  }

  @Test(arguments: [
    "khai thác nước", "khai thac nuoc", "giaays pheps khai thacs nuowcs", "xin khai tahc nuoc", "3.000001",
  ])
  func aProcedureIsFoundInAnySpelling(question: String) throws {
    let (shell, _) = try shell([])
    #expect(try shell.findings(for: question).first?.target == .procedure("3.000001"))
  }

  @Test func aGuideComesBeforeTheProcedureThatItIsAbout() throws {
    let (shell, _) = try shell([])
    let targets = try shell.findings(for: "đăng ký khai sinh").map(\.target)
    #expect(targets.first == .guide(GuideID(rawValue: "khai-sinh")))
    #expect(targets.contains(.procedure("1.001193")))
  }

  /// Not a guide that has some of the words: marital status, or a birth.
  @Test(arguments: ["đăng ký kết hôn", "dang ky ket hon", "ddawng kys keets hoon", "xin đăng kí kết hôn"])
  func aProcedureThatIsNamedComesFirst(question: String) throws {
    let (shell, _) = try shell([])
    #expect(try shell.findings(for: question).first?.target == .procedure("3.000003"))
  }

  @Test func aProcedureIsWalkedByTheCommonFlowAndRecorded() async throws {
    let (shell, terminal) = try shell(
      ["khai thác nước dưới đất", "1", "t", "tiếp", "q", "1", "", "", "", "", "", "k", "", "thoát"])
    try await shell.converse()
    let shown = terminal.transcript.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    let header = "Thủ tục: 3.000001 · Cấp giấy phép khai thác nước dưới đất"
    #expect(shown.count { $0 == header } == 2, "\(terminal.transcript)")
    let entry = try #require(try shell.store.entries().first?.entry)
    #expect(entry.body?["guide"]?.text == "nop-ho-so")
    #expect(entry.body?["procedure"]?.text == "3.000001")
    #expect(entry.body?["procedure_name"]?.text == "Cấp giấy phép khai thác nước dưới đất")
    // What the province says of it is shown each time, and its level counts in the log.
    #expect(shown.count { $0 == "Cơ quan giải quyết: Sở Nông nghiệp và Môi trường" } == 2)
    #expect(shown.count { $0 == "Trang thủ tục: https://dichvucong.gov.vn/p/3" } == 2)
    #expect(entry.body?["level"]?.text == "full")
  }

  /// Nobody is shown an address of which it is not known whose it is.
  @Test func thePageOfAProcedureIsShownWhereItIsOfficial() async throws {
    let (shell, terminal) = try shell(["mở 3.000002", "t", "thoát"])
    try await shell.converse()
    #expect(terminal.transcript.contains("Sở Nông nghiệp và Môi trường"))
    #expect(!terminal.transcript.contains("trang-la.example"))
  }

  @Test func aProcedureWithItsOwnGuideIsWalkedByIt() async throws {
    let (shell, terminal) = try shell(["mở 1.001193", "t", "thoát"])
    try await shell.converse()
    #expect(terminal.transcript.contains("khai sinh"))
    #expect(try shell.store.openSessions().first?.guide == "khai-sinh")
  }

  @Test func programsAreAnsweredLineByLine() async throws {
    let long = String(repeating: "khai sinh 🙂 ", count: 5000)
    let questions = ["khai thác nước", "", "\u{1B}[31m\u{0}", "ạ ơi", long, "a \"b\" \\"]
    let (shell, terminal) = try shell(questions)
    try await shell.perform(["find", "--json", "--lines"])
    let lines = terminal.transcript.split(separator: "\n", omittingEmptySubsequences: true)
    #expect(lines.count == questions.count)
    for (line, question) in zip(lines, questions) {
      let object = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(Set(object.keys) == ["query", "results"])
      let query = try #require(object["query"] as? String)
      #expect(question.hasPrefix(query) && query.utf8.count <= FindCommand.mostBytes)
      let results = try #require(object["results"] as? [[String: Any]])
      #expect(results.count <= 9)
      for result in results {
        #expect(
          Set(result.keys) == ["guide", "score", "title"] || Set(result.keys) == ["procedure", "score", "title"])
        let score = try #require(result["score"] as? Double)
        #expect(score > 0 && score <= 1)
      }
    }
    #expect(lines.first?.contains("\"procedure\":\"3.000001\"") == true)
    #expect(lines.last?.hasPrefix("{\"query\":\"a \\\"b\\\" \\\\\"") == true)
  }

  @Test func whatIsKeptOfTheSearchFollowsTheFiles() throws {
    let copy = TemporaryFolder()
    let content = copy.path + "/content"
    let manager = FileManager.default
    try manager.createDirectory(atPath: content, withIntermediateDirectories: true)
    for name in ["guides", "locales"] {
      try manager.copyItem(atPath: "\(Checkout.path)/\(name)", toPath: "\(content)/\(name)")
    }
    func found(_ question: String) throws -> Finding? {
      try shell([], content: content).0.findings(for: question).first
    }
    let made = try found("bổ túc hồ sơ")
    #expect(made?.target == .guide(GuideID(rawValue: "bo-sung-ho-so")))
    // The second start reads what the first has kept, and answers the same.
    #expect(try found("bổ túc hồ sơ") == made)

    let path = content + "/guides/tam-tru/guide.yaml"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try text.replacing("aliases:\n", with: "aliases:\n  - quýt hồng lai vung\n")
      .write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try found("quýt hồng lai vung")?.target == .guide(GuideID(rawValue: "tam-tru")))
    try manager.removeItem(atPath: content + "/guides/bo-sung-ho-so")
    #expect(try found("bổ túc hồ sơ")?.target != .guide(GuideID(rawValue: "bo-sung-ho-so")))
  }
}
