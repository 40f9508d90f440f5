import Domain
import Foundation
import GuardTesting
import SecretTesting

/// Prints how well the guard finds personal data in the labelled sentences: by kind, for secrets and identity numbers
/// together, for all; those that it was tuned on, those that were held out, and both; then every miss. Below it the same for the
/// rule that no guide asks for a secret.
@main
struct GuardReport {
  static func main() throws {
    let sentences = try LabelledSentence.all()
    let groups: [(String, Set<PersonalDataKind>)] =
      PersonalDataKind.allCases.map { ($0.rawValue, [$0]) } + [
        ("secrets and ID numbers", GuardFigures.gravest), ("all", Set(PersonalDataKind.allCases)),
      ]
    let parts = [
      ("tuned", sentences.filter { !$0.isHeldOut }), ("held out", sentences.filter(\.isHeldOut)), ("both", sentences),
    ]
    for (part, sentences) in parts {
      let clean = sentences.count(where: \.kinds.isEmpty)
      print("\(part): \(sentences.count) sentences, \(clean) of them with nothing to find")
      for (name, kinds) in groups {
        let figures = GuardFigures(sentences, of: kinds)
        let name = name.padding(toLength: 23, withPad: " ", startingAt: 0)
        print(
          "  \(name) precision \(decimals(figures.precision))  recall \(decimals(figures.recall))"
            + "  right \(figures.right), wrong \(figures.wrong), missed \(figures.missed)")
      }
    }
    for sentence in sentences {
      let found = GuardFigures.kinds(in: sentence.text)
      guard found != sentence.kinds else { continue }
      print("missed: \(sentence.text) → \(labels(found)); meant: \(labels(sentence.kinds))")
    }
    try printSecrets()
  }

  private static func printSecrets() throws {
    let sentences = try LabelledRequest.all()
    print("")
    for (part, sentences) in [
      ("tuned", sentences.filter { !$0.isHeldOut }), ("held out", sentences.filter(\.isHeldOut)), ("both", sentences),
    ] {
      let figures = SecretFigures(sentences)
      print(
        "sentences of guides, \(part): \(sentences.count), \(sentences.count(where: \.asks)) of them ask for a secret\n"
          + "  precision \(decimals(figures.precision))  recall \(decimals(figures.recall))"
          + "  right \(figures.right), wrong \(figures.wrong), missed \(figures.missed)")
    }
    for sentence in sentences where sentence.isFound != sentence.asks {
      print("\(sentence.asks ? "missed" : "wrongly found"): \(sentence.text)")
    }
  }

  private static func labels(_ kinds: Set<PersonalDataKind>) -> String {
    kinds.isEmpty ? "nothing" : kinds.map(\.rawValue).sorted().joined(separator: ", ")
  }

  private static func decimals(_ number: Double) -> String { String(format: "%.3f", number) }
}
