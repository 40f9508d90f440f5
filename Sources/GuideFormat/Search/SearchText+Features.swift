import Domain

extension SearchText {
  /// Hands out what a line of words is found by: each word and each pair of neighbours, without marks and with them. What
  /// occurs twice may come twice.
  static func eachFeature(of words: [Word], _ body: (String) -> Void) {
    var last: Word?
    for word in words {
      body(word.folded)
      if word.hasMarks { body(word.marked) }
      if let last {
        body("\(last.folded) \(word.folded)")
        if last.hasMarks || word.hasMarks { body("\(last.marked) \(word.marked)") }
      }
      last = word
    }
  }
}
