import Domain

/// A question read against the words that are known: the words that tell something, as they were meant.
package struct Question: Hashable, Sendable {
  /// Longer questions are cut: what somebody needs is said in their first words, and time stays bounded.
  package static let maximumWords = 40
  /// Of a longer text only so many characters are read.
  package static let maximumCharacters = 400

  /// One word of the question.
  package struct Word: Hashable, Sendable {
    /// Without marks, as it is indexed, where it is known; else as it was typed.
    package let folded: String
    /// With the marks that were typed; without where none were.
    let marked: String
    /// How sure the reading is; 0 where nothing known is near.
    package let likeness: Double
    /// Other words that it may have been meant as.
    let others: [Spelling.Reading]
    /// Whether it may be a word that says nothing, typed without its marks.
    let isWeak: Bool
  }

  package let words: [Word]
  /// The words as they were read, before phrases that mean the same were put as one.
  private let plain: [Word]

  init(_ text: String, spelling: Spelling, words known: SearchWords, arePaired: (String, String) -> Bool) {
    let typed = SearchText.words(String(text.prefix(Self.maximumCharacters))).prefix(Self.maximumWords)
    let telexCount = typed.count { spelling.isTelexOnly($0.folded) }
    let isTelex = telexCount >= 2 || (telexCount == 1 && typed.count <= 3)
    // Somebody who types marks types them everywhere: "ma" is then not "mã".
    let hasMarks = typed.contains(where: \.hasMarks)
    var read: [Word] = []
    for word in typed {
      if hasMarks, known.isFiller(word) { continue }
      if let parts = spelling.parts(of: word.folded, arePaired: arePaired) {
        read += parts.map { Word(folded: $0, marked: $0, likeness: 0.9, others: [], isWeak: false) }
        continue
      }
      let readings = spelling.readings(word.folded, isTelex: isTelex)
      let best = readings.first ?? .init(word: word.folded, likeness: 0)
      let others = Array(readings.dropFirst()) + (best.likeness == 1 ? spelling.soundAlikes(word.folded) : [])
      read.append(
        Word(
          folded: best.word, marked: best.likeness == 1 && hasMarks ? word.marked : best.word, likeness: best.likeness,
          others: others, isWeak: !(hasMarks && word.hasMarks) && known.mayBeFiller(best.word)))
    }
    let meant = known.meant(read, { .init(folded: $0.folded, marked: $0.marked) }) {
      Word(folded: $0.folded, marked: hasMarks ? $0.marked : $0.folded, likeness: 1, others: [], isWeak: false)
    }
    words = meant.contains { !$0.isWeak } ? meant : []
    plain = words.isEmpty ? [] : read
  }

  /// The words that were typed, as they are known.
  package var typed: [String] { plain.map(\.folded) }

  /// The lines of words that a text may have for this question, each word in all its spellings, without those that may
  /// be fillers: as it was meant, and as it was typed.
  package var lines: [[[String]]] { lines { [$0.folded] + $0.others.map(\.word) } }

  /// The same where a word that is known is meant as it stands, and not as one that sounds like it.
  package var nearestLines: [[[String]]] {
    lines { $0.likeness == 1 ? [$0.folded] : [$0.folded] + $0.others.map(\.word) }
  }

  private func lines(_ spellings: (Word) -> [String]) -> [[[String]]] {
    let (meant, typed) = (
      words.filter { !$0.isWeak }.map(spellings), plain.filter { !$0.isWeak }.map(spellings)
    )
    return meant == typed ? [meant] : [meant, typed]
  }
}
