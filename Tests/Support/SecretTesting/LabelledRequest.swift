import Foundation
import GuideFormat
import Testbed

/// A sentence as a guide may have it, and whether it asks somebody for a secret.
package struct LabelledRequest: Sendable {
  package let text: String
  /// Whether no guide may say it.
  package let asks: Bool
  /// Whether it was kept aside while the rule was tuned: every fifth one.
  package let isHeldOut: Bool

  /// Whether the rule says that it asks.
  package var isFound: Bool { SecretRule.asks(text) }

  /// The committed sentences, `sentences.tsv`: `asks` or `sound`, a tab, the sentence.
  package static func all() throws -> [LabelledRequest] {
    let path = Checkout.path + "/Tests/Support/SecretTesting/sentences.tsv"
    let rows = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    return try rows.enumerated().map { number, row in
      let cells = row.split(separator: "\t").map(String.init)
      guard cells.count == 2, ["asks", "sound"].contains(cells[0]) else { throw BadRow(number: number + 1) }
      return LabelledRequest(text: cells[1], asks: cells[0] == "asks", isHeldOut: number % 5 == 4)
    }
  }

  /// A row that is not as it should be, counted from 1.
  package struct BadRow: Error {
    package let number: Int
  }
}
