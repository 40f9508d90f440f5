import Domain

extension SearchText {
  /// What a line of words is found by: each word and each pair of neighbours, without marks and with them.
  static func features(_ words: [Word]) -> Set<String> {
    var features: Set<String> = []
    for (index, word) in words.enumerated() {
      features.insert(word.folded)
      features.insert(word.marked)
      guard index > 0 else { continue }
      features.insert("\(words[index - 1].folded) \(word.folded)")
      features.insert("\(words[index - 1].marked) \(word.marked)")
    }
    return features
  }
}
