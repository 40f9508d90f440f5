import Domain

/// The words that a search knows beforehand: those that say nothing about a question, and those that mean the same.
///
/// They are content (`guides/synonyms.yaml`), so that a trainer adds a province's own words without a programmer.
package struct SearchWords: Hashable, Sendable {
  /// The file below the guides' folder that has them.
  package static let file = ContentTable.synonyms.file

  /// Words that people wrap a question in, with their marks.
  private let fillers: Set<String>
  /// The same without marks: such a word may be a filler (`mô`), or one that tells much (`mở`).
  private let foldedFillers: Set<String>
  /// Phrases (see `key`), each with the one that stands for it in the index.
  private let meanings: [[String]: [SearchText.Word]]
  private let longest: Int
  /// The first words of those phrases: nearly every word of a text is none of them.
  private let firsts: Set<String>
  /// As they were given.
  private let given: [[String]]
  /// Every word that occurs here, without marks.
  let folded: Set<String>

  /// Those fillers, and groups of phrases that mean the same; the first of each group stands for the others.
  package init(fillers: [String], groups: [[String]]) {
    given = [fillers] + groups
    let words = fillers.flatMap { SearchText.words($0) }
    let fillers = Set(words.map(\.marked))
    self.fillers = fillers
    foldedFillers = Set(words.map(\.folded))
    var meanings: [[String]: [SearchText.Word]] = [:]
    for group in groups {
      let phrases = group.map { SearchText.words($0) }.filter { !$0.isEmpty }
      guard let first = phrases.first else { continue }
      for phrase in phrases.dropFirst() { meanings[Self.key(phrase)] = first }
      // A phrase that stands for others and holds a filler is kept whole, as they are: `sao y`.
      if first.contains(where: { fillers.contains($0.marked) }) { meanings[Self.key(first)] = first }
    }
    self.meanings = meanings
    longest = meanings.keys.map(\.count).max() ?? 0
    firsts = Set(meanings.keys.compactMap(\.first))
    folded = foldedFillers.union(groups.joined().flatMap { SearchText.words($0).map(\.folded) })
  }

  /// What a phrase is known by: several words by their letters alone, one word by its marks as well, because `vô` means
  /// `vào` while `vợ`, `vỡ` and `vở` do not.
  private static func key(_ phrase: [SearchText.Word]) -> [String] {
    phrase.count == 1 ? phrase.map(\.marked) : phrase.map(\.folded)
  }

  /// No words at all.
  package static let none = SearchWords(fillers: [], groups: [])

  /// Whether the word as it was typed says nothing.
  func isFiller(_ word: SearchText.Word) -> Bool { fillers.contains(word.marked) }

  /// Whether a word that was typed without marks may be one that says nothing.
  func mayBeFiller(_ folded: String) -> Bool { foldedFillers.contains(folded) }

  /// The words of a written phrase that tell something, each phrase put as the one that stands for it; all of them
  /// where none tells anything. A filler in such a phrase (`tới đâu`) is a part of it.
  package func telling(_ words: [SearchText.Word]) -> [SearchText.Word] {
    let meant = meant(words.map { (word: $0, tells: !isFiller($0)) }, { $0.word }) { (word: $1, tells: true) }
    let telling = meant.filter(\.tells)
    return (telling.isEmpty ? meant : telling).map(\.word)
  }

  /// The items with each phrase put as the one that stands for it, the longest first; `item` makes what stands for a phrase
  /// from its items and each word of the other, or nil where the phrase is to stay as it is.
  func meant<Item>(
    _ items: [Item], _ word: (Item) -> SearchText.Word, _ item: (ArraySlice<Item>, SearchText.Word) -> Item?
  ) -> [Item] {
    guard longest > 0 else { return items }
    let words = items.map(word)
    var meant: [Item] = []
    var index = 0
    while index < items.count {
      guard firsts.contains(words[index].folded) || firsts.contains(words[index].marked) else {
        meant.append(items[index])
        index += 1
        continue
      }
      var length = min(longest, items.count - index)
      while length > 0, meanings[Self.key(Array(words[index..<index + length]))] == nil { length -= 1 }
      if length > 0, let meaning = meanings[Self.key(Array(words[index..<index + length]))] {
        let phrase = items[index..<index + length]
        let others = meaning.compactMap { item(phrase, $0) }
        meant += others.count == meaning.count ? others : Array(phrase)
        index += length
      } else {
        meant.append(items[index])
        index += 1
      }
    }
    return meant
  }
}

extension SearchWords {
  /// The words as a device keeps them.
  package var canonical: CanonicalValue { .array(given.map { .array($0.map { .text($0) }) }) }

  /// The words that were kept so; nil where the value holds none.
  package init?(canonical: CanonicalValue) {
    guard let lists = canonical.array?.map(\.texts), let fillers = lists.first ?? nil else { return nil }
    self.init(fillers: fillers, groups: lists.dropFirst().compactMap(\.self))
  }
}
