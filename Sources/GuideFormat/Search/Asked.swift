/// What a question looks for: its words and its pairs of neighbours, each with its weight.
struct Asked: Sendable {
  /// A word or pair as it may stand in a text: without marks, and with those that were typed.
  struct Form: Hashable, Sendable {
    let folded: String
    let marked: String
    let likeness: Double

    /// The two as neighbours.
    func paired(with right: Form) -> Form {
      Form(
        folded: "\(folded) \(right.folded)", marked: "\(marked) \(right.marked)", likeness: likeness * right.likeness)
    }
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

  /// The part of the weight that is met, 0 to 1, where `place` says how well something is met.
  func covered(_ place: (String) -> Double) -> Double {
    guard total > 0 else { return 0 }
    var sum = 0.0
    for one in wanted where one.weight > 0 {
      var best = 0.0
      for form in one.readings {
        let folded = place(form.folded)
        guard folded > 0 else { continue }
        let met = form.marked == form.folded ? folded : max(place(form.marked), Self.otherMarks * folded)
        best = max(best, form.likeness * met)
      }
      sum += best * one.weight
    }
    return sum / total
  }

  /// How many words are met.
  func met(_ has: (String) -> Bool) -> Int {
    wanted.count { one in !one.isPair && one.readings.contains { has($0.folded) } }
  }
}

extension Question.Word {
  /// What the word may stand for in a text, the likeliest first.
  func readings(leastLikeness: Double) -> [Asked.Form] {
    [Asked.Form(folded: folded, marked: marked, likeness: max(likeness, leastLikeness))]
      + others.map { Asked.Form(folded: $0.word, marked: $0.word, likeness: $0.likeness) }
  }
}
