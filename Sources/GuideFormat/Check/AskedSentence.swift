/// One sentence as the rule on secrets reads it: its words, and the clauses that punctuation makes.
///
/// A word without marks stands for those that it would be without theirs: “doc” for “đọc”; where that is a word of its own, only
/// in a sentence that has no marks at all; “cho” never for “chớ”.
struct AskedSentence {
  let words: [String]
  /// The number of each word's clause.
  let clauses: [Int]
  /// How many words stand before the first colon.
  let wordsBeforeColon: Int
  private let hasMarks: Bool

  init(_ text: Substring) {
    var words: [String] = []
    var clauses: [Int] = []
    for (number, clause) in text.split(whereSeparator: { ",:()–—".contains($0) }).enumerated() {
      let own = SecretWords.words(String(clause))
      words += own
      clauses += own.map { _ in number }
    }
    (self.words, self.clauses) = (words, clauses)
    wordsBeforeColon = text.firstIndex(of: ":").map { SecretWords.words(String(text[..<$0])).count } ?? 0
    hasMarks = words.contains { !$0.allSatisfy(\.isASCII) }
  }

  /// Whether there may be a secret's name in it at all.
  var maySpeakOfSecrets: Bool {
    hasName(SecretWords.names)
      || hasName(SecretWords.veiledNames) && SecretWords.all.contains { !veiledNames($0).isEmpty }
  }

  private func hasName(_ names: [String: [SecretWords.Phrase]]) -> Bool {
    words.indices.contains { place in
      names[words[place]]?.contains { matches($0, at: place + 1 - $0.count) } ?? false
    }
  }

  /// The names that only other words of the sentence make a secret's.
  func veiledNames(_ list: SecretWords) -> [SecretWords.Phrase] {
    list.veiled.filter { $0.isMeant(in: self) }.flatMap(\.names)
  }

  /// Whether it asks for a secret, and nothing denies it.
  func asks(_ list: SecretWords) -> Bool {
    let veiled = veiledNames(list)
    guard !veiled.isEmpty || has(list.secrets, in: words.indices) else { return false }
    return SecretReading(self, list, veiled: veiled).asks
  }

  /// Whether it names a secret and denies nothing.
  func names(_ list: SecretWords) -> Bool {
    has(list.secrets, in: words.indices) && !has(list.denials + list.keepings, in: words.indices)
  }

  func has(_ phrases: [SecretWords.Phrase], in range: Range<Int>) -> Bool {
    range.contains { start in end(of: phrases, at: start).map { $0 <= range.upperBound } ?? false }
  }

  /// Where the longest of the phrases that begins there ends.
  func end(of phrases: [SecretWords.Phrase], at start: Int) -> Int? {
    var longest = 0
    for phrase in phrases where phrase.count > longest && matches(phrase, at: start) { longest = phrase.count }
    return longest > 0 ? start + longest : nil
  }

  /// Whether one of the phrases covers the word of that place.
  func isPart(_ place: Int, of phrases: [SecretWords.Phrase]) -> Bool {
    for phrase in phrases {
      for word in 0..<phrase.count where place >= word && matches(phrase, at: place - word) { return true }
    }
    return false
  }

  func isOne(_ place: Int, of set: Set<SecretWords.Word>) -> Bool { set.contains { fits($0, words[place]) } }

  private func matches(_ phrase: SecretWords.Phrase, at start: Int) -> Bool {
    guard start >= 0, start + phrase.count <= words.count else { return false }
    for place in 0..<phrase.count where !fits(phrase[place], words[start + place]) { return false }
    return true
  }

  private func fits(_ wanted: SecretWords.Word, _ word: String) -> Bool {
    wanted.exact == word || (wanted.bare == word && word != "cho" && !(hasMarks && Self.ownWords.contains(word)))
  }

  /// Words that Vietnamese writes without marks, though they may also be others that lost theirs.
  private static let ownWords: Set<String> = ["bao", "chi", "con", "dung", "em", "ma", "minh", "to", "trao", "xem"]
}
