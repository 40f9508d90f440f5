import Testing

@testable import Domain

@Suite struct UnitRegisterTests {
  private static let first = CivilDate(dayNumber: 20_000)
  private static let second = CivilDate(dayNumber: 20_100)

  private func code(_ text: String) throws -> UnitCode { try #require(UnitCode(rawValue: text)) }

  /// Rows from `code|name|kind|parent|merged_into`, with lines from 2.
  private func rows(_ lines: String...) throws -> [UnitRow] {
    try lines.enumerated().map { index, line in
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      return try UnitRow(
        line: index + 2, code: cells[0], name: cells[1], kind: cells[2], parent: cells.count > 3 ? cells[3] : "",
        mergedInto: cells.count > 4 ? cells[4] : "")
    }
  }

  private func register(_ lines: String...) throws -> UnitRegister {
    var register = UnitRegister()
    let report = try register.load(try lines.flatMap { try rows($0) }, on: Self.first)
    #expect(report.added.count == lines.count)
    return register
  }

  private func codes(_ texts: String...) throws -> [UnitCode] { try texts.map(code) }

  @Test func aListThatIsLoadedAgainChangesNothing() throws {
    let lines = ["01|Thành phố Hà Nội|province", "00004|Phường Ba Đình|ward|01", "00025|Phường Giảng Võ|ward|01"]
    var register = try register(lines[0], lines[1], lines[2])
    let before = register
    let report = try register.load(try rows(lines[2], lines[0], lines[1]), on: Self.second)
    #expect(report.unchanged == 3)
    #expect(register == before)
    #expect(report.added + report.moved + report.ended + report.merged + report.returned == [])
    #expect(report.renamed.isEmpty)
  }

  @Test func aNewNameKeepsTheOldOneWithTheDayItWasLeft() throws {
    var register = try register("75|Tỉnh Đồng Nai|province", "25771|Xã An Viễn|commune|75")
    let report = try register.load(
      try rows("75|Thành phố Đồng Nai|province", "25771|Phường An Viễn|ward|75"), on: Self.second)
    #expect(report.renamed.map(\.code) == (try codes("25771", "75")))
    #expect(report.renamed.last?.before.name == "Tỉnh Đồng Nai")
    let province = try #require(register[try code("75")])
    #expect(province.state.name == "Thành phố Đồng Nai")
    #expect(province.former.map(\.state.name) == ["Tỉnh Đồng Nai"])
    #expect(province.former.map(\.until) == [Self.second])
    let ward = try #require(register[try code("25771")])
    #expect(([ward.state] + ward.former.map(\.state)).map(\.name) == ["Phường An Viễn", "Xã An Viễn"])
  }

  @Test func aUnitThatMovedKeepsWhereItWas() throws {
    var register = try register(
      "01|Tỉnh A|province", "04|Tỉnh B|province", "00004|Xã X|commune|01", "v-1|Thôn Một|village|00004")
    let report = try register.load(
      try rows("01|Tỉnh A|province", "04|Tỉnh B|province", "00004|Xã X|commune|04"), on: Self.second)
    #expect(report.moved == (try codes("00004")))
    #expect(report.renamed.isEmpty)
    #expect(register[try code("00004")]?.former.first?.state.parent == (try code("01")))
    #expect(register.lineage(of: try code("v-1")).map(\.code) == (try codes("v-1", "00004", "04")))
  }

  @Test func aUnitThatIsNoLongerNamedHasEndedAndStays() throws {
    var register = try register("01|Tỉnh A|province", "00004|Xã X|commune|01", "00008|Xã Y|commune|01")
    let report = try register.load(try rows("01|Tỉnh A|province", "00004|Xã X|commune|01"), on: Self.second)
    #expect(report.ended == (try codes("00008")))
    #expect(register[try code("00008")]?.ended == Self.second)
    #expect(register[try code("00008")]?.state.name == "Xã Y")
    let again = try register.load(try rows("01|Tỉnh A|province", "00004|Xã X|commune|01"), on: Self.second)
    #expect(again.ended.isEmpty)
  }

  @Test func aUnitThatWasLeftOutBySlipReturnsAndTheGapIsKept() throws {
    let lines = ["01|Tỉnh A|province", "00004|Xã X|commune|01", "00008|Xã Y|commune|01"]
    var register = try register(lines[0], lines[1], lines[2])
    _ = try register.load(try rows(lines[0], lines[1]), on: Self.second)
    let report = try register.load(try rows(lines[0], lines[1], lines[2]), on: CivilDate(dayNumber: 20_200))
    #expect(report.returned == (try codes("00008")))
    let unit = try #require(register[try code("00008")])
    #expect(unit.ended == nil)
    #expect(unit.former.map(\.until) == [Self.second])
  }

  @Test func whatMergedIsAnsweredForByWhatItBecamePartOf() throws {
    var register = try register(
      "01|Tỉnh A|province", "04|Tỉnh B|province", "00004|Xã X|commune|01", "00008|Xã Y|commune|04",
      "v-1|Thôn Một|village|00004")
    let report = try register.load(
      try rows("04|Tỉnh B|province", "01|Tỉnh A|province||04", "00004|Xã X|commune|01|00008", "00008|Xã Y|commune|04"),
      on: Self.second)
    #expect(report.merged == (try codes("00004", "01")))
    #expect(register[try code("00004")]?.ended == Self.second)
    #expect(register[try code("00004")]?.state.name == "Xã X")
    #expect(register.present(try code("00004"))?.code == (try code("00008")))
    #expect(register.lineage(of: try code("v-1")).map(\.code) == (try codes("v-1", "00008", "04")))
    #expect(register.contains(try code("v-1"), in: try code("01")), "the province that it was has become part of 04")
    #expect(!register.contains(try code("00008"), in: try code("v-1")))
  }

  /// A list of the upper levels leaves the villages of a province's own list as they are, and the reverse.
  @Test func aListIsWholeForItsOwnLevelsOnly() throws {
    var register = try register("01|Tỉnh A|province", "00004|Xã X|commune|01", "v-1|Thôn Một|village|00004")
    let upper = try register.load(try rows("01|Tỉnh A|province", "00004|Xã X|commune|01"), on: Self.second)
    #expect(upper.ended.isEmpty)
    let villages = try register.load(try rows("v-2|Thôn Hai|village|00004"), on: Self.second)
    #expect(villages.ended == (try codes("v-1")))
    #expect(register[try code("00004")]?.ended == nil)
  }

  @Test(arguments: [
    (["01|A|province", "00004|X|commune|02"], UnitFaultCode.unknownParent, 3, "02"),
    (["01|A|province", "00004|X|commune|"], .wrongParent, 3, "00004"),
    (["01|A|province", "00004|X|commune|01", "00008|Y|ward|00004"], .wrongParent, 4, "00004"),
    (["01|A|province|04", "04|B|province|01"], .circle, 2, "04"),
    (["01|A|province|01"], .circle, 2, "01"),
    (["01|A|province||04", "04|B|province||01"], .circle, 2, "04"),
    (["01|A|province||04"], .unknownSuccessor, 2, "04"),
    (["01|A|province", "00004|X|commune|01|01"], .wrongSuccessor, 3, "01"),
    (["01|A|province", "01|B|province"], .doubleCode, 3, "01"),
    (["01|A|province||04", "04|B|province", "00004|X|commune|01"], .unknownParent, 4, "01"),
    ([], .empty, 1, ""),
  ])
  func aListWithAFaultIsRefusedWhole(_ lines: [String], code: UnitFaultCode, line: Int, value: String) throws {
    var register = try register("99|Tỉnh cũ|province")
    let before = register
    let parsed = try lines.enumerated().flatMap { index, text in
      try rows(text).map { UnitRow(line: index + 2, code: $0.code, state: $0.state, mergedInto: $0.mergedInto) }
    }
    let faults = try #require(throws: UnitFaults.self) { try register.load(parsed, on: Self.second) }
    #expect(faults.faults.first == UnitFault(code, line: line, value: value))
    #expect(register == before)
  }

  /// What the list itself would end is no parent.
  @Test func aUnitThatTheListEndsIsNoParent() throws {
    var register = try register("01|Tỉnh A|province", "00004|Xã X|commune|01")
    let faults = try #require(throws: UnitFaults.self) {
      try register.load(try rows("04|Tỉnh B|province", "00004|Xã X|commune|01"), on: Self.second)
    }
    #expect(faults.faults.map(\.code) == [.unknownParent])
  }

  @Test(arguments: [
    ("1", "A", "province", UnitFaultCode.badCode), ("", "A", "province", .badCode), ("0004", "A", "ward", .badCode),
    ("01", "A", "commune", .badCode), ("thôn 1", "A", "village", .badCode),
    ("01", " \u{202E} ", "province", .emptyName),
    ("01", String(repeating: "a", count: 201), "province", .tooLong),
    ("01", "A", "huyện", .unknownKind),
  ])
  func aRowWithAFaultSaysWhich(_ code: String, _ name: String, _ kind: String, _ fault: UnitFaultCode) {
    let thrown = #expect(throws: UnitFault.self) {
      try UnitRow(line: 7, code: code, name: name, kind: kind, parent: "", mergedInto: "")
    }
    #expect(thrown?.code == fault)
    #expect(thrown?.line == 7)
  }
}
