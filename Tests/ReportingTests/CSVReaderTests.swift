import Domain
import Foundation
import Reporting
import Testing

@Suite struct CSVReaderTests {
  private func cells(_ text: String) throws -> [[String]] { try CSVReader.rows(Array(text.utf8)).map(\.cells) }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func readsWhatSpreadsheetsWrite(_ end: String) throws {
    let text = ["mã,tên", "01,\"Tổ \"\"một\"\", ấp 3\"", "", ",", "02,", "03,\"hai\(end)dòng\"", "04,x"].joined(
      separator: end)
    for file in [text, text + end, "\u{FEFF}" + text] {
      let rows = try CSVReader.rows(Array(file.utf8))
      #expect(
        rows.map(\.cells) == [
          ["mã", "tên"], ["01", "Tổ \"một\", ấp 3"], ["02", ""], ["03", "hai\ndòng"], ["04", "x"],
        ])
      #expect(rows.map(\.line) == [1, 2, 5, 6, 8])
    }
  }

  @Test func theFirstLineShowsTheSeparator() throws {
    #expect(try cells("a;b\n1,5;2") == [["a", "b"], ["1,5", "2"]])
    #expect(try cells("a\tb\n1;2\t3") == [["a", "b"], ["1;2", "3"]])
    #expect(try cells("a\n1") == [["a"], ["1"]])
  }

  @Test(arguments: [("a\nb\n\"c\nd\n", 3), ("a\nb\"c", 2), ("a\n\"b\"c", 2), ("a\n\"b\" ,c", 2)])
  func aLooseQuotationMarkIsRefused(_ text: String, line: Int) {
    let fault = #expect(throws: CSVReader.Fault.self) { try CSVReader.rows(Array(text.utf8)) }
    #expect(fault?.line == line)
  }

  @Test func whatIsNoUTF8IsRefused() {
    let bytes = Array("a\n".utf8) + [0xE0, 0x80] + Array("\nb".utf8)
    let fault = #expect(throws: CSVReader.Fault.self) { try CSVReader.rows(bytes) }
    #expect(fault?.line == 2)
  }

  /// What the writer writes, the reader reads; only the apostrophe that defuses a formula stays.
  @Test(arguments: ["", "Tổ ấp 3", "a,b", "a;b", "\"", "\"\"x", "a\r\nb", "0004"])
  func readsWhatTheWriterWrites(_ text: String) throws {
    let file = CSVWriter.line(["x", text, "y"])
    #expect(try cells(file) == [["x", text.replacing("\r\n", with: "\n"), "y"]])
  }
}

@Suite struct UnitListTests {
  private static let realList = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/data/administrative-units-2026-07-25.csv").standardized

  private func faults(_ text: String) -> [UnitFault] {
    var register = UnitRegister()
    return #expect(throws: UnitFaults.self) {
      try register.load(csv: Array(text.utf8), on: CivilDate(dayNumber: 20_000))
    }?.faults ?? []
  }

  @Test func everyFaultOfEveryRowIsNamed() {
    let text =
      "kind;code;note;name;parent\nprovince;01;;Hà Nội;\nward;4;;Ba Đình;01\nhuyện;00008;;X;01\nward;00012;;;01\nward;1"
    #expect(
      faults(text) == [
        UnitFault(.badCode, line: 3, value: "4"), UnitFault(.unknownKind, line: 4, value: "huyện"),
        UnitFault(.emptyName, line: 5, value: "00012"), UnitFault(.wrongWidth, line: 6, value: "2"),
      ])
  }

  @Test func aFileThatIsNoListIsRefused() {
    #expect(faults("") == [UnitFault(.empty, line: 1, value: "")])
    #expect(faults("code,name,kind,parent\n") == [UnitFault(.empty, line: 1, value: "")])
    #expect(faults("code,name,kind,parent\n01,\"A,province,") == [UnitFault(.unreadable, line: 2, value: "")])
    #expect(
      faults("mã,tên\n01,A").map(\.value) == ["code", "name", "kind", "parent"])
  }

  @Test func aMergerStandsInItsOwnColumn() throws {
    var register = UnitRegister()
    let csv = "merged_into,code,name,kind,parent\n04,01,Tỉnh A,province,\n,04,\"Tỉnh B, mới\",province,\n"
    _ = try register.load(csv: Array(csv.utf8), on: CivilDate(dayNumber: 20_000))
    let code = try #require(UnitCode(rawValue: "01"))
    #expect(register.present(code)?.state.name == "Tỉnh B, mới")
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: realList.path), "the list does not lie beside this checkout"))
  func theRealListIsTakenWhole() throws {
    var register = UnitRegister()
    let csv = [UInt8](try Data(contentsOf: Self.realList))
    let day = CivilDate(dayNumber: 20_000)
    let report = try register.load(csv: csv, on: day)
    #expect(report.added.count == 34 + 3321)
    #expect(register.all.count { $0.state.kind.level == 1 } == 34)
    #expect(register.all.allSatisfy { register.lineage(of: $0.code).count == $0.state.kind.level })
    #expect(try register.load(csv: csv, on: day).unchanged == 34 + 3321)
  }
}
