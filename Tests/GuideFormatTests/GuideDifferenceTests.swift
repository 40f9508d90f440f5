import Testing

@testable import GuideFormat

/// What differs between two versions of a guide is found, and nothing else.
@Suite struct GuideDifferenceTests {
  private func differences(_ change: (String) -> String, english: (String) -> String = { $0 }) throws
    -> [GuideDifference.Change]
  {
    let changed = ["guide.yaml": change(GuideSheetTests.guide), "en.yaml": english(GuideSheetTests.english)]
    #expect(changed != GuideSheetTests.files)
    let old = try #require(GuideSheet(files: GuideSheetTests.files, languages: ["en"]))
    let new = try #require(GuideSheet(files: changed, languages: ["en"]))
    return GuideDifference.between(old, new).map(\.change)
  }

  @Test func aVersionDoesNotDifferFromItself() throws {
    let sheet = try #require(GuideSheet(files: GuideSheetTests.files, languages: ["en"]))
    #expect(GuideDifference.between(sheet, sheet) == [])
  }

  @Test func wordsThatChangeLeaveTheirTranslationStale() throws {
    let found = try differences { $0.replacing("Mở Cổng", with: "Vào Cổng") }
    #expect(found == [.words(language: "vi", old: "Mở Cổng", new: "Vào Cổng"), .stale(language: "en")])
    let both = try differences {
      $0.replacing("Mở Cổng", with: "Vào Cổng")
    } english: {
      $0.replacing("Open the portal", with: "Enter the portal")
    }
    #expect(both.count == 2 && !both.contains(.stale(language: "en")))
  }

  @Test func whatGuidesSayBesideWords() throws {
    #expect(
      try differences { $0.replacing("outcome: solved", with: "outcome: pending") }
        == [.field(key: "outcome", old: "solved", new: "pending")])
    #expect(
      try differences { $0.replacing(", valid_to: 2027-01-01", with: "") }
        == [.field(key: "valid_to", old: "2027-01-01", new: "")])
    #expect(
      try differences { $0.replacing("{not: {equals: {hoi: khong}}}", with: "{equals: {hoi: khong}}") }
        == [.field(key: "when", old: "any(hoi=co; not(hoi=khong))", new: "any(hoi=co; hoi=khong)")])
  }

  @Test func stepsComeGoAndMove() throws {
    let link = "  - {id: mo, link: Mở Cổng, url: https://dichvucong.gov.vn/}\n"
    #expect(try differences { $0.replacing(link, with: "") } == [.removed])
    #expect(try differences { $0.replacing(link, with: link + "  - {id: moi, do: Mới}\n") } == [.added])
    let moved = try differences {
      $0.replacing(link, with: "").replacing("  - {id: xong", with: link + "  - {id: xong")
    }
    #expect(moved == [.moved(after: "vao")])
    let first = try differences {
      $0.replacing(link, with: "").replacing("  # the question", with: link + "  # the question")
    }
    #expect(first == [.moved(after: nil)])
  }

  /// A question that goes takes its choices along, and is one difference.
  @Test func whatBelongsToAStepGoesWithIt() throws {
    let found = try differences { text in
      let start = text.range(of: "  # the question").map(\.lowerBound) ?? text.startIndex
      let end = text.range(of: "  - {id: to-khai").map(\.lowerBound) ?? text.endIndex
      return String(text[..<start] + text[end...])
    }
    #expect(found == [.removed])
  }

  @Test func waysOfAsking() throws {
    #expect(try differences { $0.replacing("[làm thử, mần thử]", with: "[mần thử, xin thử]") } == [.removed, .added])
  }
}
