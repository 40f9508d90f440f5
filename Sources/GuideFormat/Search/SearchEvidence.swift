/// What speaks for a document beyond its score: that the question is about it at all, and shares no more with it by chance.
///
/// Two neighbours that stand so in a title, an alias or a procedure's name are nearly always one Vietnamese word, and so
/// are evidence by themselves; single words are not, unless there are several that are sure, and one of them is rare.
struct SearchEvidence: Sendable {
  /// From how well a pair is met, 0 to 1, it counts: with a slip in each word or with other marks, not with more.
  private static let leastPair = 0.5
  /// From how well a word is met it counts as sure: as it was typed, or in raw Telex.
  static let leastWord = 0.9
  /// How many sure words are evidence, and how telling (`SearchIndex.rarity`) one of them has to be.
  private static let sureWords = 3
  private static let rare = 1.0
  /// A question that a document meets nearly whole is about it.
  private static let nearlyWhole = 0.95
  /// Somebody who types one word or two looks something up; there is nothing else to go by.
  private static let shortQuestion = 2

  private var hasPair = false
  private var words = 0
  private var rarest = 0.0
  private var lastWord: Int?

  /// Takes in that one thing asked for is met so well in one of the document's phrases; `place` is its number among what
  /// is asked for. Things come in the order of their numbers.
  mutating func take(_ one: Asked.Wanted, at place: Int, met: Double) {
    if one.isPair {
      hasPair = hasPair || met >= Self.leastPair
    } else if met >= Self.leastWord, lastWord != place {
      lastWord = place
      words += 1
      rarest = max(rarest, one.weight)
    }
  }

  /// Whether the document answers the question, which has so many words that tell something and of which it has the part `whole`.
  func suffices(for words: Int, whole: Double) -> Bool {
    words <= Self.shortQuestion || hasPair || whole >= Self.nearlyWhole
      || (self.words >= Self.sureWords && rarest >= Self.rare)
  }
}
