import Domain
import Foundation
import LocalStore
import Testbed
import Testing

/// The way by stick with the real programs.
@Suite(.serialized, .timeLimit(.minutes(10))) struct StickTests {
  private let camtay = Checkout.program("camtay")
  private let stick = TemporaryFolder()

  private func environment(_ home: TemporaryFolder) -> [String: String] {
    ["CAMTAY_HOME": home.path, "CAMTAY_CONTENT": SomeGuides.path, "COLUMNS": "200", "CAMTAY_LANGUAGE": "en"]
  }

  private func run(_ home: TemporaryFolder, _ arguments: String..., typed: String = "") throws -> ProgramRun {
    try ProgramRun(camtay, arguments, input: Data(typed.utf8), environment: environment(home))
  }

  /// A device that has joined and has logged so many times of help.
  private func device(of team: ServedTeam, logged: Int) throws -> TemporaryFolder {
    let home = TemporaryFolder()
    #expect(try run(home, "enrol", team.address, team.code()).exitCode == 0)
    try log(logged, at: home)
    return home
  }

  private func log(_ count: Int, at home: TemporaryFolder) throws {
    let store = try Store(home: Home(path: home.path), deviceName: "laptop", wallClock: { 1_795_222_800_000 })
    for _ in 0..<count {
      let help = Assistance(service: .submit, outcome: .solved, startedAt: 1_795_222_800_000)
      try store.append(.assistance(help, details: SealedDetails()))
    }
  }

  /// One device writes, the leader's reads, syncs and writes, the first reads: nothing waits any more.
  @Test func aStickGoesToTheLeaderAndBack() throws {
    let team = try ServedTeam()
    let (far, leader) = (try device(of: team, logged: 2), try device(of: team, logged: 1))
    #expect(try run(far, "status").text.contains("2 entries, 2 not yet sent"))
    let written = try run(far, "bundle", "write", stick.path)
    #expect(written.exitCode == 0)
    #expect(written.text.contains("read back and right"))
    let taken = try run(leader, "bundle", "read", stick.path)
    #expect(taken.exitCode == 0)
    #expect(taken.text.contains("Took 1 messages of other machines."))
    let synced = try run(leader, "sync")
    #expect(synced.exitCode == 0)
    #expect(synced.text.contains("1 message"), "\(synced.text)")
    #expect(try run(leader, "bundle", "write", stick.path).exitCode == 0)
    let answered = try run(far, "bundle", "read", stick.path)
    #expect(answered.exitCode == 0)
    #expect(answered.errors.isEmpty)
    #expect(try run(far, "status").text.contains("2 entries, 0 not yet sent"))
    let prompt = try run(far, typed: "quit\n").text
    #expect(prompt.contains("›") && !prompt.contains("not yet sent"), "\(prompt)")
    #expect(try team.export().count == 3)
    // Everything once more, in another order: it changes nothing.
    for (home, word) in [(leader, "read"), (far, "write"), (leader, "read"), (leader, "write"), (far, "read")] {
      #expect(try run(home, "bundle", word, stick.path).exitCode == 0)
    }
    #expect(try run(leader, "sync").exitCode == 0)
    #expect(try team.export().count == 3)
  }

  @Test func everyRefusalHasItsCode() throws {
    let team = try ServedTeam()
    let home = try device(of: team, logged: 1)
    func check(_ word: String, _ path: String, _ exitCode: Int32, _ code: String) throws {
      let refused = try run(home, "bundle", word, path)
      #expect(refused.exitCode == exitCode, "\(word) \(path)")
      #expect(refused.errors.contains("[\(code)]"), "\(refused.errors)")
    }
    try check("read", stick.path, 1, "bundle.nothing-there")
    try check("read", stick.path + "/none", 3, "bundle.cannot-read")
    try check("write", stick.path + "/none/there", 3, "bundle.cannot-write")
    try Data().write(to: URL(fileURLWithPath: stick.path + "/a.camtay"))
    try check("read", stick.path, 1, "bundle.not-a-bundle")
    try Data("camtay bundle 9\n".utf8).write(to: URL(fileURLWithPath: stick.path + "/a.camtay"))
    try check("read", stick.path, 1, "bundle.newer")
    let other = try device(of: ServedTeam(), logged: 1)
    #expect(try run(other, "bundle", "write", stick.path + "/a.camtay").exitCode == 0)
    try check("read", stick.path, 1, "bundle.other-team")
    let unclear = try run(home, "bundle")
    #expect(unclear.exitCode == 2)
    #expect(unclear.errors.contains("[bundle.usage]"))
    let alone = TemporaryFolder()
    #expect(try run(alone, "bundle", "write", stick.path).exitCode == 1)
  }

  /// A stick that is full, or that nobody may write: what was on it stays whole, and nothing half is left.
  @Test(.enabled(if: SmallDisk.isPossible, "mounting needs root")) func aFullOrReadOnlyStick() throws {
    let team = try ServedTeam()
    let home = try device(of: team, logged: 1)
    let disk = try SmallDisk(kilobytes: 64)
    #expect(try run(home, "bundle", "write", disk.path).exitCode == 0)
    let file = try #require(try names(disk.path).first)
    let whole = FileManager.default.contents(atPath: disk.path + "/" + file)
    try disk.fill()
    try log(400, at: home)
    func refuse() throws {
      let refused = try run(home, "bundle", "write", disk.path)
      #expect(refused.exitCode == 3)
      #expect(refused.errors.contains("[bundle.cannot-write]"))
      #expect(try names(disk.path).filter { $0 != "ballast" } == [file])
      #expect(FileManager.default.contents(atPath: disk.path + "/" + file) == whole)
    }
    try refuse()
    try disk.empty()
    #expect(try run(home, "bundle", "write", disk.path).exitCode == 0)
    #expect(FileManager.default.contents(atPath: disk.path + "/" + file) != whole)
    try disk.makeReadOnly()
    let refused = try run(home, "bundle", "write", disk.path)
    #expect(refused.exitCode == 3)
    #expect(refused.errors.contains("[bundle.cannot-write]"))
    #expect(try run(home, "bundle", "read", disk.path).exitCode == 0)
    #expect(try run(home, "status").text.contains("401 not yet sent"))
  }

  private func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  /// The program is ended in the middle of a write, by the kernel when it goes beyond what it may write, and by SIGKILL
  /// at any moment: under the stick's name there is the earlier file or the new one, never a half.
  @Test func aStickIsNeverHalfWritten() throws {
    let team = try ServedTeam()
    let (home, leader) = (try device(of: team, logged: 1), try device(of: team, logged: 0))
    #expect(try run(home, "bundle", "write", stick.path).exitCode == 0)
    let file = stick.path + "/" + (try #require(try names(stick.path).first))
    let earlier = try #require(FileManager.default.contents(atPath: file))
    try log(600, at: home)
    let limited = try ProgramRun(
      "/bin/sh",
      ["-c", "ulimit -c 0; ulimit -f 16; exec env --default-signal=XFSZ \"\(camtay)\" bundle write \"\(stick.path)\""],
      environment: environment(home))
    #expect(limited.exitCode < 0, "ended by a signal")
    #expect(try names(stick.path).count == 2, "it was in the middle of writing")
    #expect(FileManager.default.contents(atPath: file) == earlier)
    #expect(try run(leader, "bundle", "read", stick.path).exitCode == 0)

    var random = SplitMix(seed: 20_261_121)
    var contents: Set<Data> = [earlier]
    for _ in 0..<25 {
      let writing = try PseudoTerminal(camtay, ["bundle", "write", stick.path], environment: environment(home))
      usleep(UInt32(random.next(below: 400_000)))
      writing.kill()
      contents.insert(try #require(FileManager.default.contents(atPath: file)))
    }
    #expect(try run(home, "bundle", "write", stick.path).exitCode == 0)
    contents.insert(try #require(FileManager.default.contents(atPath: file)))
    #expect(contents.count == 2)
    #expect(try names(stick.path).count == 1)
    #expect(try run(leader, "bundle", "read", stick.path).exitCode == 0)
    #expect(try run(leader, "sync").exitCode == 0)
    #expect(try team.export().count == 601)
  }
}
