import Foundation
import Testbed

/// A question in somebody's own words, and the guides that answer it.
package struct LabelledQuestion: Sendable {
  package let text: String
  package let guides: Set<String>
  /// Whether it was kept aside while the search was tuned: every fifth one, but for those whose row says `seen`.
  package let isHeldOut: Bool

  /// The committed questions that no guide answers, `unrelated.txt`, one a line.
  package static func unrelated() throws -> [String] {
    let path = Checkout.path + "/Tests/Support/SearchTesting/unrelated.txt"
    return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  /// The committed questions, `questions.tsv`: a question, a tab, the ids of the guides that are right, by commas; for one that was
  /// looked at before it came into the file, whatever its place, a tab and `seen`.
  package static func all() throws -> [LabelledQuestion] {
    let path = Checkout.path + "/Tests/Support/SearchTesting/questions.tsv"
    let rows = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    return rows.enumerated().compactMap { number, row in
      let cells = row.split(separator: "\t")
      guard cells.count >= 2 else { return nil }
      return LabelledQuestion(
        text: String(cells[0]), guides: Set(cells[1].split(separator: ",").map(String.init)),
        isHeldOut: number % 5 == 4 && cells.dropFirst(2).first != "seen")
    }
  }
}
