import Foundation
import GuideFormat
import Phrases
import Shell
import Testbed

/// How often the guide that was meant is found first, or among the first three.
package struct SearchFigures: Sendable {
  /// A question whose guide was not found first.
  package struct Miss: Sendable {
    package let question: LabelledQuestion
    /// The ids that were found, the best first, with their scores.
    package let found: [(id: String, score: Double)]
  }

  package private(set) var count = 0
  package private(set) var first = 0
  package private(set) var amongThree = 0
  package private(set) var misses: [Miss] = []

  /// No question yet.
  package init() {}

  /// The part that was found first, 0 to 1.
  package var topOne: Double { Double(first) / Double(max(1, count)) }
  /// The part that was found among the first three, 0 to 1.
  package var topThree: Double { Double(amongThree) / Double(max(1, count)) }

  /// Counts what was found for a question.
  package mutating func take(_ question: LabelledQuestion, found: [(id: String, score: Double)]) {
    count += 1
    if found.prefix(3).contains(where: { question.guides.contains($0.id) }) { amongThree += 1 }
    if let best = found.first, question.guides.contains(best.id) {
      first += 1
    } else {
      misses.append(Miss(question: question, found: found))
    }
  }

  /// The search through the guides of this checkout.
  package static func search() throws -> GuideSearch {
    let files = try ContentFolder.guideFiles(at: Checkout.path + "/guides")
    return GuideSearch(Catalogue.build(files).catalogue.guides, words: SearchWordsReader.read(files).words)
  }

  /// The figures of those questions on a device that has so many made-up procedures beside the guides.
  package static func measured(
    _ questions: [LabelledQuestion], amongProcedures count: Int
  ) async throws -> SearchFigures {
    let found = try await ProvinceDevice.findings(for: questions.map(\.text), amongProcedures: count)
    return zip(questions, found).reduce(into: SearchFigures()) { $0.take($1.0, found: $1.1) }
  }

  /// The figures of those questions.
  package static func measured(_ questions: [LabelledQuestion], by search: GuideSearch) -> SearchFigures {
    questions.reduce(into: SearchFigures()) { figures, question in
      figures.take(question, found: search.search(question.text).map { ($0.guideID.rawValue, $0.score) })
    }
  }
}
