import Domain

/// Finds guides by what a citizen says they need, offline and in any spelling: without marks, with slips, in Telex.
package struct GuideSearch: Sendable {
  /// A guide that was found.
  package struct Match: Hashable, Sendable {
    /// The guide.
    package let guideID: GuideID
    /// How well it fits, above 0 and at most 1.
    package let score: Double
  }

  /// A phrase of a guide by which it is found.
  private struct Phrase: Sendable {
    let words: [String]
    let weight: Double
  }

  /// How much a phrase counts by where it stands.
  private enum Weight {
    static let alias = 1.0
    static let title = 0.9
    static let procedure = 0.85
    static let steps = 0.5
  }

  /// Below this part of the question's words, weighed by how telling they are, a phrase does not fit at all.
  private static let leastCoverage = 0.5
  /// The same for a question of one or two words; a slip in one of them still fits.
  private static let leastCoverageOfTwo = 0.75

  private let phrases: [(id: GuideID, phrases: [Phrase])]
  private let rarity: [String: Double]

  /// A search through some guides, in every language that they are written in.
  package init(_ guides: [Guide]) {
    phrases = guides.sorted { $0.id < $1.id }.map { ($0.id, Self.phrases(of: $0)) }
    var guidesWithWord: [String: Int] = [:]
    for guide in phrases {
      for word in Set(guide.phrases.flatMap(\.words)) { guidesWithWord[word, default: 0] += 1 }
    }
    let most = Double(guides.count) + 1
    // Rare words tell more: from 1 for a word of every guide up to about 3 for a word of one in a hundred.
    rarity = guidesWithWord.mapValues { count in 1 + Self.halvings(most / Double(count)) / 3 }
  }

  /// The guides that fit a question, the best first; none where nothing fits.
  package func search(_ query: String, limit: Int = 10) -> [Match] {
    let asked = Self.tellingWords(query).map(Asked.init)
    guard !asked.isEmpty, limit > 0 else { return [] }
    var known: [String: [Double]] = [:]
    for word in rarity.keys { known[word] = asked.map { $0.likeness(to: word) } }
    let weights = asked.indices.map { index in
      known.filter { $0.value[index] > 0 }.map { rarity[$0.key] ?? 1 }.min() ?? 2
    }
    let matches = phrases.compactMap { guide -> Match? in
      let scores = guide.phrases.map { score(of: $0, known: known, weights: weights) }
      guard let best = scores.max(), best > 0 else { return nil }
      return Match(guideID: guide.id, score: best)
    }
    let sorted = matches.sorted { $0.score == $1.score ? $0.guideID < $1.guideID : $0.score > $1.score }
    return Array(sorted.prefix(limit))
  }

  private func score(of phrase: Phrase, known: [String: [Double]], weights: [Double]) -> Double {
    var best = [Double](repeating: 0, count: weights.count)
    var fitting = 0.0
    for word in phrase.words {
      guard let likeness = known[word] else { continue }
      for index in best.indices { best[index] = max(best[index], likeness[index]) }
      fitting += likeness.max() ?? 0
    }
    var covered = 0.0
    for index in best.indices { covered += best[index] * weights[index] }
    let coverage = covered / weights.reduce(0, +)
    // Of two words both must be met, or "khai tử" would find what is only about "khai".
    guard coverage >= (weights.count <= 2 ? Self.leastCoverageOfTwo : Self.leastCoverage) else { return 0 }
    let precision = phrase.words.isEmpty ? 0 : fitting / Double(phrase.words.count)
    return phrase.weight * (0.8 * coverage + 0.2 * min(1, precision))
  }

  private static func phrases(of guide: Guide) -> [Phrase] {
    var phrases: [Phrase] = []
    func add(_ texts: [String], _ weight: Double) {
      let words = texts.flatMap { FoldedText.words($0) }
      if !words.isEmpty { phrases.append(Phrase(words: words, weight: weight)) }
    }
    for alias in guide.aliases.values.joined() {
      let words = tellingWords(alias)
      if !words.isEmpty { phrases.append(Phrase(words: words, weight: Weight.alias)) }
    }
    for title in guide.title.words.values { add([title], Weight.title) }
    if let procedure = guide.procedure {
      add([procedure.code], Weight.alias)
      for name in procedure.name.words.values { add([name], Weight.procedure) }
    }
    // Each sentence by itself: all of a guide's words together would fit almost any question.
    let sentences = guide.steps.flatMap { [$0.text] + $0.choices.map(\.text) } + guide.papers.map(\.name)
    for text in sentences.flatMap(\.words.values) { add([text], Weight.steps) }
    return phrases
  }

  /// The words of a text but for those that say nothing about it; all of them, where none says anything.
  private static func tellingWords(_ text: String) -> [String] {
    let words = FoldedText.words(text)
    let telling = words.filter { !fillers.contains($0) && !fillers.contains(Telex.decoded($0)) }
    return telling.isEmpty ? words : telling
  }

  /// Words that people wrap a question in. Folded, so that `thì` and `thi` are one.
  private static let fillers: Set<String> = [
    "lam", "cho", "chau", "toi", "cai", "minh", "muon", "can", "duoc", "o", "bi", "thi", "gi", "nhu", "the", "nao",
    "bac", "em", "anh", "chi", "co", "voi", "nhe", "oi", "a", "la", "ma", "giup", "xin", "de", "va", "di",
    "how", "to", "do", "i", "my", "an", "of", "for", "need", "want",
  ]

  /// How many times a number can be halved before it is 1, in whole and part.
  private static func halvings(_ number: Double) -> Double {
    var (rest, count) = (number, 0.0)
    while rest >= 2 { (rest, count) = (rest / 2, count + 1) }
    return count + max(0, rest - 1)
  }
}

/// A word of a question in the spellings that it may have been meant in.
private struct Asked {
  let word: String
  let telex: String?

  init(_ word: String) {
    self.word = word
    let decoded = Telex.decoded(word)
    telex = decoded == word || decoded.isEmpty ? nil : decoded
  }

  /// How well a guide's word fits, 0 to 1.
  func likeness(to other: String) -> Double {
    max(Self.likeness(word, other), telex.map { 0.95 * Self.likeness($0, other) } ?? 0)
  }

  private static func likeness(_ word: String, _ other: String) -> Double {
    if word == other { return 1 }
    let length = word.utf8.count
    if length >= 3, other.hasPrefix(word) { return 0.8 }
    // Numbers are codes and levels: one digit off is another thing.
    guard length >= 4, !word.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return 0 }
    guard let distance = EditDistance.between(word, other, atMost: length > 6 ? 2 : 1) else { return 0 }
    return distance == 1 ? 0.7 : 0.55
  }
}
