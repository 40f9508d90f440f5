import Testing

@testable import GuideFormat

/// A guide as a table and back, and everything that can be wrong with a row.
@Suite struct GuideSheetTests {
  static let files = ["guide.yaml": guide, "en.yaml": english]
  static let guide = """
    format: 1
    id: thu
    version: 1
    title: Thử
    kind: submission
    service: submit
    aliases: [làm thử, mần thử]
    procedure: {code: "1.003460", name: Thủ tục thử, authority: Công an cấp xã, level: full}
    papers:
      - id: to
        name: Tờ khai
        when: {any: [{equals: {hoi: co}}, {not: {equals: {hoi: khong}}}]}
    sources:
      - {id: bao, title: Một tờ báo, url: https://example.gov.vn/a, seen: "2026"}
    facts:
      - {id: phi, label: Lệ phí, value: "0", source: bao, mark: to-verify, verify_with: Công an cấp xã, valid_to: 2027-01-01}
    review_by: 2027-05-01
    steps:
      # the question
      - id: hoi
        ask: Có không?
        say: Dạ, có không ạ?
        choices:
          - {id: co, text: Có, service: pay}
          - {id: khong, text: Không}
        trouble:
          - {blocker: ACC-OTP-MISSING, remedy: Chờ}
      - {id: to-khai, papers: Xem giấy tờ, facts: [phi]}
      - {id: ma, record: Ghi mã, value: dossier-code, optional: true}
      - {id: mo, link: Mở Cổng, url: https://dichvucong.gov.vn/}
      - {id: cho, wait: Chờ mã, for: otp}
      - {id: vao, guide: dang-nhap, text: Đăng nhập}
      - {id: xong, end: Xong, outcome: solved}
    """
  static let english = """
    language: en
    title: Trial
    aliases: [a trial]
    procedure: {name: Trial procedure, authority: Commune police}
    papers: {to: Form}
    facts: {phi: {label: Fee, value: "0", verify_with: Commune police}}
    steps:
      hoi: {text: "Yes or no?", say: "Please, yes or no?", choices: {co: "Yes", khong: "No"}, trouble: {ACC-OTP-MISSING: Wait}}
      to-khai: {text: See the papers}
      ma: {text: Note the code}
      mo: {text: Open the portal}
      cho: {text: Wait for the code}
      vao: {text: Sign in}
      xong: {text: Done}
    """

  static func table() throws -> [[String]] {
    try #require(GuideSheet(files: files, languages: ["vi", "en"])).table
  }

  static func read(_ table: [[String]]) throws(SheetFaults) -> (sheet: GuideSheet, numbers: [Int]) {
    try GuideSheet.read(table.enumerated().map { ($0.offset + 1, $0.element) })
  }

  @Test func nothingChangesOnTheWayThereAndBack() throws {
    let (sheet, numbers) = try Self.read(try Self.table())
    #expect(try SheetImport(sheet, numbers: numbers, into: Self.files).changed == [])
    #expect(sheet == GuideSheet(files: Self.files, languages: ["en", "vi"]))
  }

  @Test func aNewGuideSaysTheSameAsTheOld() throws {
    let (sheet, numbers) = try Self.read(try Self.table())
    let made = try SheetImport(sheet, numbers: numbers, into: [:]).files
    #expect(made.keys.sorted() == ["en.yaml", "guide.yaml"])
    // The new files are written otherwise, and say the same.
    func said(_ table: [[String]]) -> [[String]] { table.filter { $0[0] != "file" } }
    #expect(said(try #require(GuideSheet(files: made, languages: ["vi", "en"])).table) == said(try Self.table()))
  }

  @Test func columnsMayStandInAnyOrder() throws {
    let table = try Self.table().map { Array($0.reversed()) }
    let (sheet, numbers) = try Self.read(table)
    #expect(try SheetImport(sheet, numbers: numbers, into: Self.files).changed == [])
  }

  @Test func aNewLanguageBringsItsFile() throws {
    var table = try #require(GuideSheet(files: Self.files, languages: ["vi", "en", "km"])).table
    let column = try #require(table[0].firstIndex(of: "km"))
    for row in table.indices.dropFirst() where table[row][0] != "source" { table[row][column] = "ខ \(row)" }
    let (sheet, numbers) = try Self.read(table)
    let made = try SheetImport(sheet, numbers: numbers, into: Self.files)
    #expect(made.changed == ["km.yaml"])
    #expect(made.files["km.yaml"]?.hasPrefix("language: km\ntitle: ខ 1\n") == true)
  }

  /// A change of a table's cell, and the faults of rows that it makes.
  struct Case: Sendable, CustomTestStringConvertible {
    let code: SheetFault.Code
    let row: Int
    let change: @Sendable (inout [[String]]) -> Void
    var testDescription: String { code.rawValue }
  }

  static let cases: [Case] = [
    Case(code: .missingColumn, row: 1) { $0[0][0] = "" }, Case(code: .unknownColumn, row: 1) { $0[0][4] = "english" },
    Case(code: .tooWide, row: 2) { $0[1].append("x") }, Case(code: .unknownPart, row: 3) { $0[2][0] = "nickname" },
    Case(code: .unknownKey, row: 2) { $0[1][2] = "name" }, Case(code: .missingID, row: 2) { $0[1][1] = "" },
    Case(code: .duplicate, row: 25) { $0.append($0[1]) },
    Case(code: .noOwner, row: 25) { $0.append(["step", "x", "say", "a", "b"]) },
    Case(code: .notHere, row: 3) { $0[2][5] = "do" }, Case(code: .emptyText, row: 2) { $0[1][3] = " " },
    Case(code: .untranslated, row: 2) { $0[1][4] = "" }, Case(code: .badCondition, row: 7) { $0[6][6] = "any(hoi=co" },
  ]

  @Test(arguments: cases) func aBadRowIsSaid(_ example: Case) throws {
    var table = try Self.table()
    // The last two say from which files it was made.
    #expect(table.count == 24)
    example.change(&table)
    let faults = #expect(throws: SheetFaults.self) { try Self.read(table) }
    #expect(
      faults?.faults.contains { $0.code == example.code && $0.row == example.row } == true, "\(faults?.faults ?? [])")
  }

  /// What only the guide's own check finds is brought back to its row.
  @Test func aFaultOfTheGuideHasItsRow() throws {
    var table = try Self.table()
    let row = try #require(table.firstIndex { $0[0] == "choice" && $0[2] == "khong" })
    let service = try #require(table[0].firstIndex(of: "service"))
    table[row][service] = "sumbit"
    let (sheet, numbers) = try Self.read(table)
    let made = try SheetImport(sheet, numbers: numbers, into: [:])
    var files = Fixture.files
    for (name, text) in made.files { files["thu/\(name)"] = text }
    let faults = Catalogue.build(files).faults.filter { $0.code == .badWord }
    let fault = try #require(faults.first)
    let found = try #require(made.fault(of: fault, in: "guide.yaml"))
    #expect(found.row == row + 1 && found.column == "service" && found.inner == fault)
  }

  @Test(arguments: ["", "a", "=b", "a=", "a=b)", "not()", "not(a=b; c=d)", "any(", "any()", "xor(a=b)", "all(a=b;)"])
  func whatIsNoConditionIsRefused(_ cell: String) { #expect(ConditionCell.value(cell) == nil) }

  @Test func aConditionOfAnyFormComesBack() throws {
    let cell = "all(a=b; not(any(c=d; e=f)))"
    #expect(ConditionCell.text(try #require(ConditionCell.value(cell))) == cell)
  }
}
