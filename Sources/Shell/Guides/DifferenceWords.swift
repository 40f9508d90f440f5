import GuideFormat
import Phrases

/// Says in words what differs between two versions of a guide.
struct DifferenceWords {
  let phrases: Phrases
  let old: (guide: Guide, catalogue: Catalogue)
  let new: (guide: Guide, catalogue: Catalogue)

  /// One difference as a sentence.
  func callAsFunction(_ difference: GuideDifference) -> String {
    let what = name(of: difference)
    switch difference.change {
    case .added: return phrases("diff.added", ["what": what, "words": words(of: difference, in: new.guide)])
    case .removed: return phrases("diff.removed", ["what": what, "words": words(of: difference, in: old.guide)])
    case .moved(let after?): return phrases("diff.moved", ["what": what, "after": after])
    case .moved(nil): return phrases("diff.moved-first", ["what": what])
    case .words(let language, let before, let after):
      return phrases("diff.words", ["what": what, "language": language, "old": said(before), "new": said(after)])
    case .stale(let language): return phrases("diff.stale", ["what": what, "language": language])
    case .field("when", _, _):
      let before = condition(of: difference, old)
      let after = condition(of: difference, new)
      return phrases("diff.field", ["what": what, "field": phrases("diff.field.when"), "old": before, "new": after])
    case .field(let key, let before, let after):
      let field = phrases("diff.field.\(key)")
      return phrases("diff.field", ["what": what, "field": field, "old": bare(before), "new": bare(after)])
    }
  }

  private func name(of difference: GuideDifference) -> String {
    let part = phrases("diff.part.\(difference.part)")
    if case .field = difference.change, difference.part == "procedure" { return part }
    switch (difference.part, difference.key) {
    case ("guide", _): return part
    case ("alias", let language): return "\(part) “\(difference.id)” (\(language))"
    case ("procedure", let key): return "\(part), \(phrases("diff.key.\(key)"))"
    case ("choice", let key), ("trouble", let key):
      return "\(phrases("diff.part.step")) \(difference.id), \(part) \(key)"
    case ("step", "text"), ("fact", "label"), ("paper", _), ("source", _): return "\(part) \(difference.id)"
    case (_, let key): return "\(part) \(difference.id), \(phrases("diff.key.\(key)"))"
    }
  }

  /// The Vietnamese words of what came or went, where its name is not those words already.
  private func words(of difference: GuideDifference, in guide: Guide) -> String {
    let step = guide.step(difference.id)
    let text: LocalizedText? =
      switch (difference.part, difference.key) {
      case ("step", "text"): step?.text
      case ("step", _): step?.say
      case ("choice", let key): step?.choices.first { $0.id == key }?.text
      case ("trouble", let key): step?.trouble.first { $0.blocker.rawValue == key }?.remedy
      case ("paper", _): guide.papers.first { $0.id == difference.id }?.name
      case ("fact", _): guide.facts.first { $0.id == difference.id }?.value
      case ("procedure", _): guide.procedure?.name
      default: nil
      }
    let source = difference.part == "source" ? guide.sources.first { $0.id == difference.id }?.title : nil
    return (text?.text(in: phrases.language) ?? source).map { ": “\($0)”" } ?? ""
  }

  private func condition(of difference: GuideDifference, _ side: (guide: Guide, catalogue: Catalogue)) -> String {
    let found =
      difference.part == "paper"
      ? side.guide.papers.first { $0.id == difference.id }?.when : side.guide.step(difference.id)?.when
    guard let found else { return phrases("diff.always") }
    return ConditionWords(
      phrases: phrases, language: phrases.language, guide: side.guide, catalogue: side.catalogue)(found)
  }

  private func said(_ words: String) -> String { words.isEmpty ? phrases("diff.nothing") : "“\(words)”" }

  private func bare(_ value: String) -> String { value.isEmpty ? phrases("diff.nothing") : value }
}
