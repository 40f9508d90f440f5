/// Sets of Vietnamese words, looked up in what somebody typed with marks or without.
enum FoldedWords {
  /// Whether one of the words was typed: with its marks, or with none at all.
  static func contain(_ words: Set<String>, _ word: ScannedText.Word, in text: ScannedText) -> Bool {
    let typed = text.word(word)
    return words.contains(typed) || (typed == word.text && words.contains { FoldedText.text($0) == typed })
  }
}
