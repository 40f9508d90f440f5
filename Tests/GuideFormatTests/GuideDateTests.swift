import Testing

@testable import GuideFormat

@Test(arguments: ["2026-02-28", "2028-02-29", "1999-12-31"])
func daysThatExistAreRead(text: String) {
  #expect(GuideDate(text)?.description == text)
}

@Test(arguments: ["2026-02-29", "2026-13-01", "2026-1-01", "26-01-01", "2026/01/01", "2026-00-10", "", "+026-01-01"])
func otherDaysAreRefused(text: String) {
  #expect(GuideDate(text) == nil)
}

@Suite struct PartialDateTests {
  @Test(arguments: [("2026-11-21", "21/11/2026"), ("2026-11", "11/2026"), ("2023", "2023")])
  func saysNoMoreThanIsKnown(text: String, shown: String) {
    #expect(PartialDate(text)?.slashed == shown)
    #expect(PartialDate(text)?.description == text)
  }

  @Test(arguments: ["", "2026-", "2026-13", "2026-02-30", "11/2026", "26", "2026-1", "2026-11-21-1"])
  func otherTextsAreNoDate(text: String) {
    #expect(PartialDate(text) == nil)
  }
}
