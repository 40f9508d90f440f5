import Domain
import GuideFormat
import Phrases

/// What stands behind a fact wherever it is shown or printed: whose word it is, of when, and how sure it is.
struct FactNote {
  let phrases: Phrases
  /// The language of the guide's words.
  let language: String
  let today: CivilDate

  /// The words about a fact of that guide; empty where there is nothing to say.
  func words(_ fact: Fact, of guide: Guide) -> String {
    var notes: [String] = []
    if let source = guide.sources.first(where: { $0.id == fact.source }) {
      // A fact still to be verified is compared there; the site does not vouch for it.
      let key = fact.mark == .confirmed ? "fact.source" : "fact.compare"
      notes.append(phrases(key, ["site": StepView.site(source.url), "seen": source.seen.slashed]))
    }
    if let verifier = fact.verifyWith { notes.append(phrases("fact.verify", ["with": verifier.text(in: language)])) }
    if let day = GuideDate(year: today.parts.year, month: today.parts.month, day: today.parts.day), !fact.holds(on: day)
    {
      notes.append(phrases("fact.not-now"))
    }
    return notes.joined(separator: "; ")
  }
}
