import Domain

/// Says which known words a typed word may have been meant as: as it stands, in Telex, run together, or with a slip.
struct Spelling: Sendable {
  /// A word that may have been meant, and how sure that is, above 0 and at most 1.
  struct Reading: Hashable, Sendable {
    let word: String
    let likeness: Double
  }

  private static let telex = 0.95
  private static let oneSlip = 0.75
  private static let sameSound = 0.7
  private static let twoSlips = 0.55
  private static let beginning = 0.6

  private let known: Set<String>
  /// Known words by their number of letters, each with the set of its letters as bits.
  private let byLength: [Int: [(word: String, letters: UInt32)]]

  /// A spelling that knows these words.
  init(_ known: Set<String>) {
    self.known = known
    byLength = Dictionary(grouping: known.sorted().map { ($0, Self.letters($0)) }, by: { $0.0.utf8.count })
  }

  func isKnown(_ word: String) -> Bool { known.contains(word) }

  /// Whether the word makes sense only as what was typed for a Telex keyboard.
  func isTelexOnly(_ word: String) -> Bool {
    guard !known.contains(word) else { return false }
    let decoded = Telex.decoded(word)
    return decoded != word && known.contains(decoded)
  }

  /// What the word may mean, the likeliest first; empty where nothing is near.
  ///
  /// - Parameter isTelex: whether other words of the line are Telex for certain.
  func readings(_ word: String, isTelex: Bool) -> [Reading] {
    if !isTelex, known.contains(word) { return [Reading(word: word, likeness: 1)] }
    let decoded = Telex.decoded(word)
    let asTelex = decoded != word && known.contains(decoded) ? [Reading(word: decoded, likeness: Self.telex)] : []
    if known.contains(word) { return asTelex + [Reading(word: word, likeness: 1)] }
    if !asTelex.isEmpty { return asTelex }
    // Numbers are codes and levels: one digit off is another thing.
    guard !word.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return [] }
    let near = self.near(word)
    return near.isEmpty && decoded != word ? self.near(decoded) : near
  }

  /// The two known words that were run together, for a word that is not known.
  func parts(of word: String, arePaired: (String, String) -> Bool) -> [String]? {
    guard !known.contains(word), word.utf8.count >= 4 else { return nil }
    for form in [word, Telex.decoded(word)] {
      for cut in form.indices.dropFirst() {
        let (left, right) = (String(form[..<cut]), String(form[cut...]))
        if known.contains(left), known.contains(right), arePaired(left, right) { return [left, right] }
      }
    }
    return nil
  }

  private func near(_ word: String) -> [Reading] {
    let length = word.utf8.count
    guard (3...Self.longest).contains(length) else { return [] }
    let bound = length > 6 ? 2 : 1
    let letters = Self.letters(word)
    let sound = Self.sound(word)
    var found: [Reading] = []
    for other in (length - bound)...(length + bound) {
      for (candidate, its) in byLength[other] ?? [] where (letters ^ its).nonzeroBitCount <= 2 * bound {
        guard let distance = EditDistance.between(word, candidate, atMost: bound) else { continue }
        // The first letter is seldom wrong, a letter typed twice is the commonest slip.
        let isLikely = candidate.utf8.first == word.utf8.first || sound == Self.sound(candidate)
        let likeness = distance == 1 ? Self.oneSlip : Self.twoSlips
        found.append(Reading(word: candidate, likeness: isLikely ? likeness : likeness - 0.15))
      }
    }
    if found.isEmpty {
      for (other, words) in byLength where other > length {
        found += words.lazy.filter { $0.word.hasPrefix(word) }.map { .init(word: $0.word, likeness: Self.beginning) }
      }
    }
    return Array(found.sorted { ($1.likeness, $0.word) < ($0.likeness, $1.word) }.prefix(4))
  }

  /// Known words that sound like this one in some part of the country: `xung` for `sung`, `chễ` for `trễ`.
  func soundAlikes(_ word: String) -> [Reading] {
    for (from, to) in Self.sounds where word.hasPrefix(from) {
      let other = to + word.dropFirst(from.count)
      if known.contains(other) { return [Reading(word: other, likeness: Self.sameSound)] }
    }
    return []
  }

  private static let longest = 24
  private static let sounds = [
    ("tr", "ch"), ("ch", "tr"), ("gi", "d"), ("x", "s"), ("s", "x"), ("d", "gi"), ("r", "d"), ("l", "n"), ("n", "l"),
    ("v", "d"), ("g", "r"), ("r", "g"),
  ]

  private static func sound(_ word: String) -> String {
    for (from, to) in sounds where from == "tr" || from == "x" || from == "gi" {
      if word.hasPrefix(from) { return to + word.dropFirst(from.count) }
    }
    return word
  }

  private static func letters(_ word: String) -> UInt32 {
    word.utf8.reduce(0) { bits, byte in (0x61...0x7A).contains(byte) ? bits | 1 << UInt32(byte - 0x61) : bits }
  }
}
