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
