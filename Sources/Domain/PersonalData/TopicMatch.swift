/// A phrase of a topic in a text.
struct TopicMatch {
  let topic: Topic
  /// Words of the scanned text.
  let words: Range<Int>

  /// Every phrase of every topic, in the order in which they begin; those of secrets with one slip of the keys, too.
  static func all(in text: ScannedText) -> [TopicMatch] {
    var matches: [TopicMatch] = []
    for start in text.words.indices {
      let word = text.words[start]
      let found = (starting[word.text] ?? []) + (word.plain == word.text ? [] : starting[word.plain] ?? [])
      for phrase in found.sorted().map({ phrases[$0] }) where isMatch(phrase.words, at: start, in: text) {
        if phrase.topic == .someCode, !isCode(start, in: text) { continue }
        matches.append(TopicMatch(topic: phrase.topic, words: start..<(start + phrase.words.count)))
      }
      for phrase in slippable where isSlip(of: phrase.words, at: start, in: text) {
        matches.append(TopicMatch(topic: phrase.topic, words: start..<(start + phrase.words.count)))
      }
    }
    return matches
  }

  /// What means a password only where one follows: “pas”, “m.k” and “m k:”.
  static func short(in text: ScannedText) -> [TopicMatch] {
    text.words.indices.compactMap { start in
      let word = text.words[start]
      if word.text == "pas" { return TopicMatch(topic: .password, words: start..<start + 1) }
      guard isMatch(["m", "k"], at: start, in: text) else { return nil }
      let second = text.words[start + 1]
      let isJoined = text.sign(word.range.upperBound) != UInt8(ascii: " ")
      let after = text.folded[second.range.upperBound...].prefix(5).drop { $0 == UInt8(ascii: " ") }
      guard isJoined || after.first.map(":=".utf8.contains) ?? false || after.starts(with: "la ".utf8) else {
        return nil
      }
      return TopicMatch(topic: .password, words: start..<start + 2)
    }
  }

  private typealias Phrase = (topic: Topic, words: [String])

  private static let phrases: [Phrase] = Topic.allCases.flatMap { topic in
    topic.phrases.map { (topic, $0.split(separator: " ").map(String.init)) }
  }

  /// For a phrase's first word its places among all phrases.
  private static let starting = Dictionary(grouping: phrases.indices) { phrases[$0].words[0] }

  /// Those of secrets that are long enough to be known in spite of a slip: eight signs, spaces counted.
  private static let slippable = phrases.filter {
    Topic.secrets.contains($0.topic) && $0.words.joined(separator: " ").utf8.count >= 8
  }

  /// Whether it is the phrase but for one slip in one of its words.
  private static func isSlip(of phrase: [String], at start: Int, in text: ScannedText) -> Bool {
    guard start + phrase.count <= text.words.count else { return false }
    var slips = 0
    for (offset, word) in phrase.enumerated() {
      let typed = text.words[start + offset]
      if typed.text == word || typed.plain == word { continue }
      guard slips == 0, TypingSlip.isSlip(typed.text, of: word) else { return false }
      slips += 1
    }
    return slips == 1 && text.words[start].sentence == text.words[start + phrase.count - 1].sentence
  }

  private static func isMatch(_ phrase: [String], at start: Int, in text: ScannedText) -> Bool {
    guard start + phrase.count <= text.words.count else { return false }
    return phrase.enumerated().allSatisfy { offset, word in
      let typed = text.words[start + offset]
      return typed.text == word || (phrase.count > 1 && typed.plain == word)
    } && text.words[start].sentence == text.words[start + phrase.count - 1].sentence
  }

  /// Whether the word is “mã”, not “má”, “mà” or “mạ”, and no other thing's code.
  private static func isCode(_ word: Int, in text: ScannedText) -> Bool {
    let other: Set<Unicode.Scalar> = [
      "á", "à", "ạ", "ả", "Á", "À", "Ạ", "Ả", "\u{300}", "\u{301}", "\u{323}", "\u{309}",
    ]
    guard !text.typed(text.words[word].range).contains(where: other.contains) else { return false }
    guard text.words.indices.contains(word + 1) else { return true }
    let next = text.words[word + 1].text
    if next == "so" { return text.words.indices.contains(word + 2) && text.words[word + 2].text == "vua" }
    return !Topic.thingsWithCodes.contains(next)
  }
}
