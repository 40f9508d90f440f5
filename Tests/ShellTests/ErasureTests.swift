import Compression
import Domain
import Foundation
import LocalStore
import Sealing
import Server
import ServerTesting
import Shell
import SyncClient
import SyncCore
import Testbed
import Testing

/// A citizen asks one volunteer to be forgotten, and another had written the note: real machines over one server.
@Suite(.timeLimit(.minutes(5))) struct ErasureTests {
  private let server: TestServer
  private let leader = TeamMachine("leader's")
  private let volunteer = TeamMachine("volunteer's")

  init() throws { server = try TestServer() }

  private func start(
    _ machine: TeamMachine, _ lines: String..., over transport: RouterTransport
  ) async throws -> String {
    try await machine.startUnbroken(lines, on: server, over: transport)
  }

  /// Every byte of a folder's files.
  private func bytes(_ folder: String) throws -> Data {
    try FileManager.default.contentsOfDirectory(atPath: folder).reduce(into: Data()) { data, name in
      data += FileManager.default.contents(atPath: folder + "/" + name) ?? Data()
    }
  }

  /// What the messages on a stick say.
  private func messages(on path: String, team: String) throws -> Data {
    try BundleFile.files(at: path).reduce(into: Data()) { data, file in
      for frame in try BundleFile.read(file, team: team).frames { data += frame.message }
    }
  }

  @Test func whatAnotherMemberErasesIsGoneEverywhere() async throws {
    try await server.run { transport in
      let leading = try await server.team(role: .leader).code
      _ = try await start(leader, "enrol camtay.test \(leading)", "sync", over: transport)
      let invited = try await start(leader, "team invite", over: transport)
      let link = String(try #require(invited.firstMatch(of: /camtay:\S+#\S+/)).output)
      server.clock.advance(milliseconds: 1)
      _ = try await start(
        volunteer, "enrol \(link)", "log 5", "13", "", "the note of Mrs Sáu", "y", "sync", over: transport)
      let (sealed, team): (Data, String) = try {
        let store = try volunteer.store()
        let entry = try #require(try store.entries(.device).map(\.entry).first { $0.sealed != nil })
        return (Data(try #require(entry.sealed)), try #require(try store.enrolment()).team)
      }()
      let files = TemporaryFolder()
      let export = "export --details --output \(files.path)"
      _ = try await start(leader, "sync", "\(export)/before.csv --team", over: transport)
      #expect(try String(contentsOfFile: files.path + "/before.csv", encoding: .utf8).contains("the note of Mrs Sáu"))
      #expect(try bytes(volunteer.home.path).range(of: sealed) != nil)
      #expect(try bytes(server.folder).range(of: sealed) != nil)

      _ = try await start(leader, "forget 1 --yes", "sync", over: transport)
      let told = try await start(
        volunteer, "sync", "details 1", "\(export)/after.csv", "review --team", "verify", over: transport)
      #expect(told.contains("[details.none]"))
      #expect(told.contains("Everything is as it was written."))
      // The leader's export was an opening, and the volunteer sees so.
      #expect(told.contains("1 time(s), of 1 entries; 1 time(s) to a file"))
      #expect(told.contains("Who erased what was sealed:") && told.contains(": of 1 entries; last "))
      for folder in [volunteer.home.path, leader.home.path, server.folder] {
        #expect(try bytes(folder).range(of: sealed) == nil)
      }
      #expect(try await server.store.sealedAssistances(team: team).isEmpty)
      // The help still counts, in the export too; the note is in none.
      let after = try String(contentsOfFile: files.path + "/after.csv", encoding: .utf8)
      #expect(!after.contains("Sáu"))
      #expect(after.split(whereSeparator: \.isNewline).count == 2)
      // A stick that is written later, with everything on it: the volunteer's machine begins anew, as after a restore.
      let forgotten = try beginAnew(volunteer)
      let stick = TemporaryFolder()
      _ = try await start(volunteer, "bundle write \(stick.path)", over: transport)
      let carried = try messages(on: stick.path, team: team)
      #expect(carried.range(of: Data(try #require(Hexadecimal.bytes(forgotten.rawValue)))) != nil)
      #expect(carried.range(of: sealed.suffix(48)) == nil)
    }
  }

  /// The same dossier logged twice is found by its index, by whoever has no passphrase too; and no index of what was erased
  /// is left, against which somebody with a member's machine could try out codes.
  @Test func theIndexOfADossierGoesWithTheDossier() async throws {
    try await server.run { transport in
      let leading = try await server.team(role: .leader).code
      _ = try await start(leader, "enrol camtay.test \(leading)", "sync", over: transport)
      let indexes: [[UInt8]] = try {
        let store = try leader.store()
        for code in ["H26.123-261121-0045", "h26.123-261121-0045", "H26.123-261121-0046"] {
          let help = Assistance(service: .submit, outcome: .solved, startedAt: server.clock.now)
          try store.append(.assistance(help, details: SealedDetails(dossierCode: code)))
        }
        return try store.entries().compactMap { $0.entry.sealed.flatMap { SealedPart(bytes: $0).index } }
      }()
      #expect(indexes.count == 3 && indexes[0] == indexes[1] && indexes[0] != indexes[2])
      let found = try await start(leader, "sync", "lock", "review", over: transport)
      #expect(found.contains("One dossier was logged 2 times (of 3 entries): #1, #2."), "\(found)")
      for folder in [leader.home.path, server.folder] {
        #expect(try bytes(folder).range(of: Data(indexes[2])) != nil)
      }
      _ = try await start(leader, "forget 3 --yes", "sync", over: transport)
      for folder in [leader.home.path, server.folder] {
        let left = try bytes(folder)
        #expect(left.range(of: Data(indexes[2])) == nil)
        #expect(left.range(of: Data(Hexadecimal.text(indexes[2]).utf8)) == nil)
      }
    }
  }

  /// As though the server had gone back to its beginning: everything is offered again. The entry whose note was erased.
  private func beginAnew(_ machine: TeamMachine) throws -> EntryID {
    let store = try machine.store()
    try store.beginIncarnation()
    let team = try #require(try store.enrolment()).team
    _ = try store.take(ExchangeReceipt(mark: nil, feed: .back(to: .start(of: team)), epoch: "1", time: nil))
    return try #require(try store.entries().compactMap(\.entry.header.erases).first)
  }
}
