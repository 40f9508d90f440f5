import Domain

/// A question read against the words that are known: the words that tell something, as they were meant.
package struct Question: Hashable, Sendable {
  /// Longer questions are cut, so that time stays bounded: hardly anybody says more before they come to what they need.
  package static let maximumWords = 60
  /// Of a longer text only so many characters are read.
  package static let maximumCharacters = 600

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
    /// Whether it is a word that says nothing, by its marks.
    let isFiller: Bool

    init(
      folded: String, marked: String, likeness: Double, others: [Spelling.Reading] = [], isWeak: Bool = false,
      isFiller: Bool = false
    ) {
      (self.folded, self.marked, self.likeness) = (folded, marked, likeness)
      (self.others, self.isWeak, self.isFiller) = (others, isWeak, isFiller)
    }

    /// A word that says nothing.
    init(filler word: SearchText.Word) {
      self.init(folded: word.folded, marked: word.marked, likeness: 1, isWeak: true, isFiller: true)
    }

    /// The word in its two forms.
    var asTyped: SearchText.Word { .init(folded: folded, marked: marked) }
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
      if hasMarks, known.isFiller(word) {
        read.append(Word(filler: word))
        continue
      }
      if let parts = spelling.parts(of: word.folded, arePaired: arePaired) {
        read += parts.map { Word(folded: $0, marked: $0, likeness: 0.9) }
        continue
      }
      var readings = spelling.readings(word.folded, isTelex: isTelex)
      if readings.isEmpty { readings = spelling.soundAlikes(word.folded) }
      let best = readings.first ?? .init(word: word.folded, likeness: 0)
      let others = Array(readings.dropFirst()) + (best.likeness == 1 ? spelling.soundAlikes(word.folded) : [])
      read.append(
        Word(
          folded: best.word, marked: best.likeness == 1 && hasMarks ? word.marked : best.word, likeness: best.likeness,
          others: others, isWeak: !(hasMarks && word.hasMarks) && known.mayBeFiller(best.word)))
    }
    // A phrase may hold a filler (`tới đâu`), so that fillers go last.
    let meant = known.meant(read, \.asTyped) { phrase, word in
      // One word that was only guessed is no ground for putting another in its place: `buýt` is not `bhyt`.
      let likeness = phrase.map(\.likeness).min() ?? 1
      guard phrase.count > 1 || likeness >= SearchEvidence.leastWord else { return nil }
      return Word(folded: word.folded, marked: hasMarks ? word.marked : word.folded, likeness: likeness)
    }.filter { !$0.isFiller }
    words = meant.contains { !$0.isWeak } ? meant : []
    plain = words.isEmpty ? [] : read.filter { !$0.isFiller }
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
