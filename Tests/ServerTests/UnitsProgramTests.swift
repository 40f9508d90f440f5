import Domain
import Foundation
import Server
import ServerTesting
import Testing

/// `camtay-server units` and the units of teams, as administrators meet them.
@Suite(.timeLimit(.minutes(2))) struct UnitsProgramTests {
  private let server: ServerFile

  init() async throws { server = try await ServerFile() }

  private func run(_ words: String..., file: String? = nil) throws -> ServerProgram.Run {
    try ServerProgram.run(words + ["--database", server.database] + (file.map { [$0] } ?? []))
  }

  private func list(_ name: String, _ rows: [String]) throws -> String {
    let path = "\(server.folder)/\(name).csv"
    let lines = ["code,name,kind,parent,merged_into"] + rows
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  private static let before = [
    "01,Tỉnh A,province,,", "04,Tỉnh B,province,,", "00004,Xã Tân Hòa,commune,01,", "00025,Xã Bình An,commune,01,",
    "00031,Xã Cửa Sông,commune,04,", "v-1,Thôn Một,village,00004,",
  ]

  @Test func aNewerListRenamesMovesMergesAndEnds() throws {
    #expect(
      try run("units", "import", file: list("before", Self.before)).output
        == "Added 6, renamed 0, moved 0, merged 0, ended 0, returned 0, unchanged 0.\n")
    let after = try list(
      "after",
      [
        "01,Thành phố A,province,,", "04,Tỉnh B,province,,", "00004,Xã Tân Hòa,commune,01,00025",
        "00025,Phường Bình An,ward,04,",
      ])
    let expected = """
      Added 0, renamed 2, moved 1, merged 1, ended 1, returned 0, unchanged 1.
      00025: Xã Bình An (commune) is now Phường Bình An (ward)
      01: Tỉnh A (province) is now Thành phố A (province)
      00025 Phường Bình An now belongs to 04 Tỉnh B
      00004 Xã Tân Hòa became part of 00025 Phường Bình An
      00031 Xã Cửa Sông is no longer in the list

      """
    #expect(
      try run("units", "import", "--dry-run", file: after).output == expected + "This was a trial: nothing changed.\n")
    #expect(try run("units", "list", "--under", "01").output.split(separator: "\n").count == 4)
    #expect(try run("units", "import", file: after).output == expected)
    #expect(
      try run("units", "import", file: after).output
        == "Added 0, renamed 0, moved 0, merged 0, ended 0, returned 0, unchanged 4.\n")
    #expect(
      try run("units", "list", "--under", "04").output
        == "00025\tPhường Bình An\tward\t04\n04\tTỉnh B\tprovince\t\nv-1\tThôn Một\tvillage\t00004\n")
    let today = CivilDate(milliseconds: SystemClock.now()).slashed
    #expect(
      try run("units", "show", "00004").output
        == """
        00004 Xã Tân Hòa (commune)
        in 04 Tỉnh B
        ended on \(today)
        became part of 00025 Phường Bình An

        """)
    #expect(
      try run("units", "show", "00025").output
        == "00025 Phường Bình An (ward)\nin 04 Tỉnh B\nuntil \(today): Xã Bình An (commune)\n")
    #expect(
      try run("units", "import", file: list("again", Self.before.dropLast().map(\.self))).output.split(separator: "\n")
        .suffix(2) == ["00004 Xã Tân Hòa is in the list again", "00031 Xã Cửa Sông is in the list again"])
    #expect(try run("units", "show", "00025").output.split(separator: "\n").count == 4)
  }

  @Test func teamsOfAMergedUnitAreFoundUnderTheNewOne() throws {
    // While there is no list of units, a team's unit is words.
    let early = try run("team", "create", "--name", "Tổ 0", "--unit", "Xã Tân Hòa").output.trimmed
    _ = try run("units", "import", file: list("before", Self.before))
    let refused = try run("team", "create", "--name", "Tổ 1", "--unit", "Xã Tân Hòa")
    #expect(refused.status == 1)
    #expect(refused.errors.hasPrefix("camtay-server: There is no unit Xã Tân Hòa in the list"))
    let first = try run("team", "create", "--name", "Tổ 1", "--unit", "00004").output.trimmed
    let second = try run("team", "create", "--name", "Tổ 2", "--unit", "v-1").output.trimmed
    _ = try run(
      "units", "import",
      file: list(
        "after",
        [
          "01,Tỉnh A,province,,", "04,Tỉnh B,province,,", "00004,Xã Tân Hòa,commune,01,00025",
          "00025,Xã Bình An,commune,01,",
        ]))
    func teams(under code: String) throws -> Set<String> {
      Set(try run("team", "list", "--under", code).output.split(separator: "\n").map(String.init))
    }
    #expect(
      try teams(under: "00025") == ["\(first)\tTổ 1\t00025 Xã Bình An", "\(second)\tTổ 2\tv-1 Thôn Một"])
    #expect(try teams(under: "04").isEmpty)
    #expect(try run("team", "list", "--under", "99").status == 1)
    #expect(try run("team", "list").output.contains("\(early)\tTổ 0\tXã Tân Hòa\n"))
    // A merged unit's code means what it became; an ended one's means nothing any more.
    #expect(try run("team", "place", "--team", early, "--unit", "00004").status == 0)
    #expect(try teams(under: "01").contains("\(early)\tTổ 0\t00025 Xã Bình An"))
    #expect(try run("team", "place", "--team", early, "--unit", "00031").status == 1)
    #expect(try run("team", "place", "--team", "nobody", "--unit", "01").status == 1)
  }

  @Test func aFaultyListChangesNothingAndEveryFaultHasItsLine() throws {
    _ = try run("units", "import", file: list("before", Self.before))
    let before = try run("units", "list").output
    let refused = try run(
      "units", "import",
      file: list(
        "faulty",
        ["01,Tỉnh A,province,,", "1,Tỉnh C,province,,", "00004,Xã Tân Hòa,commune,77,", "01,Tỉnh A,province,,"]))
    #expect(refused.status == 1)
    #expect(refused.output.isEmpty)
    let lines = refused.errors.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("camtay-server: Line 3: “1” is no code"))
    #expect(lines.last == "camtay-server: The list has faults and was not taken; nothing changed.")
    let whole = try run(
      "units", "import",
      file: list("whole", ["01,Tỉnh A,province,,", "00004,Xã Tân Hòa,commune,77,", "01,Tỉnh A,province,,"]))
    #expect(
      whole.errors.split(separator: "\n").prefix(2).map { $0.prefix(22) } == [
        "camtay-server: Line 3:", "camtay-server: Line 4:",
      ])
    #expect(try run("units", "list").output == before)
    #expect(try run("units", "import", file: "\(server.folder)/none.csv").status == 3)
  }

  /// The list of the whole country, where the checkout stands beside it.
  private static let real = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/data/administrative-units-2026-07-25.csv").standardized.path

  @Test(.enabled(if: FileManager.default.fileExists(atPath: real), "the list does not lie beside this checkout"))
  func theCountrysListLoads() throws {
    let report = "Added 3355, renamed 0, moved 0, merged 0, ended 0, returned 0, unchanged 0.\n"
    #expect(try run("units", "import", "--dry-run", file: Self.real).output.hasPrefix(report))
    #expect(try run("units", "import", file: Self.real).output == report)
    #expect(try run("units", "import", file: Self.real).output.hasSuffix("unchanged 3355.\n"))
    #expect(try run("units", "list").output.split(separator: "\n").count == 3355)
    #expect(try run("units", "show", "00004").output == "00004 Phường Ba Đình (ward)\nin 01 Thành phố Hà Nội\n")
  }
}
