import Domain
import GuideFormat
import Phrases
import SearchTesting
import Shell
import Testbed
import Testing

/// What people ask finds what they mean. `make search-report` prints the figures with every miss.
@Suite struct SearchQuestionTests {
  private let questions: [LabelledQuestion]
  private let guides: [Guide]

  init() throws {
    questions = try LabelledQuestion.all()
    guides = Catalogue.build(try ContentFolder.guideFiles(at: Checkout.path + "/guides")).catalogue.guides
  }

  @Test func everyGuideIsAskedFor() {
    #expect(questions.count >= 200)
    for guide in guides {
      let count = questions.count { $0.guides.contains(guide.id.rawValue) }
      #expect(count >= 5, "\(guide.id.rawValue) has \(count) questions")
    }
    let ids = Set(guides.map(\.id.rawValue))
    for question in questions { #expect(question.guides.isSubset(of: ids), "\(question.text)") }
  }

  /// A guide that knew the very question would prove nothing.
  @Test func noQuestionIsAnAlias() {
    let aliases = Set(guides.flatMap { $0.aliases.values.joined() }.map { FoldedText.text($0) })
    for question in questions { #expect(!aliases.contains(FoldedText.text(question.text)), "\(question.text)") }
    #expect(Set(questions.map(\.text)).count == questions.count)
  }

  /// A little below what was reached: a change that loses more has to be looked at.
  @Test func theFiguresStayUp() throws {
    let search = try SearchFigures.search()
    let all = SearchFigures.measured(questions, by: search)
    #expect(all.topOne >= 0.95, "\(all.topOne)")
    #expect(all.topThree >= 0.99, "\(all.topThree)")
    let heldOut = SearchFigures.measured(questions.filter(\.isHeldOut), by: search)
    #expect(heldOut.topOne >= 0.93, "\(heldOut.topOne)")
    #expect(heldOut.topThree >= 0.97, "\(heldOut.topThree)")
  }

  /// A province's whole catalogue beside the guides does not drown them.
  @Test func theFiguresStayUpAmongFiveThousandProcedures() async throws {
    let figures = try await SearchFigures.measured(questions, amongProcedures: 5000)
    #expect(figures.count == questions.count)
    #expect(figures.topOne >= 0.95, "\(figures.topOne): \(figures.misses.map(\.question.text))")
    #expect(figures.topThree >= 0.99, "\(figures.topThree)")
    // They are there, and found where they are meant.
    let found = try await ProvinceDevice.findings(
      for: ["cap lai khai sinh co yeu to nuoc ngoai", "giấy phép khai thác nước dưới đất"], amongProcedures: 5000)
    #expect(found.allSatisfy { $0.contains { $0.id.hasPrefix("3.") || $0.id.hasPrefix("4.") } }, "\(found)")
  }

  /// Better nothing than a guide that has nothing to do with it.
  @Test func mostUnrelatedQuestionsFindNothing() throws {
    let search = try SearchFigures.search()
    let unrelated = try LabelledQuestion.unrelated()
    #expect(unrelated.count >= 20)
    let answered = unrelated.filter { !search.search($0).isEmpty }
    #expect(Double(answered.count) <= 0.3 * Double(unrelated.count), "\(answered)")
  }

  @Test func theWordsOfTheSearchAreSound() throws {
    let (words, faults) = SearchWordsReader.read(try ContentFolder.guideFiles(at: Checkout.path + "/guides"))
    #expect(faults.isEmpty)
    #expect(words != .none)
    #expect(SearchWords(canonical: words.canonical) == words)
  }
}
