import Domain
import Reporting
import Testing

/// A province's catalogue as spreadsheets write it.
@Suite struct ProcedureListTests {
  private func read(_ text: String) throws(ProcedureFaults) -> [ListedProcedure] {
    try ProcedureList.procedures(Array(text.utf8))
  }

  private func faults(_ text: String) -> [String] {
    do throws(ProcedureFaults) {
      _ = try read(text)
      return []
    } catch {
      return error.faults.map { "\($0.line) \($0.code.rawValue) \($0.value)" }
    }
  }

  private static let expected = [
    ListedProcedure(
      code: "1.001193", name: "Đăng ký khai sinh, \"lưu động\"", level: ServiceLevel(rawValue: "full"),
      authority: "Ủy ban nhân dân cấp xã", url: "https://dichvucong.gov.vn/a"),
    ListedProcedure(
      code: "2.000815.000.00.00.H29", name: "Chứng thực bản sao", level: ServiceLevel(rawValue: "unknown")),
  ]

  @Test func englishTitlesCommasAndQuotesAreRead() throws {
    let text = #"""
      code,name,level,authority,url
      2.000815.000.00.00.H29,Chứng thực bản sao,,,
      1.001193,"Đăng ký khai sinh, ""lưu động""",full,Ủy ban nhân dân cấp xã,https://dichvucong.gov.vn/a
      """#
    #expect(try read(text) == Self.expected)
  }

  @Test func vietnameseTitlesAMarkSemicolonsAndCRLFAreRead() throws {
    let lines = [
      "\u{FEFF}STT;Mã TTHC;Tên thủ tục hành chính;Mức độ DVC;Cơ quan thực hiện;Đường dẫn",
      "1;1.001193;\"Đăng ký khai sinh, \"\"lưu động\"\"\";Dịch vụ công trực tuyến toàn trình;Ủy ban nhân dân cấp xã;"
        + "https://dichvucong.gov.vn/a",
      "2;2.000815.000.00.00.H29;Chứng thực bản sao;;;", "",
    ]
    #expect(try read(lines.joined(separator: "\r\n")) == Self.expected)
  }

  @Test func whatSpeaksAgainstAProcedureIsSaidWithItsLine() {
    #expect {
      try ProcedureList.procedures(Array("code,name\n1.001193,Một\n1.001194,Hai\n".utf8)) { procedure in
        procedure.name == "Hai" ? (.asksSecret, procedure.name) : nil
      }
    } throws: { error in
      (error as? ProcedureFaults)?.faults == [ProcedureFault(.asksSecret, line: 3, value: "Hai")]
    }
  }

  @Test func everyBadRowIsSaidWithItsLine() {
    let text = """
      mã,tên,đường dẫn
      1.001193,Một,
      1001193,Hai,
      1.001194,,
      1.001195,Ba
      1.001193,Bốn,
      1.001196,Năm,javascript:alert(1)
      1.001197.000.00.00.G29,Sáu,
      """
    #expect(
      faults(text) == [
        "3 procedures.bad-code 1001193", "4 procedures.empty-name 1.001194", "5 procedures.wrong-width 2",
        "6 procedures.double-code 1.001193", "7 procedures.bad-url javascript:alert(1)",
        "8 procedures.bad-code 1.001197.000.00.00.G29",
      ])
  }

  @Test func whatIsNoTableIsRefused() {
    #expect(faults("") == ["1 procedures.empty "])
    #expect(faults("code,name\n") == ["1 procedures.empty "])
    #expect(faults("a,b\n1,2\n") == ["1 procedures.missing-column code", "1 procedures.missing-column name"])
    #expect(faults("code,name\n1.001193,\"x\n") == ["2 procedures.unreadable "])
  }

  @Test(arguments: ["1.001193", "9.000000", "1.001193.000.00.00.H29"]) func codesAreCodes(code: String) {
    #expect(ListedProcedure.isCode(code))
  }

  @Test(arguments: [
    "", "1.00119", "1.0011931", "11.001193", "1,001193", "1.001193.000.00.00.H2", "1.001193 ", "١.001193",
  ])
  func otherTextsAreNoCodes(text: String) { #expect(!ListedProcedure.isCode(text)) }
}
