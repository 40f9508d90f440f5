import Foundation
import SearchTesting

/// Prints how well the labelled questions find their guides: those that the search was tuned on, those that were held
/// out, and both, with the guides alone and with a province's catalogue beside them; then every question whose guide does not
/// come first.
@main
struct SearchReport {
  private static let procedures = 5000

  static func main() async throws {
    let search = try SearchFigures.search()
    let questions = try LabelledQuestion.all()
    let parts = [
      ("tuned", questions.filter { !$0.isHeldOut }), ("held out", questions.filter(\.isHeldOut)), ("both", questions),
    ]
    for (name, part) in parts {
      show(SearchFigures.measured(part, by: search), name)
      show(
        try await SearchFigures.measured(part, amongProcedures: procedures), "\(name) among \(procedures) procedures")
    }
    let unrelated = try LabelledQuestion.unrelated().map { ($0, search.search($0)) }
    let silent = unrelated.count { $0.1.isEmpty }
    print(
      "unrelated, answered with nothing  \(silent)/\(unrelated.count) = "
        + decimals(Double(silent) / Double(max(1, unrelated.count))))
    for (question, found) in unrelated where !found.isEmpty {
      let words = found.prefix(3).map { "\($0.guideID.rawValue) \(decimals($0.score))" }.joined(separator: ", ")
      print("unrelated: \(question) → \(words)")
    }
    let misses = SearchFigures.measured(questions, by: search).misses
    let known = Set(misses.map(\.question.text))
    let among = try await SearchFigures.measured(questions, amongProcedures: procedures).misses
    for miss in misses + among.filter({ !known.contains($0.question.text) }) {
      let found = miss.found.prefix(3).map { "\($0.id) \(decimals($0.score))" }.joined(separator: ", ")
      let wanted = miss.question.guides.sorted().joined(separator: ", ")
      print("missed: \(miss.question.text) → \(found.isEmpty ? "nothing" : found); meant: \(wanted)")
    }
  }

  private static func show(_ figures: SearchFigures, _ name: String) {
    print(
      "\(name.padding(toLength: 32, withPad: " ", startingAt: 0))"
        + "  top-1 \(figures.first)/\(figures.count) = \(decimals(figures.topOne))"
        + "  top-3 \(figures.amongThree)/\(figures.count) = \(decimals(figures.topThree))")
  }

  private static func decimals(_ number: Double) -> String { String(format: "%.3f", number) }
}
