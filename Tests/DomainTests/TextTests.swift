import Testing

@testable import Domain

@Suite struct CanonicalValueTests {
  @Test func hasExactlyOneEncoding() throws {
    let value = CanonicalValue.object([
      "b": .array([.integer(-3), .bool(true), .null]), "a": .text("Nguye\u{302}\u{303}n \"x\"\n\u{01}"),
    ])
    #expect(String(decoding: value.bytes, as: UTF8.self) == #"{"a":"Nguyễn \"x\"\n\u0001","b":[-3,true,null]}"#)
    #expect(try CanonicalValue(bytes: value.bytes).bytes == value.bytes)
  }

  @Test(arguments: [
    #"{"b":1,"a":2}"#, #"{"a":1,"a":2}"#, #"{"a": 1}"#, "01", "1.0", "1e3", "-0", #""\u0041""#, #""\/""#, "", "{",
    "[1,]",
    #""Nguye\#u{302}\#u{303}n""#, "99999999999999999999", "nul", "\"\u{01}\"", "1 ",
  ])
  func refusesEveryOtherSpelling(_ text: String) {
    #expect(throws: CanonicalError.self) { try CanonicalValue(bytes: Array(text.utf8)) }
  }

  @Test func refusesDepthAndBrokenText() {
    #expect(throws: CanonicalError.self) {
      try CanonicalValue(bytes: Array(String(repeating: "[", count: 100_000).utf8))
    }
    #expect(throws: CanonicalError.self) { try CanonicalValue(bytes: [0x22, 0xFF, 0x22]) }
  }
}

@Suite struct CleanTextTests {
  @Test func nothingThatSteersATerminalGetsThrough() throws {
    let dirty = "\u{1B}[31mđỏ\u{07}\u{00} \u{202E}ngược\u{2066} \t x\u{9B}31m\u{200B}\n y \u{FEFF}"
    #expect(try CleanText.line(Array(dirty.utf8)) == "[31mđỏ ngược x31m y")
  }

  @Test func textIsComposed() throws {
    #expect(Array(try CleanText.line(Array("e\u{302}\u{301}".utf8)).utf8) == Array("\u{1EBF}".utf8))
  }

  @Test func brokenAndEndlessLinesAreRefused() {
    #expect(throws: CleanText.Refusal.notUTF8) { try CleanText.line([0x61, 0xC3, 0x28]) }
    #expect(throws: CleanText.Refusal.tooLong) { try CleanText.line([UInt8](repeating: 0x61, count: 1_000_000)) }
  }
}

@Suite struct CivilDateTests {
  @Test func knowsTheCalendar() {
    #expect(CivilDate("2026-11-21")?.iso == "2026-11-21")
    #expect(CivilDate("21/11/2026")?.slashed == "21/11/2026")
    #expect(CivilDate("21/11", year: 2026)?.iso == "2026-11-21")
    for text in ["2026-02-29", "31/04/2026", "2026-13-01", "0/1/2026", "x", "2026-1", "1/2", "+1/01/2026"] {
      #expect(CivilDate(text) == nil, "\(text)")
    }
    for day in stride(from: -800_000, to: 2_900_000, by: 997) {
      let parts = CivilDate(dayNumber: day).parts
      guard (1...9999).contains(parts.year) else { continue }
      #expect(CivilDate(year: parts.year, month: parts.month, day: parts.day)?.dayNumber == day)
    }
  }

  @Test func theDayBeginsAtMidnightInVietNam() {
    #expect(CivilDate(milliseconds: 1_795_193_999_999).iso == "2026-11-20")
    #expect(CivilDate(milliseconds: 1_795_194_000_000).iso == "2026-11-21")
    #expect(CivilTime.iso(milliseconds: 1_795_222_805_000) == "2026-11-21T08:00:05+07:00")
    #expect(CivilDate(milliseconds: -1).iso == "1970-01-01")
  }
}
