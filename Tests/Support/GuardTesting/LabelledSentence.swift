import Domain
import Foundation
import Testbed

/// A note as a volunteer may write it, and what the guard ought to find in it.
package struct LabelledSentence: Sendable {
  package let text: String
  package let kinds: Set<PersonalDataKind>
  /// Whether it was kept aside while the guard was tuned: every fifth one.
  package let isHeldOut: Bool

  /// The committed sentences, `sentences.tsv`: labels by commas or a hyphen for none, a tab, the sentence. Every
  /// number is invented; cards are the numbers that card networks publish for tests.
  package static func all() throws -> [LabelledSentence] {
    let path = Checkout.path + "/Tests/Support/GuardTesting/sentences.tsv"
    let rows = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    return try rows.enumerated().map { number, row in
      let cells = row.split(separator: "\t").map(String.init)
      let labels = cells[0] == "-" ? [] : cells[0].split(separator: ",").map(String.init)
      let kinds = labels.compactMap(PersonalDataKind.init(rawValue:))
      guard cells.count == 2, kinds.count == labels.count else { throw BadRow(number: number + 1) }
      return LabelledSentence(text: cells[1], kinds: Set(kinds), isHeldOut: number % 5 == 4)
    }
  }

  /// A row that is not as it should be, counted from 1.
  package struct BadRow: Error {
    package let number: Int
  }
}
