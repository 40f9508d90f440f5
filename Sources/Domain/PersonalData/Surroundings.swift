/// The words round a place of a text, and what they say it is.
struct Surroundings {
  let text: ScannedText
  /// The phrases within reach, in the order in which they begin.
  let topics: ArraySlice<TopicMatch>
  /// Words before the place end here, words after it begin at `after`.
  let before: Int
  let after: Int
  private let sentence: Int
  /// Whether “là”, a colon or an equals sign stands right before the place.
  private let isSaid: Bool
  /// So many words away a phrase says nothing any more, so that a long text takes no longer than its length asks for.
  private static let reach = 60

  init(_ range: Range<Int>, in text: ScannedText, topics: [TopicMatch]) {
    self.text = text
    let words = text.words
    let before = Self.firstIndex(in: words) { $0.range.upperBound > range.lowerBound }
    self.before = before
    let after = Self.firstIndex(in: words) { $0.range.lowerBound >= range.upperBound }
    self.after = after
    let first = Self.firstIndex(in: topics) { $0.words.lowerBound >= before - Self.reach }
    let last = Self.firstIndex(in: topics) { $0.words.lowerBound > after + Self.reach }
    self.topics = topics[first..<last]
    let sign = text.folded[..<range.lowerBound].last { $0 != UInt8(ascii: " ") }
    isSaid = sign.map(":=".utf8.contains) ?? false || before > 0 && words[before - 1].text == "la"
    sentence = before < words.count ? words[before].sentence : words.last?.sentence ?? 0
  }

  /// The first of them of which it is true, by halving: they stand in order.
  private static func firstIndex<Element>(in elements: [Element], where isTrue: (Element) -> Bool) -> Int {
    var low = 0
    var high = elements.count
    while low < high {
      let middle = (low + high) / 2
      if isTrue(elements[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  var previous: ScannedText.Word? { word(before - 1) }
  var wordBeforePrevious: ScannedText.Word? { word(before - 2) }
  var next: ScannedText.Word? { word(after) }
  var wordAfterNext: ScannedText.Word? { word(after + 1) }

  private func word(_ index: Int) -> ScannedText.Word? {
    guard text.words.indices.contains(index), text.words[index].sentence == sentence else { return nil }
    return text.words[index]
  }

  /// How many words stand between the nearest phrase of these topics before the place and the place itself; in the
  /// same sentence, else nil.
  func distanceBefore(_ wanted: Set<Topic>) -> Int? {
    nearestBefore(wanted).map { before - $0.words.upperBound }
  }

  /// The nearest phrase of these topics before the place in the same sentence, the longest of those.
  func nearestBefore(_ wanted: Set<Topic>) -> TopicMatch? {
    matches(wanted).filter { $0.words.upperBound <= before && !isSpent($0, between: $0.words.upperBound..<before) }
      .max { ($0.words.upperBound, $0.words.count) < ($1.words.upperBound, $1.words.count) }
  }

  /// Whether the phrase has its number already: a long one stands between it and the place. A secret is short: “OTP gửi về
  /// 0912345678 là 482913”.
  private func isSpent(_ match: TopicMatch, between words: Range<Int>) -> Bool {
    if Topic.secrets.contains(match.topic), isSaid || words.lowerBound >= after { return false }
    return text.words[words].reduce(0) { $0 + ($1.isNumber ? $1.text.utf8.count : 0) } >= 9
  }

  /// How many words stand between the place and the nearest phrase after it, in the same sentence.
  func distanceAfter(_ wanted: Set<Topic>) -> Int? { nearestAfter(wanted).map { $0.words.lowerBound - after } }

  /// The nearest phrase of these topics after the place in the same sentence.
  func nearestAfter(_ wanted: Set<Topic>) -> TopicMatch? {
    matches(wanted).filter { $0.words.lowerBound >= after && !isSpent($0, between: after..<$0.words.lowerBound) }
      .min { $0.words.lowerBound < $1.words.lowerBound }
  }

  /// Whether a person's name that is a number's word stands right before the place, “bà Năm”, “cô Tư”, and no year's or
  /// circular's word.
  var isBehindPerson: Bool {
    guard let previous, let title = wordBeforePrevious, Self.titles.contains(title.text) else { return false }
    let typed = text.typed(previous.range)
    let isName = typed.first?.properties.isUppercase == true && typed.last?.properties.isUppercase == false
    return isName || text.word(previous) == "tư"
  }

  private static let titles: Set<String> = [
    "ba", "ong", "co", "chu", "di", "bac", "anh", "chi", "em", "thim", "cau", "mo", "duong", "me", "ma", "thay", "cu",
    "o",
  ]

  /// Whether the sentence has a phrase of one of these topics.
  func mentions(_ wanted: Set<Topic>) -> Bool { distanceBefore(wanted) != nil || distanceAfter(wanted) != nil }

  /// Of these topics the one that is nearest: before the place, or a good way nearer after it.
  func nearest(_ wanted: Set<Topic>) -> Topic? {
    var best: (topic: Topic, distance: Int)?
    for topic in Topic.allCases where wanted.contains(topic) {
      let distances = [distanceBefore([topic]), distanceAfter([topic]).map { $0 + 3 }].compactMap(\.self)
      if let distance = distances.min(), distance < best?.distance ?? .max { best = (topic, distance) }
    }
    return best?.topic
  }

  private func matches(_ wanted: Set<Topic>) -> [TopicMatch] {
    topics.filter { wanted.contains($0.topic) && text.words[$0.words.lowerBound].sentence == sentence }
  }
}
