/// One sentence as the rule on secrets reads it.
///
/// A word without marks stands for those that it would be without theirs: “doc” for “đọc”; where that is a word of its own, only
/// in a sentence that has no marks at all; “cho” never for “chớ”.
struct AskedSentence {
  private let words: [String]
  /// The number of each word's clause.
  private let clauses: [Int]
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
    hasMarks = words.contains { !$0.allSatisfy(\.isASCII) }
  }

  /// Whether there may be a secret's name in it at all.
  var maySpeakOfSecrets: Bool { words.contains(where: SecretWords.starts.contains) }

  /// Whether it asks for a secret, and nothing next to the asking denies it.
  func asks(_ list: SecretWords) -> Bool {
    guard has(list.secrets, in: words.indices) else { return false }
    return words.indices.contains { start in
      if let end = self.end(of: list.wholes, at: start), !isDenied(from: start, sameClause: true, list) {
        return namesSecret(list, besides: start..<end)
      }
      guard let (end, isDirect) = verb(at: start, list), let asked = handing(from: end, verb: start, isDirect, list)
      else { return false }
      return !isDenied(from: start, sameClause: false, list) && namesSecret(list, besides: start..<asked)
    }
  }

  /// Whether it names a secret and denies nothing.
  func names(_ list: SecretWords) -> Bool {
    has(list.secrets, in: words.indices) && !has(list.denials + list.keepings, in: words.indices)
  }

  private func verb(at start: Int, _ list: SecretWords) -> (end: Int, isDirect: Bool)? {
    if let end = end(of: list.directVerbs, at: start) { return (end, true) }
    return end(of: list.otherVerbs, at: start).map { ($0, false) }
  }

  /// Where the words end by which the verb hands something to those who help; nil where it does not.
  private func handing(from end: Int, verb: Int, _ isDirect: Bool, _ list: SecretWords) -> Int? {
    if isDirect, let whom = self.end(of: list.persons, at: end) { return whom }
    let isNews = self.end(of: list.newsVerbs, at: verb) != nil
    for place in end..<min(words.count, end + 12) {
      // The nearer verb governs.
      if self.verb(at: place, list) != nil { return nil }
      guard let toward = self.end(of: list.towards, at: place) else { continue }
      let handsSecret = has(list.secrets, in: end..<place)
      guard handsSecret || place - end <= 3 else { continue }
      if let whom = self.end(of: list.persons, at: toward) { return whom }
      if handsSecret || !isNews, let whom = self.end(of: list.bodies, at: toward) { return whom }
    }
    return nil
  }

  /// Whether a denial stands next to what begins there, or in the same clause before it.
  private func isDenied(from start: Int, sameClause: Bool, _ list: SecretWords) -> Bool {
    var place = start
    while place > 0, clauses[place - 1] == clauses[start] {
      place -= 1
      if list.denials.contains(where: { phrase in
        place + 1 >= phrase.count && matches(phrase, at: place + 1 - phrase.count)
      }) {
        return true
      }
      let isFiller = list.fillers.contains(words[place])
      guard sameClause || isFiller || isPartOfVerb(place, list) else { return false }
    }
    return false
  }

  private func isPartOfVerb(_ place: Int, _ list: SecretWords) -> Bool {
    (list.directVerbs + list.otherVerbs).contains { phrase in
      phrase.indices.contains { place >= $0 && matches(phrase, at: place - $0) }
    }
  }

  /// Whether a secret is named where the asking is, or in a clause that does not say that it is kept.
  private func namesSecret(_ list: SecretWords, besides asking: Range<Int>) -> Bool {
    Set(clauses).contains { clause in
      let range = words.indices.filter { clauses[$0] == clause }
      guard let first = range.first, let last = range.last, has(list.secrets, in: first..<(last + 1)) else {
        return false
      }
      return asking.contains { clauses[$0] == clause } || !has(list.keepings, in: first..<(last + 1))
    }
  }

  private func has(_ phrases: [SecretWords.Phrase], in range: Range<Int>) -> Bool {
    range.contains { start in end(of: phrases, at: start).map { $0 <= range.upperBound } ?? false }
  }

  /// Where the longest of the phrases that begins there ends.
  private func end(of phrases: [SecretWords.Phrase], at start: Int) -> Int? {
    phrases.filter { matches($0, at: start) }.map { start + $0.count }.max()
  }

  private func matches(_ phrase: SecretWords.Phrase, at start: Int) -> Bool {
    start + phrase.count <= words.count
      && zip(phrase, words[start...]).allSatisfy { wanted, word in
        wanted.exact == word || (wanted.bare == word && word != "cho" && !(hasMarks && Self.ownWords.contains(word)))
      }
  }

  /// Words that Vietnamese writes without marks, though they may also be others that lost theirs.
  private static let ownWords: Set<String> = ["bao", "chi", "con", "dung", "em", "ma", "minh", "to", "trao", "xem"]
}
