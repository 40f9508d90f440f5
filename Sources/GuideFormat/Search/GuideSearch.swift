import Domain

/// Finds guides by what a citizen says they need, offline and in any spelling: without marks, with slips, in Telex.
///
/// 1. Every phrase of a guide (title, aliases, procedure, sentences of the steps) is folded, phrases that mean the same
///    are put as one (`SearchWords`), and words that tell nothing are dropped.
/// 2. A question is read word by word against the words that occur (`Spelling`, `Question`): as it stands, as raw
///    Telex, as two words run together, with one or two letters wrong; then it is treated as the phrases were.
/// 3. What is looked for are its words and its pairs of neighbours: most Vietnamese words have two syllables, so pairs
///    carry the meaning. Each weighs by how few guides have it (`rarity`).
/// 4. A guide that shares nothing but single words by chance is left out (`SearchEvidence`).
/// 5. A guide's score, 0 to 1, is the part of that weight that it covers, by the place where each is met, joined with
///    how well its best single phrase fits.
///
/// `scores(_:of:)` measures other short texts, such as names of procedures, by the same rule, so that both can stand in
/// one list. The labelled questions and the figures that were reached: `Tests/Support/SearchTesting`, README.md.
package struct GuideSearch: Sendable {
  /// A guide that was found.
  package struct Match: Hashable, Sendable {
    /// The guide.
    package let guideID: GuideID
    /// How well it fits, above 0 and at most 1.
    package let score: Double
  }

  /// How the two halves of a score are joined.
  private enum Share {
    static let whole = 0.55
    static let phrase = 0.45
    static let covered = 0.75
    static let precise = 0.25
  }

  /// How much a pair of neighbours weighs beside a single word of the same rarity.
  private static let pairWeight = 1.1
  /// What a word that no guide has counts: what was asked may be about something else.
  private static let unknownWeight = 2.0
  /// What is left of the weight of a word that may be a filler typed without its marks.
  private static let weakWeight = 0.3

  /// Below this, a text shares little more than a common word with the question.
  package static let leastScore = 0.25
  /// What fits this much worse than the best is more likely to confuse than to help.
  package static let leastShare = 0.5

  private let index: SearchIndex
  private let spelling: Spelling
  private let words: SearchWords

  /// A search through some guides, in every language that they are written in.
  package init(_ guides: [Guide], words: SearchWords = .none) {
    self.init(documents: guides.map { SearchDocument($0, words: words) }, words: words)
  }

  /// A search through documents; `extra` are words that occur elsewhere, as in names of procedures.
  package init(documents: [SearchDocument], words: SearchWords = .none, extra: Set<String> = []) {
    self.words = words
    index = SearchIndex(documents.sorted { $0.id < $1.id })
    var known = words.folded.union(extra)
    for document in documents { for phrase in document.phrases { known.formUnion(phrase.words.map(\.folded)) } }
    spelling = Spelling(known)
  }

  /// The question as it was meant.
  package func question(_ text: String) -> Question {
    Question(text, spelling: spelling, words: words) { index.rarity(of: "\($0) \($1)") != nil }
  }

  /// The guides that fit a question, the best first; none where nothing fits.
  package func search(_ query: String, limit: Int = 10) -> [Match] { search(question(query), limit: limit) }

  /// The guides that fit a question that was read.
  package func search(_ question: Question, limit: Int = 10) -> [Match] {
    guard !question.words.isEmpty, limit > 0 else { return [] }
    let telling = question.words.count { !$0.isWeak }
    let matches = index.fits(asked(question)).compactMap { fit -> Match? in
      guard fit.whole > 0, fit.evidence.suffices(for: telling, whole: fit.whole) else { return nil }
      let phrase = fit.phrases.map { Self.score($0) }.max() ?? 0
      return Match(guideID: fit.id, score: min(1, Share.whole * fit.whole + Share.phrase * phrase))
    }
    let sorted = matches.sorted { $0.score == $1.score ? $0.guideID < $1.guideID : $0.score > $1.score }
    let least = max(Self.leastScore, (sorted.first?.score ?? 0) * Self.leastShare)
    return sorted.prefix(limit).filter { $0.score >= least }
  }

  /// How well each of some short texts, such as names of procedures, fits a question: 0 to 1. They come as the words that
  /// `SearchText` reads in them.
  package func scores(_ question: Question, of texts: [[SearchText.Word]]) -> [Double] {
    guard !question.words.isEmpty, !texts.isEmpty else { return texts.map { _ in 0 } }
    let asked = asked(question, isOpen: true)
    return texts.map { text in
      let telling = words.telling(text)
      let (covered, met) = asked.met(in: telling)
      return Self.score(.init(covered: covered, met: met, words: telling.count, weight: 1))
    }
  }

  /// Whether a question is a procedure's name itself: its words in their order, but for those that tell nothing, and for the
  /// "Thủ tục" with which catalogues begin some names.
  package func isName(_ name: [SearchText.Word], in question: Question) -> Bool {
    let begins = name.prefix(2).map(\.folded) == ["thu", "tuc"]
    let name = words.telling(begins && name.count > 2 ? Array(name.dropFirst(2)) : name)
    return name.count == question.words.count
      && zip(name, question.words).allSatisfy { word, asked in
        asked.likeness >= SearchEvidence.leastWord && (asked.marked == word.marked || asked.marked == word.folded)
      }
  }

  private static func score(_ fit: SearchIndex.PhraseFit) -> Double {
    guard fit.covered > 0 else { return 0 }
    let precise = min(1, Double(fit.met) / Double(max(1, fit.words)))
    return fit.weight * (Share.covered * fit.covered + Share.precise * precise)
  }

  private func asked(_ question: Question, isOpen: Bool = false) -> Asked {
    var wanted: [Asked.Wanted] = []
    for word in question.words {
      let known = word.readings(leastLikeness: isOpen ? 1 : 0)
      let weight = known.lazy.compactMap { index.rarity(of: $0.folded) }.first ?? (word.isWeak ? 0 : Self.unknownWeight)
      wanted.append(.init(readings: known, weight: weight * (word.isWeak ? Self.weakWeight : 1), isPair: false))
    }
    // Two words are nearly always one name: who has both, but not together, has something else.
    let isName = question.words.count == 2
    for (left, right) in zip(question.words, question.words.dropFirst()) {
      let rights = right.readings(leastLikeness: 0.5)
      let pairs = left.readings(leastLikeness: 0.5).flatMap { left in rights.map { left.paired(with: $0) } }
      let weight = pairs.lazy.compactMap { index.rarity(of: $0.folded) }.max() ?? (isOpen || isName ? 1 : 0)
      guard weight > 0 else { continue }
      let isWeak = left.isWeak && right.isWeak
      wanted.append(
        .init(readings: pairs, weight: weight * Self.pairWeight * (isWeak ? Self.weakWeight : 1), isPair: true))
    }
    return Asked(wanted: wanted)
  }
}
