import GuideFormat
import Phrases

/// Says in words when a step or a paper is for a citizen.
struct ConditionWords {
  let phrases: Phrases
  let language: String
  let guide: Guide
  let catalogue: Catalogue
  /// Whether the questions are left out and the answers stand alone.
  var isShort = false

  /// The condition as half a sentence.
  func callAsFunction(_ condition: Condition) -> String {
    switch condition {
    case .equals(let step, let answer):
      return equality(of: step, [answer])
    case .not(let inner): return phrases("condition.not", ["inner": self(inner)])
    case .any(let inner):
      let pairs = inner.map {
        if case .equals(let step, let answer) = $0 {
          (step: step, answer: answer)
        } else {
          nil as (step: String, answer: String)?
        }
      }
      if let step = pairs.first??.step, pairs.allSatisfy({ $0?.step == step }) {
        return equality(of: step, pairs.compactMap { $0?.answer })
      }
      return joined(inner, by: "condition.or")
    case .all(let inner): return joined(inner, by: "condition.and")
    }
  }

  private func joined(_ inner: [Condition], by key: String) -> String {
    inner.map { condition in
      switch condition {
      case .any, .all: inner.count > 1 ? "(\(self(condition)))" : self(condition)
      default: self(condition)
      }
    }.joined(separator: " \(phrases(key)) ")
  }

  private func equality(of step: String, _ answers: [String]) -> String {
    let answers = answers.map { "“\(words(of: $0, at: step))”" }.joined(separator: " \(phrases("condition.or")) ")
    return isShort ? answers : phrases("condition.equals", ["step": words(of: step), "answer": answers])
  }

  private func words(of step: String) -> String {
    guide.step(step).map { Self.opening($0.text.text(in: language)) } ?? step
  }

  private func words(of answer: String, at step: String) -> String {
    guard let step = guide.step(step) else { return answer }
    if case .guide(let inner) = step.kind {
      return catalogue[inner]?.step(answer).map { Self.opening($0.text.text(in: language)) } ?? answer
    }
    return step.choices.first { $0.id == answer }?.text.text(in: language) ?? answer
  }

  /// The first sentence of a text, without its full stop.
  static func opening(_ text: String) -> String {
    var opening = ""
    for character in text {
      if character == " ", let last = opening.last, ".?!".contains(last) { break }
      opening.append(character)
    }
    return opening.hasSuffix(".") ? String(opening.dropLast()) : opening
  }
}
