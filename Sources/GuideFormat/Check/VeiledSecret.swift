/// Words that name a secret only where something in the sentence says that they do.
struct VeiledSecret: Sendable {
  let names: [SecretWords.Phrase]
  /// What begins like one of the names and is no secret: “mã hồ sơ”.
  let harmless: [SecretWords.Phrase]
  /// What must stand in the sentence.
  let signs: [SecretWords.Phrase]

  /// Whether a sentence has both.
  func isMeant(in sentence: AskedSentence) -> Bool {
    sentence.words.indices.contains { place in
      sentence.end(of: names, at: place) != nil && sentence.end(of: harmless, at: place) == nil
    } && sentence.has(signs, in: sentence.words.indices)
  }
}
