import Domain

/// What a question looks for: its words and its pairs of neighbours, each with its weight.
struct Asked: Sendable {
  /// A word or pair as it may stand in a text: without marks, and with those that were typed.
  struct Form: Hashable, Sendable {
    let folded: String
    let marked: String
    let likeness: Double
    /// The word itself, or the pair's left one.
    private let first: SearchText.Word
    /// The pair's right word.
    private let second: SearchText.Word?

    /// One word.
    init(_ word: SearchText.Word, likeness: Double) {
      (folded, marked, first, second) = (word.folded, word.marked, word, nil)
      self.likeness = likeness
    }

    /// The two as neighbours.
    func paired(with right: Form) -> Form { Form(left: self, right: right) }

    private init(left: Form, right: Form) {
      folded = "\(left.folded) \(right.folded)"
      marked = "\(left.marked) \(right.marked)"
      likeness = left.likeness * right.likeness
      (first, second) = (left.first, right.first)
    }

    /// How well the words have it, 0 to 1, without what is sure of it: 1 with its marks, less without them.
    func place(in words: [SearchText.Word]) -> Double {
      var best = 0.0
      for (index, word) in words.enumerated() where word.folded == first.folded {
        if let second {
          guard index + 1 < words.count, words[index + 1].folded == second.folded else { continue }
          if word.marked == first.marked, words[index + 1].marked == second.marked { return 1 }
        } else if word.marked == first.marked {
          return 1
        }
        best = hasMarks ? Asked.otherMarks : 1
      }
      return best
    }

    /// Whether somebody typed a mark.
    var hasMarks: Bool { folded != marked }
  }

  /// One thing that is looked for.
  struct Wanted: Sendable {
    /// What it may be, the likeliest first.
    let readings: [Form]
    let weight: Double
    let isPair: Bool
  }

  /// What is left where the letters are the same and the marks are others: `mấy` for `máy`.
  static let otherMarks = 0.75

  let wanted: [Wanted]
  /// The weight of everything together.
  let total: Double

  init(wanted: [Wanted]) {
    self.wanted = wanted
    total = wanted.reduce(0) { $0 + $1.weight }
  }

  /// The part of the weight that a line of words meets, 0 to 1, and how many of the words asked for it has.
  func met(in words: [SearchText.Word]) -> (covered: Double, met: Int) {
    guard total > 0 else { return (0, 0) }
    var sum = 0.0
    var met = 0
    for one in wanted {
      var best = 0.0
      for form in one.readings { best = max(best, form.likeness * form.place(in: words)) }
      sum += best * one.weight
      if best > 0, !one.isPair { met += 1 }
    }
    return (sum / total, met)
  }
}

extension Question.Word {
  /// What the word may stand for in a text, the likeliest first.
  func readings(leastLikeness: Double) -> [Asked.Form] {
    [Asked.Form(.init(folded: folded, marked: marked), likeness: max(likeness, leastLikeness))]
      + others.map { Asked.Form(.init(folded: $0.word, marked: $0.word), likeness: $0.likeness) }
  }
}
