import Domain

/// Where each word and each pair of neighbours occurs, so that a question touches only what it meets.
struct SearchIndex: Sendable {
  /// How a phrase meets a question.
  struct PhraseFit: Sendable {
    /// The part of the question's weight that the phrase has, 0 to 1.
    var covered: Double
    /// How many of the question's words it has, of its own `words`.
    var met: Int
    let words: Int
    let weight: Double
  }

  /// How a document meets a question: as a whole, by the best place of everything, and phrase by phrase.
  struct Fit: Sendable {
    let id: GuideID
    var whole: Double
    var phrases: [PhraseFit]
    let evidence: SearchEvidence
  }

  /// A document or phrase by number, and the weight of the place.
  private struct Posting: Sendable {
    let number: Int
    let weight: Double
  }

  private struct Phrase: Sendable {
    let document: Int
    let words: Int
    let weight: Double
  }

  /// Where one word or pair occurs.
  private struct Occurrences: Sendable {
    var documents: [Posting] = []
    var phrases: [Posting] = []
    var rarity = 0.0

    /// Takes in that it occurs there; documents and their phrases come in the order of their numbers.
    mutating func take(document: Int, weight: Double, phrase: Int?) {
      if let last = documents.last, last.number == document {
        if last.weight < weight { documents[documents.count - 1] = Posting(number: document, weight: weight) }
      } else {
        documents.append(Posting(number: document, weight: weight))
      }
      if let phrase, phrases.last?.number != phrase { phrases.append(Posting(number: phrase, weight: 1)) }
    }
  }

  private let ids: [GuideID]
  private let phrases: [Phrase]
  private let occurrences: [String: Occurrences]

  /// The index of these documents.
  init(_ documents: [SearchDocument]) {
    var phrases: [Phrase] = []
    var occurrences: [String: Occurrences] = [:]
    for (number, document) in documents.enumerated() {
      for phrase in document.phrases {
        let weight = phrase.place.weight
        let place = phrase.place == .step ? nil : phrases.count
        SearchText.eachFeature(of: phrase.words) { feature in
          occurrences[feature, default: .init()].take(document: number, weight: weight, phrase: place)
        }
        if place != nil { phrases.append(Phrase(document: number, words: phrase.words.count, weight: weight)) }
      }
    }
    let most = Double(documents.count) + 1
    ids = documents.map(\.id)
    self.phrases = phrases
    self.occurrences = occurrences.mapValues { one in
      var one = one
      one.rarity = 0.4 + Self.halvings(most / Double(one.documents.count)) / 2
      return one
    }
  }

  /// How telling a word or pair is: 0.4 for one that every document has, and more the fewer have it; nil where none has.
  func rarity(of feature: String) -> Double? { occurrences[feature]?.rarity }

  /// How each document meets what is asked, in the order of the documents.
  func fits(_ asked: Asked) -> [Fit] {
    var whole = [Double](repeating: 0, count: ids.count)
    var covered = [Double](repeating: 0, count: phrases.count)
    var met = [Int](repeating: 0, count: phrases.count)
    var documentBest = Best(count: ids.count)
    var phraseBest = Best(count: phrases.count)
    var evidence = [SearchEvidence](repeating: SearchEvidence(), count: ids.count)
    for (place, one) in asked.wanted.enumerated() where one.weight > 0 {
      gather(one, \.documents, into: &documentBest)
      documentBest.drain { number, value in whole[number] += value * one.weight / asked.total }
      gather(one, \.phrases, into: &phraseBest)
      phraseBest.drain { number, value in
        covered[number] += value * one.weight / asked.total
        if !one.isPair { met[number] += 1 }
        evidence[phrases[number].document].take(one, at: place, met: value)
      }
    }
    var fits = ids.indices.map { Fit(id: ids[$0], whole: whole[$0], phrases: [], evidence: evidence[$0]) }
    for (number, phrase) in phrases.enumerated() where covered[number] > 0 {
      fits[phrase.document].phrases.append(
        PhraseFit(covered: covered[number], met: met[number], words: phrase.words, weight: phrase.weight))
    }
    return fits
  }

  /// How well one thing is met where it is met, by number.
  private func gather(_ one: Asked.Wanted, _ where: KeyPath<Occurrences, [Posting]>, into best: inout Best) {
    func take(_ feature: String, _ likeness: Double) {
      for posting in occurrences[feature]?[keyPath: `where`] ?? [] {
        best.take(likeness * posting.weight, at: posting.number)
      }
    }
    for form in one.readings {
      take(form.folded, form.likeness * (form.hasMarks ? Asked.otherMarks : 1))
      if form.hasMarks { take(form.marked, form.likeness) }
    }
  }

  /// The best of several values by number, in an array that is used again and again: most numbers have none.
  private struct Best {
    private var values: [Double]
    private var touched: [Int] = []

    init(count: Int) { values = [Double](repeating: 0, count: count) }

    mutating func take(_ value: Double, at number: Int) {
      if values[number] == 0 { touched.append(number) }
      values[number] = max(values[number], value)
    }

    /// Hands out what was taken, and forgets it.
    mutating func drain(_ body: (Int, Double) -> Void) {
      for number in touched where values[number] > 0 {
        body(number, values[number])
        values[number] = 0
      }
      touched.removeAll(keepingCapacity: true)
    }
  }

  /// How many times a number can be halved before it is 1, in whole and part.
  private static func halvings(_ number: Double) -> Double {
    var (rest, count) = (number, 0.0)
    while rest >= 2 { (rest, count) = (rest / 2, count + 1) }
    return count + max(0, rest - 1)
  }
}
